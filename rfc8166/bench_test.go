package rfc8166_test

import (
	"testing"

	"rpcrdma-lint/rfc8166"
)

func BenchmarkDecode(b *testing.B) {
	for _, tt := range []struct{ name, in string }{
		{"none", decodable[0].in},
		{"read1", headerOf + "0 00000001 00000028 00000001 00001000 00000000 00000000 00000000 00000000 00000000"},
		{"read4", linuxWrite},
		{"write1", linuxRead},
		{"reply3", linuxLongReply},
	} {
		b.Run(tt.name, func(b *testing.B) {
			in := unhex(b, tt.in)
			var h rfc8166.Header
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

func BenchmarkAppend(b *testing.B) {
	in := unhex(b, linuxWrite)
	var h rfc8166.Header
	if err := h.Decode(in, len(in)); err != nil {
		b.Fatal(err)
	}
	out := make([]byte, 0, len(in))
	b.ReportAllocs()
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		out = h.Append(out[:0])
	}
	if len(out) != len(in) {
		b.Fatalf("%d bytes, want %d", len(out), len(in))
	}
}
