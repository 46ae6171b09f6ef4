package capture_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"rpcrdma-lint/decode/capture"
)

// Whatever the bytes: frames lie within the file, their numbers rise, a frame
// is not longer than it was, and reading ends, cleanly or with damage that lies
// in the file. Batches and small pieces give the same.
func FuzzReader(f *testing.F) {
	for _, s := range samples() {
		f.Add(s.in)
		f.Add(s.in[:len(s.in)-3])
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := capture.NewReader(bytes.NewReader(in), "test")
		if err != nil {
			damaged(t, err, in)
			return
		}
		defer r.Close()
		packed := len(in) > 4 && (in[0] == 0x1f || in[0] == 0x28 || in[0]&0xf0 == 0x50)
		var frame capture.Frame
		var shots []shot
		last, sum := 0, 0
		for {
			if err = r.Next(&frame); err != nil {
				break
			}
			if frame.Number <= last {
				t.Fatalf("frame %d after frame %d", frame.Number, last)
			}
			if len(frame.Data) > frame.Length {
				t.Fatalf("frame %d has %d bytes of %d", frame.Number, len(frame.Data), frame.Length)
			}
			if frame.HasTime && r.Resolution() <= 0 {
				t.Fatalf("frame %d has a time without a unit", frame.Number)
			}
			last = frame.Number
			sum += len(frame.Data)
			if len(shots) < 1000 {
				shots = append(shots, shoot(&frame))
			}
		}
		if err != io.EOF && !packed {
			damaged(t, err, in)
		}
		if packed {
			return
		}
		if sum > len(in) || r.Offset() > int64(len(in)) {
			t.Fatalf("%d bytes of frames up to offset %d in a file of %d", sum, r.Offset(), len(in))
		}
		if len(shots) == 1000 {
			return
		}
		again, errAgain := readBatches(iotest.HalfReader(bytes.NewReader(in)), 2)
		if d := diff(again, shots); d != "" {
			t.Fatalf("in batches: %s", d)
		}
		if (err == io.EOF) != (errAgain == nil) || errAgain != nil && err.Error() != errAgain.Error() {
			t.Fatalf("in batches: error %v, want %v", errAgain, err)
		}
	})
}

// damaged checks that err tells of a place in the file.
func damaged(t *testing.T, err error, in []byte) {
	t.Helper()
	var d *capture.DamageError
	if !errors.As(err, &d) {
		t.Fatalf("error is %v (%T), want a *DamageError", err, err)
	}
	if d.Reason == "" || d.Offset > int64(len(in)) {
		t.Fatalf("damage is %+v in a file of %d bytes", d, len(in))
	}
}
