package capture_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
	"testing/iotest"

	"rpcrdma-lint/decode/capture"
)

// longSamples are captures of several blocks, one with frames longer than a block.
func longSamples() map[string][]byte {
	o := binary.LittleEndian
	const usbPcap = 249
	pcap := pcapHead(o, nano, 0, usbPcap)
	ng := join(section(o), iface(o, usbPcap, 0))
	tiny := pcapHead(o, nano, 0, 1)
	for i := range 3000 {
		n := i % 1700
		if i == 1500 {
			n = 3 << 20
		}
		pcap = append(pcap, record(o, uint32(i+1), 0, payload(i, n), uint32(n))...)
		ng = append(ng, enhanced(o, 0, uint64(i), payload(i, n), uint32(n))...)
		if i%100 == 0 {
			ng = append(ng, block(o, 0x7777, make([]byte, i*1000))...)
		}
	}
	for i := range 40_000 {
		tiny = append(tiny, record(o, uint32(i), 0, nil, 60)...)
	}
	return map[string][]byte{"pcap": pcap, "pcapng": ng, "tiny": tiny}
}

// Batches hold the same frames as Next gives, and their bytes stay while later
// batches are read.
func TestBatch(t *testing.T) {
	for name, in := range longSamples() {
		want, err := readAll(bytes.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		for _, pool := range []int{1, 2, 5} {
			for kind, src := range map[string]io.Reader{
				"whole": bytes.NewReader(in), "half": iotest.HalfReader(bytes.NewReader(in)),
			} {
				got, err := readBatches(src, pool)
				if d := diff(got, want); err != nil || d != "" {
					t.Errorf("%s, %s, %d batches in use: %v %s", name, kind, pool, err, d)
				}
			}
		}
	}
}

// readBatches looks into a batch only when pool-1 others have been filled after it.
func readBatches(src io.Reader, pool int) ([]shot, error) {
	r, err := capture.NewReader(src, "test")
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var shots []shot
	batches := make([]capture.Batch, pool)
	i := 0
	for ; ; i++ {
		b := &batches[i%pool]
		for k := range b.Frames {
			shots = append(shots, shoot(&b.Frames[k]))
		}
		if err = r.NextBatch(b); err != nil {
			break
		}
		if len(b.Frames) == 0 {
			panic("an empty batch and no error")
		}
	}
	// The batch that met the end is empty. The one after it is the oldest.
	for range pool {
		i++
		b := &batches[i%pool]
		for k := range b.Frames {
			shots = append(shots, shoot(&b.Frames[k]))
		}
	}
	if err == io.EOF {
		err = nil
	}
	return shots, err
}

// Next and NextBatch can be mixed.
func TestBatchAndNext(t *testing.T) {
	for name, in := range longSamples() {
		want, err := readAll(bytes.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		r, err := capture.NewReader(bytes.NewReader(in), "test")
		if err != nil {
			t.Fatal(err)
		}
		var got []shot
		var f capture.Frame
		var b capture.Batch
		for {
			if err := r.Next(&f); err != nil {
				break
			}
			got = append(got, shoot(&f))
			if err := r.NextBatch(&b); err != nil {
				break
			}
			more := r.Next(&f) == nil // may not disturb the batch
			for k := range b.Frames {
				got = append(got, shoot(&b.Frames[k]))
			}
			if more {
				got = append(got, shoot(&f))
			}
		}
		if d := diff(got, want); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// The frames before damage come first, the damage at the next call.
func TestBatchDamage(t *testing.T) {
	o := binary.LittleEndian
	in := join(pcapHead(o, nano, 0, 1), record(o, 1, 2, payload(1, 60), 60), []byte("x"))
	r, err := capture.NewReader(bytes.NewReader(in), "test")
	if err != nil {
		t.Fatal(err)
	}
	var b capture.Batch
	if err := r.NextBatch(&b); err != nil || len(b.Frames) != 1 {
		t.Errorf("first batch: %d frames, %v; want 1 and no error", len(b.Frames), err)
	}
	for range 2 {
		err := r.NextBatch(&b)
		if d := damageOf(t, err); !d.Cut || len(b.Frames) != 0 {
			t.Errorf("after it: %d frames, %+v; want a cut and none", len(b.Frames), d)
		}
	}
}
