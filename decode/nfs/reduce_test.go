package nfs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// told is what a walk tells, a line an operation and one where it stops.
func told(w walker) []string {
	var lines []string
	for w.Next() {
		lines = append(lines, line(w.Op(), w.Offset(), w.Position()))
	}
	if w.Stopped() != nfs.NotStopped {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%v in %d at %d/%d%s", w.Stopped(), w.Op().Number, w.Offset(), w.Position(), items(w.Op()))))
	}
	if n := w.Unclaimed(); n >= 0 {
		lines = append(lines, fmt.Sprintf("chunk %d unclaimed", n))
	}
	if n := w.Trailing(); n > 0 && w.Stopped() == nfs.NotStopped {
		lines = append(lines, fmt.Sprintf("%d bytes more", n))
	}
	return lines
}

func line(op *nfs.Op, end int, position uint64) string {
	if op.End != end || op.EndPosition != position {
		return fmt.Sprintf("operation %d ends at %d/%d, the walk is at %d/%d", op.Number, op.End, op.EndPosition, end, position)
	}
	s := fmt.Sprintf("%d at %d/%d to %d/%d", op.Number, op.Offset, op.Position, op.End, op.EndPosition)
	if op.WriteChunk >= 0 {
		s += fmt.Sprintf(" chunk %d", op.WriteChunk)
	}
	return s + items(op)
}

func items(op *nfs.Op) (s string) {
	for _, it := range op.Items {
		s += fmt.Sprintf(" %s[%d] at %d/%d", it.Name, it.Length, it.Offset, it.Position)
		if it.Eligible {
			s += " eligible"
		}
		if it.Reduced {
			s += fmt.Sprintf(" reduced by %d to %d", it.Moved, it.Chunk)
		}
	}
	return s
}

// A Call of NFSv3 WRITE: the handle and 20 bytes, then the count word at 28 and the data at 32.
func writeArguments(data ...any) []byte {
	return enc(append([]any{"12345", uint64(0), 9, 2, 9}, data...)...)
}

func TestReducedCall(t *testing.T) {
	data := "123456789"
	for _, tt := range []struct {
		name    string
		request nfs.Request
		in      []byte
		chunks  []nfs.Chunk
		want    []string
	}{
		{
			name: "inline", request: write3, in: writeArguments([]byte(data + "\x00\x00\x00")),
			want: []string{"7 at 0/0 to 44/44 data[9] at 32/32 eligible"},
		},
		{
			name: "inline without its pad", request: write3, in: writeArguments([]byte(data)),
			want: []string{"7 at 0/0 to 41/41 data[9] at 32/32 eligible"},
		},
		{
			name: "reduced", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{32, 9}},
			want: []string{"7 at 0/0 to 32/44 data[9] at 32/32 eligible reduced by 9 to 0"},
		},
		{
			name: "reduced with its pad", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{32, 12}},
			want: []string{"7 at 0/0 to 32/44 data[9] at 32/32 eligible reduced by 12 to 0"},
		},
		{
			name: "chunk too short", request: write3, in: writeArguments([]byte("9\x00\x00\x00")), chunks: []nfs.Chunk{{32, 8}},
			want: []string{"7 at 0/0 to 36/44 data[9] at 32/32 eligible reduced by 8 to 0"},
		},
		{
			name: "chunk too short and nothing behind it", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{32, 4}},
			want: []string{"malformed in 7 at 32/36 data[9] at 32/32 eligible reduced by 4 to 0"},
		},
		{
			name: "chunk too long", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{32, 13}},
			want: []string{"astray in a chunk in 7 at 32/44 data[9] at 32/32 eligible reduced by 13 to 0"},
		},
		{
			name: "chunk before the item", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{28, 9}},
			want: []string{"astray in a chunk in 7 at 32/32 data[9] at 32/32 eligible", "chunk 0 unclaimed"},
		},
		{
			name: "chunk inside the item", request: write3, in: writeArguments([]byte("1234")), chunks: []nfs.Chunk{{36, 5}},
			want: []string{"astray in a chunk in 7 at 32/32 data[9] at 32/32 eligible", "chunk 0 unclaimed"},
		},
		{
			name: "chunk behind the arguments", request: write3, in: writeArguments([]byte(data + "\x00\x00\x00")), chunks: []nfs.Chunk{{44, 5}},
			want: []string{"7 at 0/0 to 44/44 data[9] at 32/32 eligible", "chunk 0 unclaimed"},
		},
		{
			name: "chunk far behind what is missing", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{1000, 5}},
			want: []string{"malformed in 7 at 32/32 data[9] at 32/32 eligible", "chunk 0 unclaimed"},
		},
		{
			name: "name reduced", request: lookup3, in: enc("12345", 4), chunks: []nfs.Chunk{{16, 4}},
			want: []string{"3 at 0/0 to 16/20 name[4] at 16/16 reduced by 4 to 0"},
		},
		{
			name: "handle and name reduced", request: lookup3, in: enc(5, 4), chunks: []nfs.Chunk{{4, 5}, {16, 4}},
			want: []string{"3 at 0/0 to 8/20 nfs_fh3[5] at 4/4 reduced by 5 to 0 name[4] at 8/16 reduced by 4 to 1"},
		},
		{
			name: "operations behind the item", request: compound,
			in:     enc("", 0, 3, 22, "fh", 38, stateID, uint64(0), 2, 5, 9, 1, 2),
			chunks: []nfs.Chunk{{60, 5}},
			want:   []string{"22 at 12/12 to 24/24", "38 at 24/24 to 60/68 data[5] at 60/60 eligible reduced by 5 to 0", "9 at 60/68 to 72/80"},
		},
		{
			name: "pad inline behind the item", request: compound,
			in:     enc("", 0, 2, 38, stateID, uint64(0), 2, 6, []byte{0, 0}, 9, 1, 2),
			chunks: []nfs.Chunk{{48, 6}},
			want:   []string{"38 at 12/12 to 48/56 data[6] at 48/48 eligible reduced by 6 to 0", "unknown in 0 at 52/60"},
		},
		{
			name: "link between others", request: compound, in: enc("", 0, 1, 6, 5, 3, "n", 0, ""), chunks: []nfs.Chunk{{24, 3}},
			want: []string{"6 at 12/12 to 40/44 linkdata[3] at 24/24 eligible reduced by 3 to 0 attrlist4[0] at 40/44"},
		},
		{
			name: "tag reduced", request: compound, in: enc(3, 0, 1, 24), chunks: []nfs.Chunk{{4, 3}},
			want: []string{"24 at 12/16 to 16/20 tag[3] at 4/4 reduced by 3 to 0"},
		},
		{
			name: "chunk at an operation", request: compound, in: enc("", 0, 2, 24), chunks: []nfs.Chunk{{16, 4}},
			want: []string{"24 at 12/12 to 16/16", "astray in a chunk in 0 at 16/16", "chunk 0 unclaimed"},
		},
		{
			name: "two items", request: compound,
			in:     enc("", 0, 2, 38, stateID, uint64(0), 2, 5, 38, stateID, uint64(0), 2, 1),
			chunks: []nfs.Chunk{{48, 5}, {92, 1}},
			want: []string{
				"38 at 12/12 to 48/56 data[5] at 48/48 eligible reduced by 5 to 0",
				"38 at 48/56 to 84/96 data[1] at 84/92 eligible reduced by 1 to 1",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := walkOf(tt.request, nil, reader(tt.in, len(tt.in), 0), tt.chunks, nil)
			if d := cmp.Diff(tt.want, told(w)); d != "" {
				t.Errorf("%x (-want +got):\n%s", tt.in, d)
			}
		})
	}
}

func TestReducedResult(t *testing.T) {
	read := []any{25, 0, 1}
	both := enc(0, "", 4, 24, 0, append(enc(read...), 0, 0, 0, 7), 9, 0, 0, "", append(enc(read...), 0, 0, 0, 3))
	for _, tt := range []struct {
		name     string
		request  nfs.Request
		reply    rpc.Header
		in       []byte
		returned []uint64
		want     []string
	}{
		{
			name: "inline", request: read3, reply: successful, in: enc(0, 0, 5, 1, "12345"), returned: []uint64{0},
			want: []string{"6 at 0/0 to 28/28 chunk 0 data[5] at 20/20 eligible"},
		},
		{
			name: "reduced", request: read3, reply: successful, in: enc(0, 0, 5, 1, 5), returned: []uint64{5},
			want: []string{"6 at 0/0 to 20/28 chunk 0 data[5] at 20/20 eligible reduced by 5 to 0"},
		},
		{
			name: "failed", request: read3, reply: successful, in: enc(5, 0),
			want: []string{"6 at 0/0 to 8/8 chunk 0"},
		},
		{
			name: "failed and returned", request: read3, reply: successful, in: enc(5, 0), returned: []uint64{9},
			want: []string{"6 at 0/0 to 8/8 chunk 0", "chunk 0 unclaimed"},
		},
		{
			name: "nothing to return", request: write3, reply: successful, in: enc(5, 0, 0), returned: []uint64{0, 9},
			want: []string{"7 at 0/0 to 12/12", "chunk 1 unclaimed"},
		},
		{
			name: "results in a chunk they may not use", request: lookup3, reply: successful, in: enc(0), returned: []uint64{9},
			want: []string{"astray in a chunk in 3 at 4/4", "chunk 0 unclaimed"},
		},
		{
			name: "each in its chunk", request: compound, reply: successful, in: both, returned: []uint64{7, 3},
			want: []string{
				"24 at 12/12 to 20/20",
				"25 at 20/20 to 36/44 chunk 0 data[7] at 36/36 eligible reduced by 7 to 0",
				"9 at 36/44 to 52/60 attrlist4[0] at 52/60",
				"25 at 52/60 to 68/80 chunk 1 data[3] at 68/76 eligible reduced by 3 to 1",
			},
		},
		{
			name: "not executed", request: read3, reply: rpc.Header{Have: rpc.FieldAcceptStat, AcceptStat: rpc.GarbageArgs},
			in: enc(0), want: []string{"4 bytes more"},
		},
		{name: "denied", request: read3, in: enc(0), want: []string{"4 bytes more"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := walkOf(tt.request, &tt.reply, reader(tt.in, len(tt.in), 0), nil, tt.returned)
			if d := cmp.Diff(tt.want, told(w)); d != "" {
				t.Errorf("%x (-want +got):\n%s", tt.in, d)
			}
		})
	}
}

// Two readings of a Write list: by the place of the operation, and in sequence. They differ behind an item of no bytes.
func TestInSequence(t *testing.T) {
	read := func(n int) []byte { return enc(25, 0, 1, n) }
	for _, tt := range []struct {
		name     string
		in       []byte
		returned []uint64
		want     []string
	}{
		{
			name: "the next takes its chunk", in: append(enc(0, "", 2), append(read(0), read(7)...)...), returned: []uint64{7, 0},
			want: []string{
				"25 at 12/12 to 28/28 data[0] at 28/28 eligible",
				"25 at 28/28 to 44/52 chunk 0 data[7] at 44/44 eligible reduced by 7 to 0",
			},
		},
		{
			name: "bytes in a chunk that no one takes", in: append(enc(0, "", 2), append(read(7), read(0)...)...), returned: []uint64{7, 9},
			want: []string{
				"25 at 12/12 to 28/36 chunk 0 data[7] at 28/28 eligible reduced by 7 to 0",
				"25 at 28/36 to 44/52 data[0] at 44/52 eligible",
				"chunk 1 unclaimed",
			},
		},
		{
			name: "an operation that failed", in: enc(5, "", 1, 25, 5), returned: []uint64{0},
			want: []string{"25 at 12/12 to 20/20 chunk 0"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &nfs.Result{InSequence: true}
			p.Reset(compound, &successful, reader(tt.in, len(tt.in), 0), tt.returned)
			if d := cmp.Diff(tt.want, told(p)); d != "" {
				t.Errorf("%x (-want +got):\n%s", tt.in, d)
			}
		})
	}
}

// Of an operation with more items than are kept, those that were moved are.
func TestManyItems(t *testing.T) {
	notes := []any{"", 1, 0, 1, 14, 40}
	for range 40 {
		notes = append(notes, 0, "v")
	}
	in := enc(notes...)
	at := 24 + 12*30 + 8
	in = append(in[:at:at], in[at+4:]...)
	var c nfs.Call
	c.Reset(callbackReq, reader(in, len(in), 0), []nfs.Chunk{{Position: uint32(at), Length: 1}})
	if !c.Next() || c.Next() || c.Stopped() != nfs.NotStopped {
		t.Fatalf("the walk is not whole: %v", c.Err())
	}
	reduced := 0
	for _, it := range c.Op().Items {
		if it.Reduced {
			reduced++
		}
	}
	if got := len(c.Op().Items); got != 16 || reduced != 1 {
		t.Errorf("%d items, %d of them moved, want 16 and 1", got, reduced)
	}
}

func TestAddSegment(t *testing.T) {
	var set []nfs.Chunk
	for _, s := range [][2]uint32{{40, 7}, {0, 100}, {20, 1}, {40, 1<<32 - 1}, {30, 2}, {20, 3}} {
		set = nfs.AddSegment(set, s[0], s[1])
	}
	want := []nfs.Chunk{{20, 4}, {30, 2}, {40, 1<<32 + 6}}
	if d := cmp.Diff(want, set); d != "" {
		t.Errorf("chunks (-want +got):\n%s", d)
	}
}
