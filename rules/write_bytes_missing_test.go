package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestWriteBytesMissing(t *testing.T) {
	runTraces(t, writeBytesMissing, []traceTest{
		{
			name:  "half written",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 2048; bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad"},
		},
		{
			name:  "nothing written",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad"},
		},
		{
			name:  "a hole",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 1000; S>WRITE h 1001 3095; bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad"},
		},
		{
			name:  "second segment",
			trace: "est; C>CALL 1 v3 READ count=8192 wr=(h,4096)(k,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=5000 wr=(h,4096)(k,904); exchange",
			want:  []string{"write/bytes-missing error server @bad"},
		},
		{
			name:  "Reply chunk",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 4000; bad: S>NOMSG 1 rc=(h,5000); exchange",
			want:  []string{"write/bytes-missing error server @bad"},
		},
		{
			name:  "the Reply before its Writes",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 wr=(h,4096); late: S>WRITE h 0 4096; exchange",
			want:  []string{"write/bytes-missing error server @bad", "rdma/after-reply error server @late"},
		},
		{
			name:  "in pieces, in any order, some of them twice",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 3000 1096; S>WRITE h 0 1000; S>WRITE h 0 2000; S>WRITE h 1500 1500; S>REPLY 1 wr=(h,4096); exchange",
		},
		{
			name:  "more written than returned",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=10 wr=(h,10); exchange",
		},
		{
			name:  "packets cut by the snapshot length",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); snap=80 S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange",
		},
		{
			name:  "pad segment that many Calls share",
			trace: "est; exchange; C>CALL 1 v3 READ count=1001 wr=(h,1001)(pad,4); C>CALL 2 v3 READ count=1001 wr=(k,1001)(pad,4); S>WRITE k 0 1001; S>REPLY 2 wr=(k,1001)(pad,0); S>WRITE h 0 1001; S>REPLY 1 wr=(h,1001)(pad,0); exchange",
		},
		{
			name:  "memory offered again",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); C>CALL 2 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 2 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad"},
		},
		{
			name:  "memory that two open Calls offer",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); C>CALL 2 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 2 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad PAIR"},
		},
		{
			name:  "a Write is missing",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); drop S>WRITE h 0 4096; bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad SEQ-S"},
		},
		{
			name:  "first copy of the Call missing",
			trace: "est; exchange; drop C>CALL 1 v3 READ count=4096 wr=(h,4096) noack; write: S>WRITE h 0 4096; C>again 1; bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"rdma/unadvertised error server @write FRESH", "write/bytes-missing error server @bad STRAY"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 2048; bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"write/bytes-missing error server @bad START"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READ count=4096 wr=(h,4096); bad: S>REPLY 1 wr=(h,4096); exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1 wr=(h,4096); C>WRITE h 0 2048; bad: C>REPLY r1 wr=(h,4096); exchange",
			want: []string{
				"write/offered-ineligible warning server @8",
				"ddp/ineligible-result error client @13",
				"write/bytes-missing error client @bad",
			},
		},
	})
}

// A Write that reaches beyond the segment has written inside as well, which is
// not counted; so the claim is about those that fit.
func TestWriteBytesMissingStray(t *testing.T) {
	f := only(t, lint(t, trace.Make(t, "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4100; S>REPLY 1 wr=(h,4096); exchange; C>DREQ"), nil), writeBytesMissing)
	const want = "Write chunk 0, segment 0: 4096 bytes returned, 0 written by RDMA Writes that fit"
	if f.Message != want || f.Guard != StrayWrite {
		t.Errorf("message %q, guard %q\nwant    %q, guard %q", f.Message, f.Guard, want, StrayWrite)
	}
}
