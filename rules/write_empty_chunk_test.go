package rules

import "testing"

func TestWriteEmptyChunk(t *testing.T) {
	const refused = "write/empty-chunk warning server @bad"
	runTraces(t, writeEmptyChunk, []traceTest{
		{
			name:  "refused",
			trace: "est; C>CALL 1 v3 READ count=1000 wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", refused},
		},
		{
			name:  "refused, with no result that may be moved",
			trace: "est; C>CALL 1 v3 ACCESS wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"write/offered-ineligible warning client @4", "err/chunk-seen note none @bad"},
		},
		{
			name:  "refused, with results of a COMPOUND that fit",
			trace: "est; C>CALL 1 v4 [PUTFH READ(1000)] wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", "nfs/complexity-refused warning server @bad", refused},
		},
		{
			name:  "refused, with a result that may be too large",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want: []string{
				"reply/chunk-missing warning client @4",
				"err/chunk-seen note none @bad",
				refused + " PARSE",
			},
		},
		{
			name:  "refused beside another chunk",
			trace: "est; C>CALL 1 v4 [PUTFH READ(1000) READ(10)] wr=(empty) wr=(h,10); bad: S>ERR 1 CHUNK; exchange",
			want: []string{
				"nfs/chunk-complexity warning client @4",
				"err/chunk-seen note none @bad",
				refused + " PARSE",
			},
		},
		{
			name:  "returned with a segment",
			trace: "est; C>CALL 1 v4 [PUTFH READ(1000) READ(4096)] wr=(empty) wr=(h,4096); S>WRITE h 0 1000; bad: S>REPLY 1 [PUTFH READ(1000) READ(0)] wr=(h,1000) wr=(empty); exchange",
			want:  []string{"nfs/chunk-complexity warning client @4", "write/empty-chunk error server @bad"},
		},
		{
			name:  "honoured",
			trace: "est; C>CALL 1 v4 [PUTFH READ(1000) READ(1000)] wr=(empty) wr=(h,4096); S>WRITE h 0 1000; S>REPLY 1 wr=(empty) wr=(h,1000); exchange", want: []string{"nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "missing from the Reply",
			trace: "est; C>CALL 1 v3 READ count=1000 wr=(empty); bad: S>REPLY 1; exchange",
			want:  []string{"write/list-missing error server @bad"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=100 wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", refused + " PARSE"}, // and the threshold is not known
		},
		{
			name:  "refused for another reason",
			trace: "est; call: C>CALL 1 v3 READ count=1000 rpc=77 wr=(empty); S>ERR 1 CHUNK; exchange",
			want:  []string{"xid/mismatch error client @call"},
		},
		{
			name:  "it had broken a connection",
			trace: "est; exchange; C>CALL 1 v3 READ count=1000 wr=(empty); end: C>DREQ; S>DREP; est; C>CALL 1 v3 READ count=1000 wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"conn/loss note none @end", "err/chunk-seen note none @bad"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READ count=1000 wr=(empty); bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "cut before the lists of the Call",
			trace: "est; exchange; snap=72 C>CALL 1 v3 READ count=1000 wr=(empty); S>ERR 1 CHUNK; exchange",
		},
	})
}
