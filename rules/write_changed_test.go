package rules

import "testing"

func TestWriteChanged(t *testing.T) {
	runTraces(t, writeChanged, []traceTest{
		{
			name:  "other handle",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(k,4096,0x100); exchange",
			want:  []string{"write/changed error server @bad"},
		},
		{
			name:  "other offset",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(h,4096,@0x1000); exchange",
			want:  []string{"write/changed error server @bad"},
		},
		{
			name:  "longer than offered",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(h,4100); exchange",
			want:  []string{"write/changed error server @bad"},
		},
		{
			name:  "additional segment",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(h,4096)(k,0); exchange",
			want:  []string{"write/changed error server @bad"},
		},
		{
			name:  "additional chunk",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4096)] wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(h,4096) wr=(k,0); exchange",
			want:  []string{"write/changed error server @bad"},
		},
		{
			name:  "nothing was offered",
			trace: "est; C>CALL 1 v3 READ count=4096; bad: S>REPLY 1 count=1000 wr=(k,0); exchange",
			want:  []string{"reply/chunk-missing warning client @4", "write/changed error server @bad"},
		},
		{
			name:  "second chunk",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>WRITE k 0 100; bad: S>REPLY 1 wr=(h,100) wr=(h,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @4", "write/changed error server @bad"},
		},
		{
			name:  "shorter, and more written than returned",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=1000 wr=(h,1000); exchange",
		},
		{
			name:  "pad segment of a Linux client",
			trace: "est; C>CALL 1 v3 READ count=1001 wr=(h,1001)(pad,4); S>WRITE h 0 1001; S>REPLY 1 wr=(h,1001)(pad,0); exchange",
		},
		{
			name:  "with a Reply chunk",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096) rc=(k,4096); S>WRITE h 0 4096; S>WRITE k 0 200; S>NOMSG 1 wr=(h,4096) rc=(k,200); exchange",
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1 wr=(h,4096); C>WRITE h 0 4096; bad: C>REPLY r1 wr=(k,4096,0x100); exchange",
			want: []string{
				"write/offered-ineligible warning server @8",
				"ddp/ineligible-result error client @15",
				"write/changed error client @bad",
			},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(k,4096,0x100)",
			want:  []string{"write/changed error server @bad SEQ-C"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(k,4096,0x100); exchange",
			want:  []string{"write/changed error server @bad START"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READ count=4096 wr=(h,4096); write: S>WRITE h 0 4096; bad: S>REPLY 1 wr=(k,4096,0x100); exchange",
			want:  []string{"rdma/unadvertised error server @write SEQ-C", "xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "another Call is missing",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; drop C>CALL 2; bad: S>REPLY 1 wr=(k,4096,0x100); drop S>REPLY 2; exchange",
			want:  []string{"write/changed error server @bad SEQ-C"},
		},
		{
			name:  "a packet of the server is missing",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); drop S>WRITE h 0 4096; bad: S>REPLY 1 wr=(k,4096,0x100); exchange",
			want:  []string{"write/changed error server @bad SEQ-S"},
		},
		{
			name:  "the Call was repeated",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); repeat: C>CALL 1 v3 READ count=4096 wr=(k,4096); write: S>WRITE k 0 4096; bad: S>REPLY 1 wr=(k,4096); exchange",
			want: []string{
				"retry/same-connection note client @repeat",
				"rdma/unadvertised error server @write PAIR",
				"write/changed error server @bad PAIR",
			},
		},
		{
			name:  "cut within the lists",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; snap=90 S>REPLY 1 wr=(k,4096,0x100); exchange",
		},
	})
}
