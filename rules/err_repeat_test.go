package rules

import "testing"

func TestErrRepeat(t *testing.T) {
	runTraces(t, errRepeat, []traceTest{
		{
			name:  "same XID",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 1; again: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat warning client @bad", "err/chunk-seen note none @again"},
		},
		{
			name:  "same XID, more room",
			trace: "est; exchange; C>CALL 1 rc=(h,1K); err: S>ERR 1 CHUNK; bad: C>CALL 1 rc=(h,64K); reply: S>REPLY 1 rc=(h,0); exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat warning client @bad"},
		},
		{
			name:  "another XID",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 2; S>REPLY 2; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad"},
		},
		{
			name:  "another XID, more room",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,1K); err: S>ERR 1 CHUNK; C>CALL 2 v3 READDIR rc=(h,64K); S>WRITE h 0 2000; S>NOMSG 2 rc=(h,2000); exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "another XID, another Call",
			trace: "est; exchange; C>CALL 1 v3 NULL; err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "same XID, another Call",
			trace: "est; exchange; C>CALL 1 v3 NULL; err: S>ERR 1 CHUNK; C>CALL 1 v3 READDIR; S>REPLY 1; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "same XID, the error is too near",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK noack; +1us bad: C>CALL 1; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat warning client @bad ORDER"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2 v3 NULL; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 1; S>REPLY 1; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat warning client @bad"},
		},
		{
			name:  "another XID, cut before est",
			trace: "drop est; exchange 2 v3 NULL; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 2; S>REPLY 2; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad START"},
		},
		{
			name:  "another XID, a Call is missing",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; drop C>CALL 3 rc=(h,64K); bad: C>CALL 2; S>REPLY 2; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err SEQ-C", "err/repeat note client @bad SEQ-C"},
		},
		{
			name:  "the error is missing",
			trace: "est; exchange; C>CALL 1; drop S>ERR 1 CHUNK; again: C>CALL 1; S>REPLY 1; exchange 1 v3 NULL",
			want:  []string{"retry/same-connection note client @again SEQ"},
		},
		{
			name:  "after an ERR_VERS",
			trace: "est; exchange; C>CALL 1 vers=2; S>ERR 1 VERS(1,1); C>CALL 1; S>REPLY 1; exchange 1 v3 NULL",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "on the next connection",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; C>DREQ; S>DREP; est; C>CALL 1; S>REPLY 1; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err SEQ-C"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1; err: C>ERR r1 CHUNK; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"err/chunk-seen note none @err", "err/repeat warning server @bad"},
		},
	})
}
