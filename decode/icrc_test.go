package decode_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// A frame with a wrong ICRC was not delivered; where all of a direction have
// one, the capture is to blame.
func TestICRC(t *testing.T) {
	type direction struct {
		bad, checked int
		artefact     bool
		first        int
	}
	for _, tt := range []struct {
		name    string
		trace   string
		spoil   func(f trace.Frame) bool
		also    int // a frame to spoil
		want    []string
		client  direction
		server  direction
		dropped int
	}{
		{name: "one bad frame", trace: "est; C>CALL 1; badicrc C>CALL 2; a: C>again 2; S>REPLY 2", want: []string{
			"C send 4 len=148", "C send @a len=148", "S send 9 len=140"},
			client: direction{bad: 1, checked: 6, first: 6}, server: direction{checked: 4}, dropped: 1},
		{name: "a bad frame that does not come again", trace: "est; C>CALL 1; badicrc C>CALL 2; a: C>CALL 3 noack", want: []string{
			"C send 4 len=148", "C gap @a n=1", "C send @a len=148"},
			client: direction{bad: 1, checked: 5, first: 6}, server: direction{checked: 2}, dropped: 1},
		{name: "the first frame is bad", trace: "drop est; badicrc C>CALL 1; C>again 1; S>REPLY 1; exchange 3", want: []string{
			"C send 2 len=148", "S send 4 len=140", "C send 6 len=148", "S send 8 len=140",
			"C send 10 len=148", "S send 12 len=140", "C send 14 len=148", "S send 16 len=140"},
			client: direction{bad: 1, checked: 9, first: 1}, server: direction{checked: 8}, dropped: 1},
		{name: "all of one direction", trace: "est; C>CALL 1; S>REPLY 1; exchange 12",
			spoil: func(f trace.Frame) bool { return f.Side == trace.Client }, want: nil,
			client: direction{bad: 28, checked: 28, artefact: true, first: 1}, server: direction{checked: 27}},
		{name: "all of one direction, the last moment to decide", trace: "est; C>CALL 1; S>REPLY 1; exchange 3",
			spoil: func(f trace.Frame) bool { return f.Side == trace.Client }, want: nil,
			client: direction{bad: 10, checked: 10, artefact: true, first: 1}, server: direction{checked: 9}},
		{name: "all of one direction, too few", trace: "est; C>CALL 1; S>REPLY 1; exchange 2",
			spoil: func(f trace.Frame) bool { return f.Side == trace.Client }, want: []string{
				"S send 6 len=140", "S send 10 len=140", "S send 14 len=140"},
			client: direction{bad: 8, checked: 8, first: 1}, server: direction{checked: 7}, dropped: 8},
		{name: "all of one direction and one of the other", trace: "est; C>CALL 1; S>REPLY 1; exchange 4",
			spoil: func(f trace.Frame) bool { return f.Side == trace.Client }, also: 6, want: []string{
				"S send 10 len=140", "S send 14 len=140", "S send 18 len=140", "S send 22 len=140"},
			client: direction{bad: 12, checked: 12, first: 1}, server: direction{bad: 1, checked: 11, first: 6}, dropped: 13},
		{name: "all of both, fewer than decide", trace: "est; C>CALL 1; S>REPLY 1",
			spoil:  func(trace.Frame) bool { return true },
			want:   []string{"C send 4 len=148", "S send 6 len=140"},
			client: direction{bad: 4, checked: 4, artefact: true, first: 1},
			server: direction{bad: 3, checked: 3, artefact: true, first: 2}},
		{name: "cut frames cannot be checked", trace: "set snap=130; est; C>CALL 1; badicrc C>CALL 2; S>REPLY 1",
			want:   []string{"C send 4 len=148 captured=76", "C send 6 len=148 captured=76", "S send 7 len=140 captured=76"},
			client: direction{checked: 1}, server: direction{checked: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			r := &recorder{}
			d := decode.New(decode.Options{}, r)
			for i, tf := range tr.Frames() {
				f := frameOf(tr, i)
				if tt.spoil != nil && (tt.spoil(tf) || f.Number == tt.also) {
					f.Data = slices.Clone(f.Data)
					f.Data[len(f.Data)-1] ^= 0x55
				}
				d.Frame(&f)
			}
			d.Finish()
			if len(r.conns) != 1 {
				t.Fatalf("got %d connections, want 1", len(r.conns))
			}
			if tt.want == nil {
				whole, _ := run(tr, decode.Options{})
				tt.want = without(whole.lines, "ack", "open", "close")
			}
			if diff := cmp.Diff(numbered(tr, tt.want), without(r.lines, "ack", "open", "close")); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			c := r.conns[0]
			for side, want := range []direction{tt.client, tt.server} {
				var got direction
				got.bad, got.checked, got.artefact = c.BadICRC(decode.Side(side))
				got.first = c.FirstBadICRC(decode.Side(side))
				if got != want {
					t.Errorf("%s: got %+v, want %+v", decode.Side(side), got, want)
				}
			}
			if got := d.Dropped().ICRC; got != tt.dropped {
				t.Errorf("got %d dropped, want %d", got, tt.dropped)
			}
		})
	}
}

// A first frame that is bad, and nothing else of its direction for long, does
// not spoil what comes later of a capture that changed that whole direction.
func TestLateArtefact(t *testing.T) {
	tr := trace.Make(t, "est; noack; S>WRITE 0x77 0 400000; exchange 20")
	r := &recorder{}
	d := decode.New(decode.Options{}, r)
	for i, tf := range tr.Frames() {
		f := frameOf(tr, i)
		if tf.Side == trace.Client && i > 0 && i != 2 || i == 0 {
			f.Data = slices.Clone(f.Data)
			f.Data[len(f.Data)-1] ^= 0x55
		}
		if i == 2 {
			continue
		}
		d.Frame(&f)
	}
	d.Finish()
	if got := len(r.xids); got != 40 {
		t.Errorf("got %d messages, want 40", got)
	}
}

// reseal is the frame of a trace over IPv4 with other bytes at an offset and
// an ICRC that agrees.
func reseal(frame []byte, at int, b ...byte) []byte {
	out := slices.Clone(frame)
	copy(out[at:], b)
	binary.LittleEndian.PutUint32(out[len(out)-4:], trace.ICRC(out[14:len(out)-4]))
	return out
}

// The middle of a Write stands where the one before leads to, or its ICRC has
// to be right: a bit turned in its PSN would make a jump of the stream.
func TestMiddleOffCourse(t *testing.T) {
	tr := trace.Make(t, "set mtu=1024; est; exchange; S>WRITE 0x77 0 8K; exchange 300")
	middle := tr.Find("S>WRITE") + 2
	r := &recorder{}
	d := decode.New(decode.Options{}, r)
	for i := range tr.Frames() {
		f := frameOf(tr, i)
		if f.Number == middle {
			f.Data = slices.Clone(f.Data)
			f.Data[offPSN] ^= 4 // 2^18 PSNs
		}
		d.Frame(&f)
	}
	d.Finish()
	if got := d.Dropped().ICRC; got != 1 || len(r.xids) != 602 {
		t.Errorf("%d frames dropped, %d messages, want 1, 602", got, len(r.xids))
	}
}

// The source port of UDP does not matter.
func TestSourcePort(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; S>REPLY 1")
	r := &recorder{}
	d := decode.New(decode.Options{}, r)
	for i := range tr.Frames() {
		f := frameOf(tr, i)
		f.Data = reseal(f.Data, 34, 0, 69)
		d.Frame(&f)
	}
	d.Finish()
	if got, want := strings.Join(without(r.lines, "ack"), "; "), "open cm; C send 4 len=148; S send 6 len=140; close capture ended"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
