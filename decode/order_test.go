package decode_test

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// Within a direction events come in the order of PSNs, each request once.
func TestOrder(t *testing.T) {
	runEvents(t, []eventTest{
		{name: "late packet", trace: `
			est; C>CALL 1 noack; late late: C>CALL 2 noack; third: C>CALL 3 noack; S>ACK`, want: []string{
			"C send 4 len=148", "C send @late sent<=@third len=148", "C send @third len=148"}},
		{name: "later than many", trace: `
			est; late=5 late: C>CALL 1 noack; first: C>CALL 2 noack; C>CALL 3 noack; C>CALL 4 noack; C>CALL 5 noack; last: C>CALL 6 noack; S>ACK`, want: []string{
			"C send @late sent<=@first len=148", "C send 4 len=148", "C send 5 len=148", "C send 6 len=148",
			"C send 7 len=148", "C send @last len=148"}},
		{name: "behind a hole that was acknowledged", trace: `
			est; late=3 zero: C>CALL 8 noack; ack: S>ACK(8); S>ACK(8); S>ACK(8)
			+1ms drop C>CALL 1 noack; S>ACK(1); two: C>CALL 2 noack; three: C>CALL 3 noack; S>ACK(3); S>ACK(3); S>ACK(3)`, want: []string{
			"C send @zero sent<=@ack len=148", "C gap @two n=1", "C send @two len=148", "C send @three len=148"}},
		{name: "two late", trace: `
			est; late=3 one: C>CALL 1 noack; late=1 two: C>CALL 2 noack; three: C>CALL 3 noack; C>CALL 4 noack; S>ACK`, want: []string{
			"C send @one sent<=@three len=148", "C send @two sent<=@three len=148", "C send @three len=148", "C send 6 len=148"}},
		{name: "duplicate", trace: "est; dup C>CALL 1; S>REPLY 1", want: []string{
			"C send 4 len=148", "C resend 5", "S send 7 len=140"}},
		{name: "retransmission", trace: "est; C>CALL 1; S>REPLY 1; again: C>again 1", want: []string{
			"C send 4 len=148", "S send 6 len=140", "C resend @again"}},
		{name: "retransmission of the original that was not captured", trace: `
			est; drop C>CALL 1 noack; ack: S>ACK; again: C>again 1 noack; C>CALL 2`, want: []string{
			"C send @again sent<=@ack len=148", "C send 6 len=148"}},
		{name: "go back N", trace: `
			est; lost C>CALL 1; b: C>CALL 2 noack; C>CALL 3 noack; S>SEQNAK(1)
			a: C>again 1; b2: C>again 2; C>again 3`, want: []string{
			"C send @a sent<=@b len=148", "C send @b len=148", "C send 5 len=148",
			"S nak 6 PSN sequence error of send @a len=148",
			"C resend @b2", "C resend 11",
		}},
		{name: "retransmission while it waits", trace: `
			est; late=2 a: C>CALL 1 noack; b: C>CALL 2 noack; c: C>again 2 noack; S>ACK`, want: []string{
			"C send @a sent<=@b len=148", "C send @b len=148", "C resend @c"}},
		{name: "several packets", trace: `
			est; call: C>CALL 1 len=2500; reply: S>REPLY 1`, want: []string{
			"C send 4-6 len=2500", "S send @reply len=80"}},
		{name: "several packets twice", trace: `
			est; call: dup C>CALL 1 len=2500`, want: []string{
			"C resend 5", "C send 4-8 len=2500"}},
		{name: "PSN wrap", trace: `
			est[psn=0xfffffe | psn=0xfffffe]; C>CALL 1 len=2500; S>REPLY 1; C>CALL 2; S>REPLY 2; C>again 2`, want: []string{
			"C send 4-6 len=2500", "S send 8 len=80", "C send 10 len=148", "S send 12 len=140", "C resend 14"}},
		{name: "late across the wrap", trace: `
			est[psn=0xfffffe | psn=0xfffffe]; C>CALL 1 noack; late=1 late: C>CALL 2 noack; C>CALL 3 noack; S>ACK`, want: []string{
			"C send 4 len=148", "C send @late sent<=5 len=148", "C send 5 len=148"}},
		{name: "without CM one side waits", trace: `
			drop est; exchange 2; late C>CALL 1 noack; b: C>CALL 2 noack; S>ACK; S>REPLY 1`, want: []string{
			"C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"C send 10 sent<=@b len=148", "C send @b len=148", "S send 12 len=140"}},
	})
}

// The first packets of a side are taken in order although the other side waits
// for a missing packet.
func TestHeldUnanchored(t *testing.T) {
	runEvents(t, []eventTest{{
		name: "server unseen", trace: `
			drop C>REQ; S>REP; C>RTU
			C>CALL 1 noack; late=4 late: C>CALL 2 noack; C>CALL 3 noack; S>ACK(1); S>REPLY 1 noack; C>CALL 4 noack
			S>ACK; S>REPLY 2; S>REPLY 3`,
		want: []string{
			"C send 3 len=148", "C send @late sent<=4 len=148", "C send 4 len=148", "S send 6 len=140",
			"C send 7 len=148", "S send 10 len=140", "S send 12 len=140"},
	}})
}

// The same PSN with other bytes is counted and never delivered.
func TestConflicts(t *testing.T) {
	for _, tt := range []struct {
		name                string
		trace               string
		repeated, conflicts [2]int
	}{
		{name: "same bytes", trace: "est; C>CALL 1; C>again 1; S>REPLY 1; S>again 1", repeated: [2]int{1, 1}},
		{name: "other bytes", trace: "est; C>CALL 1; C>again 1 other", repeated: [2]int{1, 0}, conflicts: [2]int{1, 0}},
		{name: "other bytes of the server", trace: "est; C>CALL 1; S>REPLY 1; S>again 1 other", repeated: [2]int{0, 1}, conflicts: [2]int{0, 1}},
		{name: "one of three packets", trace: "est; C>CALL 1 len=2500; C>again 1 other; C>again 1 other", repeated: [2]int{6, 0}, conflicts: [2]int{3, 0}},
		{name: "cut differently", trace: "est; C>CALL 1; snap=100 C>again 1 other", repeated: [2]int{1, 0}},
		{name: "cut before the difference", trace: "set snap=100; C>CALL 1; S>REPLY 1; exchange 4; C>again 0x0e000004 other", repeated: [2]int{1, 0}},
		{name: "a Write", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>again WRITE h other", repeated: [2]int{0, 4}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, _ := run(trace.Make(t, tt.trace), decode.Options{})
			if len(r.conns) != 1 {
				t.Fatalf("got %d connections, want 1", len(r.conns))
			}
			if c := r.conns[0]; c.Repeated != tt.repeated || c.Conflicts != tt.conflicts {
				t.Errorf("got %v repeated, %v conflicts, want %v, %v", c.Repeated, c.Conflicts, tt.repeated, tt.conflicts)
			}
		})
	}
}

// An acknowledgement captured before what it acknowledges shows the skew of the
// capture and bounds when the packet was sent, whatever came between the two.
func TestSkew(t *testing.T) {
	for name, notation := range map[string]string{
		"one before":               "est; C>CALL 1; S>REPLY 1; late call: C>CALL 2 noack; ack: S>ACK(2); S>REPLY 2",
		"more than are remembered": "est; late=3 C>CALL 1 noack; S>ACK(1); S>ACK(1); S>ACK(1); +1ms late=24 call: C>CALL 2 noack; ack: S>ACK(2)" + acknowledged(3, 14),
	} {
		t.Run(name, func(t *testing.T) {
			tr := trace.Make(t, notation)
			call, ack := tr.Frame("call"), tr.Frame("ack")
			r, _ := run(tr, decode.Options{})
			c := r.conns[0]
			want := tr.Frames()[call-1].Time.Sub(tr.Frames()[ack-1].Time).Nanoseconds()
			if got := c.Skew(); got != want || want <= 0 {
				t.Errorf("got a skew of %d ns, want %d", got, want)
			}
			if effect, cause := c.SkewFrames(); effect != ack || cause != call {
				t.Errorf("got frames %d, %d, want %d, %d", effect, cause, ack, call)
			}
		})
	}
}

// acknowledged is a trace of Calls 1 us apart, each with its acknowledgement.
func acknowledged(from, to int) string {
	var b strings.Builder
	for x := from; x <= to; x++ {
		fmt.Fprintf(&b, "; +1us C>CALL %d noack; +1us S>ACK(%d)", x, x)
	}
	return b.String()
}

// A packet captured twice within microseconds tells by how much a second copy
// may be late where the first one is missing.
func TestEcho(t *testing.T) {
	for name, notation := range map[string]string{
		"REQ":                     "C>REQ; +30us C>again REQ; S>REP; C>RTU; C>CALL 1; S>REPLY 1",
		"REP":                     "C>REQ; S>REP; +30us S>again REP; C>RTU; C>CALL 1; S>REPLY 1",
		"REQ behind its REP":      "C>REQ; S>REP; +20us C>again REQ; C>RTU; C>CALL 1; S>REPLY 1",
		"REQ, first copy missing": "drop C>REQ; S>REP; +30us C>again REQ; C>RTU; C>CALL 1; S>REPLY 1",
		"REP, without its REQ":    "drop C>REQ; S>REP; +30us S>again REP; C>RTU; C>CALL 1; S>REPLY 1",
		"RTU":                     "C>REQ; S>REP; C>RTU; +30us C>again RTU; C>CALL 1; S>REPLY 1",
		"Call":                    "est; C>CALL 1 noack; +30us C>again 1; S>REPLY 1",
		"ACK":                     "est; C>CALL 1 noack; C>CALL 2 noack; S>ACK(1); +10us S>ACK(2); +20us S>ACK(1); S>REPLY 1",
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := run(trace.Make(t, notation), decode.Options{})
			if got := r.conns[0].Echo(); got != 30_000 || r.conns[0].Echoes() != 1 {
				t.Errorf("got %d ns between two copies, %d times, want 30 µs, once", got, r.conns[0].Echoes())
			}
		})
	}
}

// What was sent once more for a reason is no second copy.
func TestNoEcho(t *testing.T) {
	for name, notation := range map[string]string{
		"much later":        "est; C>CALL 1 noack; S>ACK(1); +11ms S>ACK(1); S>REPLY 1",
		"after the timeout": "est[acktimeout=10 |]; C>CALL 1 noack; +5ms C>again 1; S>REPLY 1",
		"other credits":     "est; C>CALL 1 noack; S>ACK(1); S>ACK(1 code 3); S>REPLY 1",
		"a NAK between":     "est; C>CALL 1 noack; S>ACK(1); S>SEQNAK(1); +20us S>ACK(1); S>REPLY 1",
		"a NAK, and again":  "est; C>CALL 1 noack; S>RNR(1); +20us S>RNR(1); +20us C>again 1; S>REPLY 1",
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := run(trace.Make(t, notation), decode.Options{})
			if got := r.conns[0].Echoes(); got != 0 {
				t.Errorf("got %d second copies, %d ns later, want none", got, r.conns[0].Echo())
			}
		})
	}
}
