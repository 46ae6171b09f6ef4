package rpc_test

import (
	"testing"

	"rpcrdma-lint/decode/rpc"
)

func BenchmarkDecode(b *testing.B) {
	for _, tt := range []struct{ name, in string }{
		{"sys", linuxCall},
		{"gss", gssCall},
		{"reply", "00000001 00000001 00000000 00000000 00000000 00000000"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			in := unhex(b, tt.in)
			var h rpc.Header
			b.ReportAllocs()
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				if err := h.Decode(in, len(in)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkProcName(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if rpc.ProcName(rpc.ProgNFS, 4, 1) == "" {
			b.Fatal("no name")
		}
	}
}
