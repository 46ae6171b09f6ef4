package rules

import "testing"

func TestErrRepeat(t *testing.T) {
	runTraces(t, errRepeat, []traceTest{
		{
			name:  "another Call under the same XID, cut",
			trace: "est; exchange; C>CALL 1 v3 GETATTR; err: S>ERR 1 CHUNK; +1ms again: snap=100 C>CALL 1 v3 ACCESS; S>REPLY 1; exchange",
			want:  []string{"err/chunk-seen note none @err", "err/repeat warning client @again WHOLE"},
		},
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
			name:  "another XID, without the Write list that was refused",
			trace: "est; exchange; C>CALL 1 v3 READ count=100 wr=(h,100); err: S>ERR 1 CHUNK; C>CALL 2 v3 READ count=100; S>REPLY 2; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "another XID, other segments of the Write chunk",
			trace: "est; exchange; C>CALL 1 v3 READ count=100 wr=(h,60)(k,40); err: S>ERR 1 CHUNK; C>CALL 2 v3 READ count=100 wr=(h,100); S>WRITE h 0 100; S>REPLY 2 wr=(h,100); exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "another XID, another Read list",
			trace: "est; exchange; C>CALL 1 v3 WRITE rd=(p,4096,h); err: S>ERR 1 CHUNK; C>CALL 2 v3 WRITE rd=(p,2048,h)(p,2048,k); S>READ h; C>RRESP h; S>READ k; C>RRESP k; S>REPLY 2; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "another XID, another registration of the same",
			trace: "est; exchange; C>CALL 1 v3 READ count=100 wr=(h,100); err: S>ERR 1 CHUNK; bad: C>CALL 2 v3 READ count=100 wr=(k,100); S>WRITE k 0 100; S>REPLY 2 wr=(k,100); exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad"},
		},
		{
			name:  "the same Call has succeeded since",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 2; S>REPLY 2; C>CALL 3; S>REPLY 3; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad"},
		},
		{
			name:  "the same Call was refused again",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 2; again: S>ERR 2 CHUNK; worse: C>CALL 3; S>REPLY 3; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad", "err/chunk-seen note none @again", "err/repeat note client @worse"},
		},
		{
			name:  "another XID, the Reply to an equal Call is missing",
			trace: "est; exchange; C>CALL 1; C>CALL 2; err: S>ERR 1 CHUNK; drop S>REPLY 2; bad: C>CALL 3; S>REPLY 3; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad SEQ-S"},
		},
		{
			name:  "another XID, nothing more of the server",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; bad: C>CALL 2",
			want:  []string{"err/chunk-seen note none @err", "err/repeat note client @bad SEQ-S"},
		},
		{
			name:  "same XID, another Call",
			trace: "est; exchange; C>CALL 1 v3 NULL; err: S>ERR 1 CHUNK; C>CALL 1 v3 READDIR; S>REPLY 1; exchange",
			want:  []string{"err/chunk-seen note none @err", "reply/chunk-missing warning client @12"},
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
