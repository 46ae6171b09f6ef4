package trace_test

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// Offsets in an Ethernet frame with IPv4 and UDP.
const (
	bth  = 42
	ext  = bth + 12 // extended headers, or the payload of a Send
	deth = ext
	mad  = ext + 8
	cm   = mad + 24
)

// dump is a frame in one line: sender, operation code, PSN and what the
// extended header says.
func dump(f trace.Frame) string {
	d := f.Data
	op := d[bth]
	s := fmt.Sprintf("%s %02x %06x", f.Side, op, psn(f))
	switch op {
	case 0x64:
		return fmt.Sprintf("%s CM %02x", f.Side, binary.BigEndian.Uint16(d[mad+16:]))
	case 0x11, 0x0d, 0x0f, 0x10, 0x12:
		return s + fmt.Sprintf(" %02x/%d", d[ext], binary.BigEndian.Uint32(d[ext:])&0xffffff)
	case 0x06, 0x0a, 0x0c, 0x0b:
		return s + fmt.Sprintf(" %x+%d", binary.BigEndian.Uint64(d[ext:]), binary.BigEndian.Uint32(d[ext+12:]))
	}
	return s
}

func psn(f trace.Frame) uint32 { return binary.BigEndian.Uint32(f.Data[bth+8:]) & 0xffffff }

func dumpAll(tr *trace.Trace) []string {
	var out []string
	for _, f := range tr.Frames() {
		out = append(out, dump(f))
	}
	return out
}

// lines are the lines of a literal, without the space around them.
func lines(s string) []string {
	var out []string
	for l := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		out = append(out, strings.TrimSpace(l))
	}
	return out
}

// payload is what the Sends of a frame's statement carry, put together.
func payload(t *testing.T, tr *trace.Trace, name string) []byte {
	t.Helper()
	out := []byte{}
	found := false
	for _, f := range tr.Frames() {
		if f.Name != name {
			continue
		}
		found = true
		head := ext
		switch f.Data[bth] {
		case 0x03, 0x05, 0x16, 0x17, 0x0d, 0x0f, 0x10:
			head += 4
		case 0x06, 0x0a:
			head += 16
		}
		pad := int(f.Data[bth+1] >> 4 & 3)
		out = append(out, f.Data[head:len(f.Data)-4-pad]...)
	}
	if !found {
		t.Fatalf("no frame is called %q", name)
	}
	return out
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("frame %d: got %q, want %q", i+1, g, w)
		}
	}
}
