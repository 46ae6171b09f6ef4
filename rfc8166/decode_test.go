package rfc8166_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rpcrdma-lint/rfc8166"
)

// unhex is the bytes of hexadecimal words. Headers from real Linux peers are kept word by word.
func unhex(tb testing.TB, s string) []byte {
	tb.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// sameHeader compares what Decode fills and not the slice behind it.
var sameHeader = cmp.Options{cmpopts.IgnoreUnexported(rfc8166.Header{}), cmpopts.EquateEmpty()}

// An NFSv3 READDIRPLUS Call of a Linux client: pad segment in the Write chunk, no Reply chunk.
const linuxRead = `97a94f45 00000001 00000080 00000000
	00000000
	00000001 00000001 00001da0 00010000 97a94f45 8be20000 00000000
	00000000`

// An NFSv3 WRITE Call of a Linux client whose data lies in four segments.
const linuxWrite = `91a94f45 00000001 00000080 00000000
	00000001 00000070 00001d9f 00020000 91a94f45 8b29d000
	00000001 00000070 00001cfc 00020000 91a94f45 beae4000
	00000001 00000070 00001b74 00020000 91a94f45 3e047000
	00000001 00000070 00001af3 00020000 91a94f45 8b1eb000
	00000000
	00000000
	00000000`

// A Reply of a Linux server that lies in the Reply chunk.
const linuxLongReply = `85a94f45 00000001 00000040 00000001
	00000000
	00000000
	00000001 00000003 00002319 00000088 85a94f45 826cf800
	                  000022d5 00000000 85a94f45 84423000
	                  00002122 00000000 85a94f45 826cf900`

const headerOf = "00000001 00000001 00000020 0000000"

var decodable = []struct {
	name string
	in   string
	want rfc8166.Header
}{
	{
		name: "message without chunks",
		in:   "7da94f45 00000001 00000080 00000000 00000000 00000000 00000000",
		want: rfc8166.Header{
			XID: 0x7da94f45, Version: 1, Credit: 128, Proc: rfc8166.Msg, Fixed: 4, Have: rfc8166.HaveLists, Len: 28,
		},
	},
	{
		name: "read list",
		in:   linuxWrite,
		want: rfc8166.Header{
			XID: 0x91a94f45, Version: 1, Credit: 128, Proc: rfc8166.Msg,
			Reads: []rfc8166.ReadSegment{
				{Position: 112, Segment: rfc8166.Segment{Handle: 0x1d9f, Length: 131072, Offset: 0x91a94f458b29d000}},
				{Position: 112, Segment: rfc8166.Segment{Handle: 0x1cfc, Length: 131072, Offset: 0x91a94f45beae4000}},
				{Position: 112, Segment: rfc8166.Segment{Handle: 0x1b74, Length: 131072, Offset: 0x91a94f453e047000}},
				{Position: 112, Segment: rfc8166.Segment{Handle: 0x1af3, Length: 131072, Offset: 0x91a94f458b1eb000}},
			},
			Fixed: 4, Have: rfc8166.HaveLists, Len: 124,
		},
	},
	{
		name: "write list",
		in:   linuxRead,
		want: rfc8166.Header{
			XID: 0x97a94f45, Version: 1, Credit: 128, Proc: rfc8166.Msg,
			Writes: []rfc8166.Chunk{{{Handle: 0x1da0, Length: 65536, Offset: 0x97a94f458be20000}}},
			Fixed:  4, Have: rfc8166.HaveLists, Len: 52,
		},
	},
	{
		name: "reply chunk",
		in:   linuxLongReply,
		want: rfc8166.Header{
			XID: 0x85a94f45, Version: 1, Credit: 64, Proc: rfc8166.NoMsg,
			Reply: rfc8166.Chunk{
				{Handle: 0x2319, Length: 136, Offset: 0x85a94f45826cf800},
				{Handle: 0x22d5, Length: 0, Offset: 0x85a94f4584423000},
				{Handle: 0x2122, Length: 0, Offset: 0x85a94f45826cf900},
			},
			HasReply: true,
			Fixed:    4, Have: rfc8166.HaveLists, Len: 80,
		},
	},
	{
		name: "chunks without segments",
		in:   headerOf + "0 00000000 00000001 00000000 00000001 00000000 00000000 00000001 00000000",
		want: rfc8166.Header{
			XID: 1, Version: 1, Credit: 32, Proc: rfc8166.Msg, Writes: []rfc8166.Chunk{{}, {}}, HasReply: true,
			Fixed: 4, Have: rfc8166.HaveLists, Len: 48,
		},
	},
	{
		name: "all lists",
		in: headerOf + `1
			00000001 00000000 000000a1 00000010 00000000 00001000
			00000001 00000028 000000a2 00000020 00000000 00002000
			00000000
			00000001 00000001 000000b1 00000030 00000001 00003000
			00000001 00000002 000000b2 00000040 00000000 00004000 000000b3 00000050 ffffffff ffffffff
			00000000
			00000001 00000001 000000c1 ffffffff 00000000 00006000`,
		want: rfc8166.Header{
			XID: 1, Version: 1, Credit: 32, Proc: rfc8166.NoMsg,
			Reads: []rfc8166.ReadSegment{
				{Position: 0, Segment: rfc8166.Segment{Handle: 0xa1, Length: 16, Offset: 0x1000}},
				{Position: 40, Segment: rfc8166.Segment{Handle: 0xa2, Length: 32, Offset: 0x2000}},
			},
			Writes: []rfc8166.Chunk{
				{{Handle: 0xb1, Length: 48, Offset: 0x1_0000_3000}},
				{{Handle: 0xb2, Length: 64, Offset: 0x4000}, {Handle: 0xb3, Length: 80, Offset: 1<<64 - 1}},
			},
			Reply: rfc8166.Chunk{{Handle: 0xc1, Length: 1<<32 - 1, Offset: 0x6000}}, HasReply: true,
			Fixed: 4, Have: rfc8166.HaveLists, Len: 160,
		},
	},
	{
		name: "RDMA_MSGP",
		in:   headerOf + "2 00001000 00000200 00000000 00000000 00000000",
		want: rfc8166.Header{
			XID: 1, Version: 1, Credit: 32, Proc: rfc8166.MsgP, Align: 4096, Thresh: 512,
			Fixed: 4, Have: rfc8166.HaveLists | rfc8166.HaveMsgp, Len: 36,
		},
	},
	{
		name: "RDMA_DONE",
		in:   headerOf + "3",
		want: rfc8166.Header{XID: 1, Version: 1, Credit: 32, Proc: rfc8166.Done, Fixed: 4, Len: 16},
	},
	{
		name: "ERR_CHUNK",
		in:   headerOf + "4 00000002",
		want: rfc8166.Header{
			XID: 1, Version: 1, Credit: 32, Proc: rfc8166.Error, Err: rfc8166.ErrChunk,
			Fixed: 4, Have: rfc8166.HaveErr, Len: 20,
		},
	},
	{
		name: "ERR_VERS",
		in:   headerOf + "4 00000001 00000001 00000002",
		want: rfc8166.Header{
			XID: 1, Version: 1, Credit: 32, Proc: rfc8166.Error, Err: rfc8166.ErrVers, VersLow: 1, VersHigh: 2,
			Fixed: 4, Have: rfc8166.HaveErr | rfc8166.HaveRange, Len: 28,
		},
	},
	{
		name: "unknown rdma_err",
		in:   headerOf + "4 00000009",
		want: rfc8166.Header{
			XID: 1, Version: 1, Credit: 32, Proc: rfc8166.Error, Err: 9, Fixed: 4, Have: rfc8166.HaveErr, Len: 20,
		},
	},
	{
		name: "unknown rdma_proc",
		in:   headerOf + "7",
		want: rfc8166.Header{XID: 1, Version: 1, Credit: 32, Proc: 7, Fixed: 4, Len: 16},
	},
	{
		name: "version 2",
		in:   "00000001 00000002 00000000 00000000",
		want: rfc8166.Header{XID: 1, Version: 2, Fixed: 4, Len: 16},
	},
	{
		name: "ERR_VERS of version 2",
		in:   "00000001 00000002 00000000 00000004 00000001 00000001 00000001",
		want: rfc8166.Header{
			XID: 1, Version: 2, Proc: rfc8166.Error, Err: rfc8166.ErrVers, VersLow: 1, VersHigh: 1,
			Fixed: 4, Have: rfc8166.HaveErr | rfc8166.HaveRange, Len: 28,
		},
	},
}

func TestDecode(t *testing.T) {
	var h rfc8166.Header // one for all, so that what a message leaves behind would show in the next
	for _, tt := range decodable {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			withPayload := append(b[:len(b):len(b)], 0xff, 0xff, 0xff, 0xff, 0xff)
			for _, in := range [][]byte{b, withPayload} {
				if err := h.Decode(in, len(in)); err != nil {
					t.Fatalf("Decode of %d bytes: %v", len(in), err)
				}
				if diff := cmp.Diff(tt.want, h, sameHeader...); diff != "" {
					t.Errorf("Decode of %d bytes (-want +got):\n%s", len(in), diff)
				}
			}
			if got := h.Append(nil); hex.EncodeToString(got) != hex.EncodeToString(b) {
				t.Errorf("Append = %x, want %x", got, b)
			}
		})
	}
}

// Of every message cut at every place: cut by the capture it is a ShortError, cut by the sender a DecodeError, and in
// both cases the header holds a beginning of the whole one.
func TestDecodeCut(t *testing.T) {
	for _, tt := range decodable {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			for n := range b {
				for _, total := range []int{n, len(b), 1 << 30} {
					var h rfc8166.Header
					err := h.Decode(b[:n], total)
					var malformed *rfc8166.DecodeError
					var short *rfc8166.ShortError
					switch {
					case total == n && !errors.As(err, &malformed):
						t.Errorf("message of %d bytes: got %v, want a DecodeError", n, err)
					case total == n && malformed.Offset != h.Len:
						t.Errorf("message of %d bytes: error at %d, Len %d", n, malformed.Offset, h.Len)
					case total > n && !errors.As(err, &short):
						t.Errorf("%d of %d bytes captured: got %v, want a ShortError", n, total, err)
					case total > n && (short.Offset != h.Len || short.Offset+short.Have != n || short.Have >= short.Want):
						t.Errorf("%d of %d bytes captured: Len %d, %+v", n, total, h.Len, *short)
					}
					checkBeginning(t, n, &h, &tt.want)
				}
			}
		})
	}
}

// checkBeginning tells whether h, decoded from n bytes, holds nothing that the whole header doesn't.
func checkBeginning(t *testing.T, n int, h, whole *rfc8166.Header) {
	t.Helper()
	if want := min(n/4, 4); h.Fixed != want {
		t.Errorf("%d bytes: Fixed = %d, want %d", n, h.Fixed, want)
	}
	if h.Have&^whole.Have != 0 || n < whole.Len && h.Have == whole.Have && h.Have != 0 {
		t.Errorf("%d bytes: Have = %b, whole %b", n, h.Have, whole.Have)
	}
	if len(h.Reads) > len(whole.Reads) || !cmp.Equal(h.Reads, whole.Reads[:len(h.Reads)], sameHeader...) {
		t.Errorf("%d bytes: Reads = %v, whole %v", n, h.Reads, whole.Reads)
	}
	if len(h.Writes) > len(whole.Writes) || !cmp.Equal(h.Writes, whole.Writes[:len(h.Writes)], sameHeader...) {
		t.Errorf("%d bytes: Writes = %v, whole %v", n, h.Writes, whole.Writes)
	}
	if len(h.Reply) != 0 {
		t.Errorf("%d bytes: Reply = %v, want none", n, h.Reply)
	}
}

// A chunk that the caller appends to must not grow into the next one.
func TestChunksDontTouch(t *testing.T) {
	b := unhex(t, decodable[5].in)
	var h rfc8166.Header
	if err := h.Decode(b, len(b)); err != nil {
		t.Fatal(err)
	}
	_ = append(h.Writes[0], rfc8166.Segment{Handle: 0xbad})
	if got := h.Writes[1][0].Handle; got != 0xb2 {
		t.Errorf("handle of the second chunk = %#x after appending to the first, want 0xb2", got)
	}
}

func TestDecodeAllocates(t *testing.T) {
	b := unhex(t, decodable[5].in)
	var h rfc8166.Header
	if n := testing.AllocsPerRun(100, func() {
		if err := h.Decode(b, len(b)); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("Decode of a warm Header allocates %v times, want 0", n)
	}
}
