package rules

import "testing"

func TestWriteListMissing(t *testing.T) {
	runTraces(t, writeListMissing, []traceTest{
		{
			name:  "no Write list",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 count=1000; exchange",
			want:  []string{"write/list-missing error server @bad", "write/not-used error server @6"},
		},
		{
			name:  "second chunk missing",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; bad: S>REPLY 1 [PUTFH READ(100)] wr=(h,100); exchange",
			want:  []string{"nfs/chunk-complexity warning client @4", "write/list-missing error server @bad"},
		},
		{
			name:  "second segment missing",
			trace: "est; C>CALL 1 v3 READ count=1001 wr=(h,1001)(pad,4); S>WRITE h 0 1001; bad: S>REPLY 1 wr=(h,1001); exchange",
			want:  []string{"write/list-missing error server @bad"},
		},
		{
			name:  "first segment missing",
			trace: "est; C>CALL 1 v3 READ count=1001 wr=(h,1001)(pad,4); S>WRITE h 0 1001; bad: S>REPLY 1 wr=(pad,4); exchange",
			want:  []string{"write/changed error server @bad"},
		},
		{
			name:  "the RPC failed",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{"err/garbage-args note none @bad", "write/list-missing warning server @bad"},
		},
		{
			name:  "the RPC was denied",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 deny=1; exchange",
			want:  []string{"write/list-missing warning server @bad"},
		},
		{
			name:  "unused chunk",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 IO wr=(h,0); exchange",
		},
		{
			name:  "an empty chunk for an unused one",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 IO wr=(empty); exchange",
		},
		{
			name:  "zero-length READ before another",
			trace: "est; C>CALL 1 v4 [PUTFH READ(100) READ(100)] wr=(h,100) wr=(k,100); S>WRITE h 0 100; S>REPLY 1 [PUTFH READ(0) READ(100)] wr=(h,100) wr=(k,0); exchange", want: []string{"nfs/chunk-complexity warning client @4"},
		},
		{
			name:  "RDMA_ERROR",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "Long Reply",
			trace: "est; C>CALL 1 v3 READ count=1000 wr=(h,1000) rc=(k,4096); S>WRITE k 0 1200; bad: S>NOMSG 1 count=1000 rc=(k,1200); exchange",
			want:  []string{"write/list-missing error server @bad", "write/not-used error server @9"},
		},
		{
			name:  "status of a Long Reply missing",
			trace: "est; C>CALL 1 v3 READ count=1000 wr=(h,1000) rc=(k,4096); snap=72 S>WRITE k 0 1200; bad: S>NOMSG 1 count=1000 rc=(k,1200); exchange",
			want:  []string{"write/list-missing error server @bad WHOLE"},
		},
		{
			name:  "cut before the status",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); snap=94 bad: S>REPLY 1 count=1000; exchange",
			want:  []string{"write/list-missing error server @bad WHOLE"},
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1 wr=(h,4096); bad: C>REPLY r1; exchange",
			want:  []string{"write/offered-ineligible warning server @8", "write/list-missing error client @bad"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 count=1000; exchange",
			want:  []string{"write/list-missing error server @bad START", "write/not-used error server @15 START"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 count=1000",
			want:  []string{"write/list-missing error server @bad SEQ-C", "write/not-used error server @6 SEQ-C"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 count=1000; exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
	})
}
