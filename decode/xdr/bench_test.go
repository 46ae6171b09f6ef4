package xdr_test

import (
	"testing"

	"rpcrdma-lint/decode/xdr"
)

func BenchmarkReader(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(message)))
	for b.Loop() {
		r := xdr.NewReader(message, len(message))
		r.Uint32()
		r.Uint64()
		r.Bool()
		r.Bool()
		r.Opaque(5)
		r.Opaque(0)
		r.Fixed(3)
		for range r.Array(16, 4) {
			r.Uint32()
		}
		if !r.OK() {
			b.Fatal(r.Err())
		}
	}
}

// A message captured short is the ordinary case in many captures: failing must cost nothing until Err is asked.
func BenchmarkReaderShort(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r := xdr.NewReader(message[:26], len(message))
		r.Skip(20)
		r.Opaque(5)
		if r.OK() {
			b.Fatal("no error")
		}
	}
}
