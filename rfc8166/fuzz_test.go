package rfc8166_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/rfc8166"
)

// Whatever the bytes: what decodes cleanly encodes to the same bytes, what fails says where, nothing is made on the
// word of a count, and a message captured short is never called malformed when the whole of it decodes.
func FuzzDecode(f *testing.F) {
	for _, tt := range decodable {
		f.Add(unhex(f, tt.in), 0)
		f.Add(unhex(f, tt.in), 5)
	}
	f.Fuzz(func(t *testing.T, b []byte, missing int) {
		if missing < 0 || missing > len(b) {
			missing = 0
		}
		var whole, h rfc8166.Header
		wholeErr := whole.Decode(b, len(b))
		checkHeader(t, &whole, wholeErr, b, len(b))
		err := h.Decode(b[:len(b)-missing], len(b))
		checkHeader(t, &h, err, b[:len(b)-missing], len(b))

		var short *rfc8166.ShortError
		switch {
		case errors.As(wholeErr, &short):
			t.Fatalf("captured short, and all of it was captured: %v", wholeErr)
		case errors.As(err, &short):
		case (err == nil) != (wholeErr == nil) || err != nil && err.Error() != wholeErr.Error():
			t.Fatalf("captured without %d bytes: %v, whole: %v", missing, err, wholeErr)
		case !cmp.Equal(h, whole, sameHeader...):
			t.Fatalf("captured without %d bytes: %+v, whole: %+v", missing, h, whole)
		}
	})
}

func checkHeader(t *testing.T, h *rfc8166.Header, err error, b []byte, total int) {
	t.Helper()
	if h.Len > len(b) || h.Fixed > 4 || h.Len < 4*h.Fixed {
		t.Fatalf("Len %d, Fixed %d of %d bytes", h.Len, h.Fixed, len(b))
	}
	segments := len(h.Reply)
	for _, c := range h.Writes {
		segments += len(c)
	}
	if 24*len(h.Reads)+8*len(h.Writes)+16*segments > h.Len {
		t.Fatalf("%d read segments, %d Write chunks, %d segments in %d bytes", len(h.Reads), len(h.Writes), segments, h.Len)
	}
	var grouped int
	last := int64(-1)
	for c := range h.ReadChunks() {
		if int64(c.Position()) <= last {
			t.Fatalf("Position %d follows %d", c.Position(), last)
		}
		last = int64(c.Position())
		grouped += len(c)
	}
	if grouped != len(h.Reads) {
		t.Fatalf("%d segments in chunks, %d in the list", grouped, len(h.Reads))
	}
	if err != nil {
		checkError(t, h, err, total)
		return
	}
	encoded := h.Append(nil)
	if !bytes.Equal(encoded, b[:h.Len]) {
		t.Fatalf("Append = %x, decoded from %x", encoded, b[:h.Len])
	}
}

func checkError(t *testing.T, h *rfc8166.Header, err error, total int) {
	t.Helper()
	var malformed *rfc8166.DecodeError
	var short *rfc8166.ShortError
	switch {
	case errors.As(err, &malformed):
		if malformed.Offset != h.Len || malformed.Offset > total || malformed.List == "" || malformed.Reason == "" {
			t.Fatalf("Len %d, total %d: %+v", h.Len, total, *malformed)
		}
	case errors.As(err, &short):
		if short.Offset != h.Len || short.Offset+short.Want > total || short.Have >= short.Want {
			t.Fatalf("Len %d, total %d: %+v", h.Len, total, *short)
		}
	default:
		t.Fatalf("error of type %T", err)
	}
}

// What Append makes of any header decodes to that header.
func FuzzAppend(f *testing.F) {
	f.Add(uint32(1), uint32(1), uint32(32), uint32(0), uint32(0), []byte("0123456789abcdef0123456789abcdef"), uint8(1), uint8(1))
	f.Add(uint32(1), uint32(1), uint32(32), uint32(2), uint32(1), []byte{}, uint8(0), uint8(0))
	f.Add(uint32(1), uint32(2), uint32(32), uint32(4), uint32(1), []byte{}, uint8(0), uint8(3))
	f.Fuzz(func(t *testing.T, xid, version, credit, proc, code uint32, segments []byte, reads, perChunk uint8) {
		h := rfc8166.Header{XID: xid, Version: version, Credit: credit, Proc: rfc8166.Proc(proc), Fixed: 4}
		if h.Proc == rfc8166.Error {
			fillError(&h, rfc8166.ErrCode(code))
		} else if version == 1 && h.Proc < rfc8166.Done {
			fillLists(&h, code, segments, int(reads), int(perChunk%5))
		}
		b := h.Append(nil)
		h.Len = len(b)
		var got rfc8166.Header
		if err := got.Decode(b, len(b)); err != nil {
			t.Fatalf("%+v decodes with %v", h, err)
		}
		if diff := cmp.Diff(h, got, sameHeader...); diff != "" {
			t.Fatalf("encoded and decoded (-want +got):\n%s", diff)
		}
	})
}

func fillError(h *rfc8166.Header, code rfc8166.ErrCode) {
	h.Err, h.Have = code, rfc8166.HaveErr
	if code == rfc8166.ErrVers {
		h.VersLow, h.VersHigh = h.XID^1, h.Credit+1
		h.Have |= rfc8166.HaveRange
	}
}

// fillLists makes the first reads of the segments a Read list, and of the rest chunks of perChunk segments.
func fillLists(h *rfc8166.Header, x uint32, b []byte, reads, perChunk int) {
	h.Have = rfc8166.HaveLists
	if h.Proc == rfc8166.MsgP {
		h.Align, h.Thresh = x, x>>1
		h.Have |= rfc8166.HaveMsgp
	}
	var chunk rfc8166.Chunk
	for ; len(b) >= 4; b = b[4:] {
		s := rfc8166.Segment{Handle: uint32(b[0]) << 24, Length: uint32(b[1]) | x, Offset: uint64(b[2])<<56 | uint64(b[3])}
		if len(h.Reads) < reads {
			h.Reads = append(h.Reads, rfc8166.ReadSegment{Position: uint32(b[2]), Segment: s})
			continue
		}
		if chunk = append(chunk, s); len(chunk) >= perChunk {
			h.Writes = append(h.Writes, chunk)
			chunk = nil
		}
	}
	h.Reply, h.HasReply = chunk, x&1 == 1 || len(chunk) > 0
}
