package trace_test

import (
	"bytes"
	"errors"
	"testing"

	"rpcrdma-lint/internal/trace"
)

const fourFrames = "a: C>CALL 1; b: S>REPLY 1"

func TestDerived(t *testing.T) {
	tr := trace.Make(t, fourFrames)
	const call, ackC, reply, ackS = "C 04 c01000", "S 11 c01000 1f/1", "S 04 501000", "C 11 501000 1f/1"
	for _, tt := range []struct {
		name  string
		trace *trace.Trace
		want  []string
	}{
		{"original", tr, []string{call, ackC, reply, ackS}},
		{"without the second", tr.WithoutFrame(2), []string{call, reply, ackS}},
		{"without one that is not there", tr.WithoutFrame(5), []string{call, ackC, reply, ackS}},
		{"without a name", tr.Without(func(n int, f trace.Frame) bool { return f.Name == "b" || n == 1 }), []string{ackC, ackS}},
		{"from the client", tr.OnlyFrom(trace.Client), []string{call, ackS}},
		{"from the server", tr.OnlyFrom(trace.Server), []string{ackC, reply}},
		{"from the third", tr.From(3), []string{reply, ackS}},
		{"until the third", tr.Until(3), []string{call, ackC, reply}},
		{"swapped", tr.Swap(2), []string{call, reply, ackC, ackS}},
		{"swapped at the end", tr.Swap(4), []string{call, ackC, reply, ackS}},
		{"cut", tr.Cut(60), []string{call, ackC, reply, ackS}},
	} {
		t.Run(tt.name, func(t *testing.T) { compare(t, dumpAll(tt.trace), tt.want) })
	}
	for i, f := range tr.Cut(60).Frames() {
		if whole := tr.Frames()[i]; len(f.Data) != 60 || f.Orig != len(whole.Data) {
			t.Errorf("frame %d: got %d of %d bytes, want 60 of %d", i+1, len(f.Data), f.Orig, len(whole.Data))
		}
	}
	swapped, frames := tr.Swap(2).Frames(), tr.Frames()
	for i := range frames {
		if !swapped[i].Time.Equal(frames[i].Time) {
			t.Errorf("frame %d: got time %v, want %v: only the frames change places", i+1, swapped[i].Time, frames[i].Time)
		}
	}
}

func TestNumbers(t *testing.T) {
	tr := trace.Make(t, fourFrames)
	for _, tt := range []struct {
		what      string
		got, want int
	}{
		{"a", tr.Frame("a"), 1},
		{"b", tr.Frame("b"), 3},
		{"b without frame 1", tr.WithoutFrame(1).Frame("b"), 2},
		{"b without frame 3", tr.WithoutFrame(3).Frame("b"), 0},
		{"implied", tr.Find("implied ACK of S>"), 4},
		{"nothing", tr.Find("C>DREQ"), 0},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got frame %d, want %d", tt.what, tt.got, tt.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("Frame of an unknown name: got no panic")
		}
	}()
	tr.Frame("c")
}

func TestWrite(t *testing.T) {
	tr := trace.Make(t, "snap=4 C>SEND raw=01020304 noack; +7ns frame aabb")
	var b bytes.Buffer
	if err := tr.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := unhex(t, `4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000
		a5355769 00000000 04000000 3e000000 02005e00
		a5355769 07000000 02000000 02000000 aabb`)
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("got  %x\nwant %x", b.Bytes(), want)
	}
	if err := tr.Write(full{}); !errors.Is(err, errFull) {
		t.Errorf("got error %v, want %v", err, errFull)
	}
}

var errFull = errors.New("no space left")

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
