package rules

import "testing"

func TestErrChunkSeen(t *testing.T) {
	runTraces(t, errChunkSeen, []traceTest{
		{
			name:  "Reply chunk",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,1024); err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "no chunks",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "ERR_VERS",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 VERS(1,1); exchange",
			want:  []string{"err/vers-range error server @err"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "malformed",
			trace: "est; exchange; call: C>NOMSG 1 call; S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"hdr/nomsg-no-chunks error client @call"},
		},
		{
			name:  "a Long Call with two XIDs",
			trace: "est; exchange; call: C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; C>RRESP; S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"xid/mismatch error client @call"},
		},
		{
			name:  "resent after the connection was lost",
			trace: "est; exchange; C>CALL 5; end: S>DREQ; C>DREP; est; C>CALL 5; err: S>ERR 5 CHUNK; exchange 1 v3 NULL",
			want:  []string{"conn/loss note none @end", "err/chunk-seen note none @err"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; C>CALL 1; err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1; err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/wrong-xid error server @err SEQ-C"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; C>CALL 1; drop C>CALL 2; err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; C>CALL 1; err: S>ERR 1 CHUNK",
			want:  []string{"err/chunk-seen note none @err SEQ-C"},
		},
		{
			name:  "the Call was cut within the lists",
			trace: "est; exchange; snap=76 C>CALL 1; S>ERR 1 CHUNK; exchange 1 v3 NULL",
		},
		{
			name:  "the error code was cut",
			trace: "est; exchange; C>CALL 1; snap=72 S>ERR 1 CHUNK; exchange 1 v3 NULL",
		},
	})
}
