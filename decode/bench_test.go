package decode_test

import (
	"io"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/trace"
)

// Opcodes, in the place of BTH where a trace has them.
const (
	opWriteMiddle    = 0x07
	opResponseMiddle = 0x0e
	opAcknowledge    = 0x11
)

// path is a notation, the opcode of the frames in it that are looked at, and
// how many frames in front of the first of these must be decoded once.
var paths = []struct {
	name     string
	notation string
	opcode   byte
}{
	{"WriteMiddle", "noack; set mtu=4096; C>REQ[mtu=4096]; S>REP; C>RTU; S>WRITE 0x77 0 8M", opWriteMiddle},
	{"ReadResponseMiddle", "noack; set mtu=4096; C>REQ[mtu=4096]; S>REP; C>RTU; S>READ 0x77 0 8M; C>RRESP", opResponseMiddle},
	{"Ack", "est; C>CALL 1..500", opAcknowledge},
}

// split divides a trace: the frames up to the first of the opcode, and those of
// it.
func split(tr *trace.Trace, opcode byte) (before, of []decode.Frame) {
	for i := range tr.Frames() {
		f := frameOf(tr, i)
		switch {
		case f.Data[offOpcode] == opcode:
			of = append(of, f)
		case len(of) == 0:
			before = append(before, f)
		}
	}
	return before, of
}

// The packets that carry nothing new to a Sink cost no memory.
func TestAllocations(t *testing.T) {
	for _, p := range paths {
		t.Run(p.name, func(t *testing.T) {
			before, of := split(trace.Make(t, p.notation), p.opcode)
			d := decode.New(decode.Options{}, silent{})
			for i := range before {
				d.Frame(&before[i])
			}
			i := 0
			if got := testing.AllocsPerRun(len(of)-2, func() { d.Frame(&of[i]); i++ }); got != 0 {
				t.Errorf("got %v allocations a packet, want 0", got)
			}
		})
	}
}

// Sends of one packet cost no memory either, once what they name was seen.
func TestSendAllocations(t *testing.T) {
	tr := trace.Make(t, "noack; est; C>CALL 1..800 v3 READ count=4096 wr=(h,4096)")
	d := decode.New(decode.Options{}, silent{})
	for i := range 400 {
		f := frameOf(tr, i)
		d.Frame(&f)
	}
	i := 400
	if got := testing.AllocsPerRun(300, func() {
		f := frameOf(tr, i)
		d.Frame(&f)
		i++
	}); got != 0 {
		t.Errorf("got %v allocations a Send, want 0", got)
	}
}

// BenchmarkFrame is the path of one packet.
func BenchmarkFrame(b *testing.B) {
	for _, p := range paths {
		b.Run(p.name, func(b *testing.B) {
			before, of := split(trace.Make(b, p.notation), p.opcode)
			benchmarkFrames(b, before, of)
		})
	}
	b.Run("Send", func(b *testing.B) {
		tr := trace.Make(b, "noack; est; C>CALL 1..4000 v3 READ count=4096 wr=(h,4096)")
		var frames []decode.Frame
		for i := range tr.Frames() {
			frames = append(frames, frameOf(tr, i))
		}
		benchmarkFrames(b, frames[:3], frames[3:])
	})
}

// benchmarkFrames decodes the frames of over and over, each time after a fresh
// start with those before.
func benchmarkFrames(b *testing.B, before, of []decode.Frame) {
	b.ReportAllocs()
	b.SetBytes(int64(of[0].Length))
	var d *decode.Decoder
	at := len(of)
	for b.Loop() {
		if at == len(of) {
			b.StopTimer()
			d, at = decode.New(decode.Options{}, silent{}), 0
			for i := range before {
				d.Frame(&before[i])
			}
			b.StartTimer()
		}
		d.Frame(&of[at])
		at++
	}
}

// BenchmarkCapture decodes a real capture of 5,549 frames from memory.
func BenchmarkCapture(b *testing.B) {
	frames, size := load(b, "../captures/v3-basic-mtu1500.pcap.zst")
	b.ReportAllocs()
	b.SetBytes(size)
	for b.Loop() {
		d := decode.New(decode.Options{}, silent{})
		for i := range frames {
			d.Frame(&frames[i])
		}
		d.Finish()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(frames)), "ns/frame")
}

// load reads a capture into memory, and how many bytes were captured.
func load(tb testing.TB, path string) (frames []decode.Frame, size int64) {
	tb.Helper()
	r, err := capture.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer r.Close()
	for {
		var f capture.Frame
		err := r.Next(&f)
		if err == io.EOF {
			return frames, size
		}
		if err != nil {
			tb.Fatal(err)
		}
		size += int64(len(f.Data))
		frames = append(frames, decode.Frame{
			Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: append([]byte(nil), f.Data...),
		})
	}
}
