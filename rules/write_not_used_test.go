package rules

import (
	"encoding/binary"
	"fmt"
	"testing"
)

func TestWriteNotUsed(t *testing.T) {
	const found = "write/not-used error server @bad"
	runTraces(t, writeNotUsed, []traceTest{
		{
			name:  "inline",
			trace: "est; C>CALL 1 v3 READ count=2048 wr=(h,4096); bad: S>REPLY 1 count=2048 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "inline in a COMPOUND",
			trace: "est; C>CALL 1 v4 [PUTFH READ(2048) GETATTR] wr=(h,4096); bad: S>REPLY 1 [PUTFH READ(2048) GETATTR] wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "in the Reply chunk",
			trace: "est; C>CALL 1 v3 READ count=2048 wr=(h,2048) rc=(k,4096); S>WRITE k 0 2092; bad: S>NOMSG 1 count=2048 wr=(h,0) rc=(k,2092); exchange",
			want:  []string{found},
		},
		{
			name:  "the path of a READLINK",
			trace: "est; C>CALL 1 v3 READLINK wr=(h,1024); bad: S>REPLY 1 count=16 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "the second of two",
			trace: "est; two: C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,100) wr=(k,200); S>WRITE h 0 100; bad: S>REPLY 1 payload=" + secondInline(200) + " wr=(h,100) wr=(k,0); exchange",
			want:  []string{"nfs/chunk-complexity warning client @two", found},
		},
		{
			name:  "in the chunk and inline",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(200)] wr=(h,100); S>WRITE h 0 100; bad: S>REPLY 1 payload=" + bothInline(100, 200) + " wr=(h,100); exchange",
			want:  []string{found},
		},
		{
			name:  "in the chunk and inline, NFSv3",
			trace: "est; C>CALL 1 v3 READ count=100 wr=(h,100); S>WRITE h 0 100; bad: S>REPLY 1 count=100 inline wr=(h,100); exchange",
			want:  []string{found},
		},
		{
			name:  "in the chunk",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
		},
		{
			name:  "nothing was read",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 count=0 wr=(h,0); exchange",
		},
		{
			name:  "the READ failed",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 IO wr=(h,0); exchange",
		},
		{
			name:  "the chunk is too small",
			trace: "est; small: C>CALL 1 v3 READ count=2048 wr=(h,1024); S>REPLY 1 count=2048 wr=(h,0); exchange",
			want:  []string{"write/too-small warning client @small"},
		},
		{
			name:  "the chunk is empty",
			trace: "est; C>CALL 1 v3 READ count=2048 wr=(empty); S>REPLY 1 count=2048 wr=(empty); exchange",
		},
		{
			name:  "no chunk for the second",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100); S>WRITE h 0 100; S>REPLY 1 payload=" + secondInline(100) + " wr=(h,100); exchange",
		},
		{
			name:  "RPCSEC_GSS privacy",
			trace: "est; C>CALL 1 v3 READ count=2048 gss service=3 wr=(h,4096); S>REPLY 1 count=2048 wr=(h,0); exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=2048 wr=(h,4096); bad: S>REPLY 1 count=2048 wr=(h,0); exchange",
			want:  []string{found + " START"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READ count=2048 wr=(h,4096); bad: S>REPLY 1 count=2048 wr=(h,0)",
			want:  []string{found + " SEQ-C"},
		},
	})
}

// secondInline is the Reply to a COMPOUND of PUTFH and two READs, the first of
// 100 bytes in a chunk and the second of n bytes in the payload.
func secondInline(n int) string { return readsReply([]int{100, n}, 1) }

// bothInline is the same with both in the payload.
func bothInline(first, second int) string { return readsReply([]int{first, second}, 0) }

// readsReply is the Reply to XID 1 of a COMPOUND of PUTFH and READs, the first
// of which are moved, in hexadecimal.
func readsReply(lengths []int, moved int) string {
	words := []int{1, 1, 0, 0, 0, 0, 0, 0, 1 + len(lengths), 22, 0}
	var b []byte
	for i, n := range lengths {
		words = append(words, 25, 0, 1, n)
		for _, w := range words {
			b = binary.BigEndian.AppendUint32(b, uint32(w))
		}
		words = words[:0]
		if i >= moved {
			b = append(b, make([]byte, n+-n&3)...)
		}
	}
	return fmt.Sprintf("%x", b)
}
