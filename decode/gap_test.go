package decode_test

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// What the other side has acknowledged and the capture lacks is a gap.
func TestGap(t *testing.T) {
	runEvents(t, []eventTest{
		{name: "one Send", trace: "est; C>CALL 1; drop C>CALL 2; b: C>CALL 3; S>REPLY 3", want: []string{
			"C send 4 len=148", "C gap @b n=1", "C send @b len=148", "S send 9 len=140"}},
		{name: "from the start", trace: "est; drop C>CALL 1; b: C>CALL 2", want: []string{
			"C gap @b n=1", "C send @b len=148"}},
		{name: "several", trace: "est; drop C>CALL 1..5; b: C>CALL 6", want: []string{
			"C gap @b n=5", "C send @b len=148"}},
		{name: "the acknowledgements too", trace: "est; C>CALL 1; drop C>CALL 2 noack; b: C>CALL 3 noack; C>CALL 4 noack; S>ACK", want: []string{
			"C send 4 len=148", "C gap @b n=1", "C send @b len=148", "C send 7 len=148"}},
		{name: "without evidence it waits for the end", trace: "est; C>CALL 1; drop C>CALL 2 noack; b: C>CALL 3 noack", want: []string{
			"C send 4 len=148", "C gap @b n=1", "C send @b len=148"}},
		{name: "of the server", trace: "est; C>CALL 1..3; S>REPLY 1; drop S>REPLY 2; b: S>REPLY 3", want: []string{
			"C send 4 len=148", "C send 6 len=148", "C send 8 len=148",
			"S send 10 len=140", "S gap @b n=1", "S send @b len=140"}},
		{name: "first packet of a Send", trace: "est; drop=1 a: C>CALL 1 len=2500", want: []string{
			"C gap @a n=1"}},
		{name: "middle packet of a Send", trace: "est; drop=2 a: C>CALL 1 len=2500; S>REPLY 1", want: []string{
			"C send 4 len=1024 incomplete", "C gap 5 n=1", "S send 7 len=80"}},
		{name: "last packet of a Send", trace: "est; drop=3 a: C>CALL 1 len=2500; b: C>CALL 2", want: []string{
			"C send 4-5 len=2048 incomplete", "C gap @b n=1", "C send @b len=148"}},
		{name: "middle of a Write", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); drop=2 w: S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096)", want: []string{
			"C send 4 len=184", "S write @w len=1024 of 4096 incomplete", "S gap 7 n=1", "S send 10 len=96"}},
		{name: "no Last packet on the wire", trace: "est; C>SEND 1 len=1500 as a; C>SEND 2 len=64", want: []string{
			"C send @a-5 len=1500", "C send 7 len=64"}},
		{name: "void", trace: `
			est; C>CALL 1; S>REPLY 1; C>gap 0x400000
			first: C>CALL 2 noack; second: C>CALL 3 noack; C>CALL 4 noack`, want: []string{
			"C send 4 len=148", "S send 6 len=140",
			"C gap @second n=4194305 void", "C send @second len=148", "C send 10 len=148"}},
		{name: "one stray packet", trace: `
			est[psn=100 | psn=5000000]; C>CALL 1; C>gap 0x400000
			C>CALL 2 noack; C>gap 0xbfffff; C>CALL 3`, want: []string{
			"C send 4 len=148", "C send 7 len=148"}},
	})
}

// A hole that nothing explains is given up when too much waits behind it, as in
// the capture of one direction.
func TestWindow(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1 noack; drop C>CALL 2 noack; b: C>CALL 3..1002 noack")
	b := tr.Frame("b")
	r := &recorder{}
	d := decode.New(decode.Options{}, r)
	for i := range tr.Frames() {
		f := frameOf(tr, i)
		d.Frame(&f)
		if held := i + 1 - b + 1; held == 512 && len(r.lines) != 2 {
			t.Errorf("got %q with 512 packets behind the hole, want a gap after these", r.lines[2:])
		}
	}
	if want := fmt.Sprintf("C gap %d n=1", b); len(r.lines) < 3 || r.lines[2] != want {
		t.Errorf("got %q, want %q in the third place", r.lines, want)
	}
	d.Finish()
	if got, want := len(r.xids), 1001; got != want {
		t.Errorf("got %d Sends, want %d", got, want)
	}
	for i, x := range r.xids[1:] {
		if x != uint32(i+3) {
			t.Fatalf("got XID %d in place %d, want %d", x, i+1, i+3)
		}
	}
}

// What was acknowledged and never captured is a gap, also at the end.
func TestGapAtEnd(t *testing.T) {
	for _, tt := range []struct{ trace, want string }{
		{"est; C>CALL 1; S>REPLY 1; drop C>CALL 2; S>REPLY 2", "C gap 10 n=1"},
		{"est; C>CALL 1; S>REPLY 1; drop C>CALL 2 noack; S>REPLY 2", ""},
		{"est; C>CALL 1; drop S>REPLY 1; C>CALL 2", "S gap 8 n=1"},
		{"est; C>CALL 1 noack; drop S>REPLY 1; C>CALL 2 noack", ""}, // nothing of the server at all
	} {
		r, _ := run(trace.Make(t, tt.trace), decode.Options{})
		got := ""
		for _, l := range r.lines {
			if strings.Contains(l, " gap ") {
				got += l
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.trace, got, tt.want)
		}
	}
}

// Packets of both directions come in capture order, a gap where it is known.
func TestGapPlace(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; S>REPLY 1; drop C>CALL 2; S>REPLY 2; b: C>CALL 3; S>REPLY 3")
	r, _ := run(tr, decode.Options{})
	got := strings.Join(without(r.lines, "open", "close"), "\n")
	want := strings.Join(numbered(tr, []string{
		"C send 4 len=148", "S ack 5", "S send 6 len=140", "C ack 7", "S ack 8 early",
		"S send 9 len=140", "C ack 10", "C gap @b n=1", "C send @b len=148", "S ack 12",
		"S send 13 len=140", "C ack 14",
	}), "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
