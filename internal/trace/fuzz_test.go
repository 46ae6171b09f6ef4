package trace_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// What parses gives frames whose lengths agree, in the order of time, and whose
// ICRC is right where nothing asked for a wrong one.
func FuzzParse(f *testing.F) {
	for notation := range strings.Lines(notations) {
		f.Add(notation)
	}
	for _, notation := range conforming {
		f.Add(notation)
	}
	f.Fuzz(func(t *testing.T, notation string) {
		tr, err := trace.Parse(notation)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "trace: ") {
				t.Errorf("error without prefix: %v", err)
			}
			return
		}
		raw := strings.Contains(notation, "frame") || strings.Contains(notation, "badicrc")
		last := tr.Frames()
		for i, fr := range tr.Frames() {
			if len(fr.Data) > fr.Orig {
				t.Fatalf("frame %d: captured %d of %d bytes", i+1, len(fr.Data), fr.Orig)
			}
			if i > 0 && fr.Time.Before(last[i-1].Time) {
				t.Fatalf("frame %d: before the frame before it", i+1)
			}
			if raw || len(fr.Data) < fr.Orig {
				continue
			}
			ip := fr.Data[14:]
			if fr.Data[12] == 0x81 {
				ip = fr.Data[18:]
			}
			length := 40 + int(binary.BigEndian.Uint16(ip[4:]))
			if ip[0]>>4 == 4 {
				length = int(binary.BigEndian.Uint16(ip[2:]))
			}
			end := len(ip) - 4
			if length != len(ip) {
				t.Fatalf("frame %d: the IP length is %d, of %d bytes", i+1, length, len(ip))
			}
			if got, want := binary.LittleEndian.Uint32(ip[end:]), trace.ICRC(ip[:end]); got != want {
				t.Fatalf("frame %d: got ICRC %08x, want %08x", i+1, got, want)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	const notation = "est; C>CALL 1 v3 READ count=262144 wr=(h,262144); S>WRITE h 0 262144; S>REPLY 1 wr=(h,262144)"
	b.ReportAllocs()
	b.SetBytes(262144)
	for b.Loop() {
		if _, err := trace.Parse(notation); err != nil {
			b.Fatal(err)
		}
	}
}
