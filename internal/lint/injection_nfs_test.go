package lint_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// A rewriting is a fault that gives a message of a sound capture another
// content: what is in it, and where, no longer agree.
type rewriting struct {
	name   string
	sample string
	frame  int
	change func(t *testing.T, payload []byte) []byte
	want   string // as that of an injection
}

// rewrites are faults between the chunk lists of a message and its arguments
// or results.
var rewrites = []rewriting{
	// An NFSv3 READ of 64 KiB with a Write chunk.
	{"READ of more than its Write chunk holds", "v3", 1214, lastWord(65537), "write/too-small client @"},
	{"READ of less", "v3", 1214, lastWord(100), ""},

	// An NFSv3 WRITE of 512 KiB, its data in a Read chunk.
	{"WRITE of less than its Read chunk holds", "v3", 110, lastWord(524284), "chunk/read-length client @"},
	{"WRITE of more", "v3", 110, lastWord(524289), "chunk/read-length client @"},
	{"WRITE whose Read chunk holds its pad", "v3", 110, lastWord(524285), "chunk/read-pad client @"},
	{"Read chunk at the length of the data", "v3", 110, positions(-4), "ddp/wrong-position client @"},
	{"Read chunk at the file handle", "v3", 110, positions(-36), "ddp/ineligible-arg client @; err/ineligible-accepted server @1192"},

	// An NFSv4.1 WRITE of 5117 bytes, and a GETATTR.
	{"pad of the data left in the payload", "odd", 1760, padBehind("\x00\x00\x13\xfd"), "chunk/pad-left client @"},
	{"pad of the data left out", "odd", 1760, func(_ *testing.T, b []byte) []byte { return b }, ""},

	// GETATTRs.
	{"Write chunk for an NFSv3 GETATTR", "v3 few", 38, offerWrite, "write/offered-ineligible client @; write/list-missing server @answer"},
	{"Write chunk for an NFSv4.1 GETATTR", "v41", 40, offerWrite, "write/offered-ineligible client @; write/list-missing server @answer"},

	// The Reply to an NFSv4.1 READ that returned 6 bytes in a Write chunk.
	{"data inline, and its Write chunk unused", "recall", 77, inlineData(true), "write/not-used server @"},
	{"data inline and in its Write chunk", "recall", 77, inlineData(false), "write/not-used server @"},
	{"pad of the data left in the results", "recall", 77, padBehind("\x00\x00\x00\x06"), ""}, // nothing follows: it may be slack
}

// rewrite gives a copy of frame n, a whole Send, with another payload. What
// depends on its length is right, and the ICRC.
func (s *sample) rewrite(t *testing.T, n int, change func(*testing.T, []byte) []byte) *decode.Frame {
	t.Helper()
	f := s.frames[n-1]
	p := split(f)
	if p == nil || p.IP[0]>>4 != 4 || p.CheckICRC() != roce.ICRCGood {
		t.Fatalf("frame %d is no sound RoCE packet over IPv4", n)
	}
	payload := change(t, bytes.Clone(p.Payload))
	front := len(f.Data) - len(p.IP) // the link layer
	head := len(p.IP) - len(p.Payload) - int(p.BTH.Pad()) - len(p.ICRC)
	data := slices.Clone(f.Data[:front+head])
	pad := -len(payload) & 3
	data = append(data, payload...)
	data = append(data, make([]byte, pad+len(p.ICRC))...)
	ip := data[front:]
	header := int(ip[0]&15) * 4
	binary.BigEndian.PutUint16(ip[2:], uint16(len(ip)))
	binary.BigEndian.PutUint16(ip[header+4:], uint16(len(ip)-header))
	bth := ip[header+8:]
	bth[1] = bth[1]&^0x30 | byte(pad)<<4
	sum, err := roce.ICRC(ip[:len(ip)-len(p.ICRC)])
	if err != nil {
		t.Fatal(err)
	}
	binary.LittleEndian.PutUint32(ip[len(ip)-len(p.ICRC):], sum)
	f.Data, f.Length = data, len(data)
	return &f
}

// lastWord changes the last word of the message.
func lastWord(v uint32) func(*testing.T, []byte) []byte {
	return func(_ *testing.T, b []byte) []byte {
		binary.BigEndian.PutUint32(b[len(b)-4:], v)
		return b
	}
}

// positions moves all read segments.
func positions(by int32) func(*testing.T, []byte) []byte {
	return func(_ *testing.T, b []byte) []byte {
		for _, x := range layout(b) {
			if len(x.name) > 9 && x.name[:6] == "reads[" && x.name[len(x.name)-9:] == ".position" {
				word := b[x.at:]
				binary.BigEndian.PutUint32(word, uint32(int32(binary.BigEndian.Uint32(word))+by))
			}
		}
		return b
	}
}

// padBehind puts the XDR pad back behind the length of an item.
func padBehind(length string) func(*testing.T, []byte) []byte {
	return func(t *testing.T, b []byte) []byte {
		t.Helper()
		at := bytes.LastIndex(b, []byte(length))
		if at < 0 {
			t.Fatalf("no item has the length %x", length)
		}
		pad := -binary.BigEndian.Uint32([]byte(length)) & 3
		return slices.Insert(b, at+4, make([]byte, pad)...)
	}
}

// offerWrite adds a Write chunk of one segment to a message without chunks.
func offerWrite(_ *testing.T, b []byte) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, 1)
	for _, w := range []uint32{1, 0xabcd, 4096, 0, 0x10000} {
		chunk = binary.BigEndian.AppendUint32(chunk, w)
	}
	return slices.Insert(b, 20, chunk...)
}

// inlineData puts the 6 bytes of a READ back into the results. Its Write chunk
// may be returned unused.
func inlineData(unused bool) func(*testing.T, []byte) []byte {
	return func(t *testing.T, b []byte) []byte {
		t.Helper()
		for _, x := range layout(b) {
			if unused && x.name == "writes[0][0].length" {
				binary.BigEndian.PutUint32(b[x.at:], 0)
			}
		}
		at := bytes.LastIndex(b, []byte("\x00\x00\x00\x06"))
		if at < 0 {
			t.Fatal("no item of 6 bytes")
		}
		return slices.Insert(b, at+4, []byte("hello\n\x00\x00")...)
	}
}
