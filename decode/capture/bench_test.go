package capture_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"testing"

	"rpcrdma-lint/decode/capture"
)

// repeating is a header and then the same records over and over.
type repeating struct {
	head, body *bytes.Reader
}

func (r *repeating) Read(p []byte) (int, error) {
	if r.head.Len() > 0 {
		return r.head.Read(p)
	}
	if r.body.Len() == 0 {
		if _, err := r.body.Seek(0, io.SeekStart); err != nil {
			return 0, err
		}
	}
	return r.body.Read(p)
}

// endless is a capture in one of the formats of frames of one size.
func endless(format string, size int) *repeating {
	o := binary.LittleEndian
	p := payload(1, size)
	head, body := pcapHead(o, nano, 0, 1), record(o, 1, 2, p, uint32(size))
	if format == "pcapng" {
		head = join(section(o), iface(o, 1, 0, option(o, 9, []byte{9})))
		body = enhanced(o, 0, 1, p, uint32(size))
	}
	return &repeating{bytes.NewReader(head), bytes.NewReader(bytes.Repeat(body, 16<<20/size))}
}

// benchmark runs f on captures of frames with the sizes of an RDMA Write Middle
// at a path MTU of 1024 and of 4096.
func benchmark(b *testing.B, f func(*testing.B, *capture.Reader)) {
	for _, format := range []string{"pcap", "pcapng"} {
		for _, size := range []int{1082, 4154} {
			b.Run(fmt.Sprintf("%s/%d", format, size), func(b *testing.B) {
				r, err := capture.NewReader(endless(format, size), "bench")
				if err != nil {
					b.Fatal(err)
				}
				defer r.Close()
				b.ReportAllocs()
				b.SetBytes(int64(size))
				f(b, r)
			})
		}
	}
}

func BenchmarkReader(b *testing.B) {
	benchmark(b, func(b *testing.B, r *capture.Reader) {
		var f capture.Frame
		for b.Loop() {
			if err := r.Next(&f); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkBatch(b *testing.B) {
	benchmark(b, func(b *testing.B, r *capture.Reader) {
		var batches [2]capture.Batch
		n, left := 0, 0
		for b.Loop() {
			if left == 0 {
				n++
				if err := r.NextBatch(&batches[n%2]); err != nil {
					b.Fatal(err)
				}
				left = len(batches[n%2].Frames)
			}
			left--
		}
	})
}
