package rules

import (
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// BenchmarkEngine decodes and judges RPCs of one kind, a thousand at a time.
func BenchmarkEngine(b *testing.B) {
	for _, bb := range []struct{ name, rpc string }{
		{"inline", "C>CALL %d v3 GETATTR; S>REPLY %d"},
		{"chunk", "C>CALL %d v3 READ count=4096 wr=(%d,4096); S>WRITE %d 0 4096; S>REPLY %d wr=(%d,4096)"},
		{"violating", "C>CALL %d cr=0; S>REPLY %d cr=0"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			const n = 1000
			notation := "est[mtu=4096]; exchange 2; noack\n"
			for i := range n {
				notation += strings.ReplaceAll(bb.rpc, "%d", itoa(0x1000+i)) + "\n"
			}
			var frames []decode.Frame
			for i, f := range trace.Make(b, notation).Frames() {
				frames = append(frames, decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
			}
			b.ReportAllocs()
			for b.Loop() {
				e := New(Options{})
				d := decode.New(decode.Options{}, e)
				for i := range frames {
					d.Frame(&frames[i])
				}
				d.Finish()
				e.Finish()
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "RPCs/s")
		})
	}
}
