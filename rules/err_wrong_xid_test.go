package rules

import "testing"

func TestErrWrongXID(t *testing.T) {
	runTraces(t, errWrongXID, []traceTest{
		{
			name:  "another XID",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad"},
		},
		{
			name:  "ERR_VERS",
			trace: "est; exchange; C>CALL 1 vers=2; bad: S>ERR 2 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @8", "err/wrong-xid error server @bad"},
		},
		{
			name:  "XID of the Call",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; C>CALL 1; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad START"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 2; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 2 CHUNK",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "a gap follows",
			trace: "est; exchange; bad: S>ERR 2 CHUNK; drop C>CALL 2; exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "the Call comes later in the capture",
			trace: "est; exchange; late C>CALL 2; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", "err/wrong-xid error server @bad ORDER"},
		},
		{
			name:  "a Call cut before its XID",
			trace: "est; exchange; snap=56 C>CALL 2; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"err/wrong-xid error server @bad ROLE"},
		},
		{
			name:  "the error is cut before its XID",
			trace: "est; exchange; C>CALL 1; snap=56 S>ERR 2 CHUNK; exchange",
		},
		{
			name:  "of a completed transaction",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"xid/duplicate-reply error server @bad"},
		},
		{
			name:  "to a Call of another connection",
			trace: "est; exchange; C>CALL 5; est; exchange; bad: S>ERR 5 CHUNK; exchange",
			want:  []string{"conn/reply-elsewhere error server @bad"},
		},
		{
			name:  "to an RDMA_DONE",
			trace: "est; exchange; C>DONE 2; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"hdr/done error client @8", "err/done-answered error server @bad"},
		},
		{
			name:  "to a message without an XID",
			trace: "est; exchange; C>SEND raw=0000; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"hdr/short error client @8", "err/short-answered error server @bad"},
		},
		{
			name:  "reverse",
			trace: "est; exchange; backchannel; S>CALL r1; bad: C>ERR r2 CHUNK; exchange",
			want:  []string{"err/wrong-xid error client @bad"},
		},
		{
			name:  "reverse, the Call is missing",
			trace: "est; exchange; backchannel; S>CALL r1; drop S>CALL r2; bad: C>ERR r2 CHUNK; exchange",
			want:  []string{"err/wrong-xid error client @bad SEQ-S"},
		},
	})
}
