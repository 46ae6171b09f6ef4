package rules

import "testing"

func TestXidDuplicateReply(t *testing.T) {
	runTraces(t, xidDuplicateReply, []traceTest{
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad"},
		},
		{
			name:  "RDMA_ERROR after a Reply",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"xid/duplicate-reply error server @bad"},
		},
		{
			name:  "Reply after an RDMA_ERROR",
			trace: "est; exchange; C>MSG 1 proc=7; S>ERR 1 CHUNK; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/bad-proc error client @8", "xid/duplicate-reply error server @bad"},
		},
		{
			name:  "third",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; worse: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad", "xid/duplicate-reply error server @worse"},
		},
		{
			name:  "Long Reply",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 1 rc=(h,2000); bad: S>NOMSG 1 rc=(h,2000); exchange",
			want:  []string{"xid/duplicate-reply error server @bad"},
		},
		{
			name:  "reverse",
			trace: "est; exchange; backchannel; S>CALL r1; C>REPLY r1; bad: C>REPLY r1; exchange; S>CALL r2; C>REPLY r2",
			want:  []string{"xid/duplicate-reply error client @bad"},
		},
		{
			name:  "same PSN",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; S>again 1; exchange",
		},
		{
			name:  "Call repeated",
			trace: "est; exchange; C>CALL 1; again: C>CALL 1; S>REPLY 1; S>REPLY 1; exchange",
			want:  []string{"retry/same-connection note client @again"},
		},
		{
			name:  "Call with the XID again",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "that Call missing",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; drop C>CALL 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad SEQ-C"},
		},
		{
			name:  "that Call missing, and nothing of the client afterwards",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; drop C>CALL 1; bad: S>REPLY 1",
			want:  []string{"xid/duplicate-reply error server @bad SEQ-C"},
		},
		{
			name:  "that Call cut before its XID",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; snap=56 C>CALL 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad ROLE"},
		},
		{
			name:  "that Call captured behind its Reply",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; late C>CALL 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad ORDER"},
		},
		{
			name:  "first Call of two missing",
			trace: "est; exchange; drop C>CALL 1; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad SEQ-C"},
		},
		{
			name:  "a message of the server missing between",
			trace: "est; exchange; C>CALL 1; drop S>REPLY 1; S>REPLY 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad SEQ-S"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; exchange",
			want:  []string{"xid/duplicate-reply error server @bad"},
		},
	})
}
