package rules

import "testing"

func TestDirLongReverse(t *testing.T) {
	const found = "dir/long-reverse error server @bad"
	runTraces(t, dirLongReverse, []traceTest{
		{
			name:  "Long Call",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 9; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "Read chunk",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 9; bad: S>CALL r1 rd=(0,6000,k); C>ERR r1 CHUNK; exchange",
			want:  []string{"chunk/position-beyond warning server @bad", found},
		},
		{
			name:  "a request as long as the inline threshold is not above it",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=4096; S>REPLY 9; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "longer ones are allowed",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=65536; S>REPLY 9; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "an earlier session allows them",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=65536; S>REPLY 9; C>CALL 7 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 7; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "no session allows them",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=4096; S>REPLY 9; C>CALL 7 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 7; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "beside a Long Call",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 9; C>NOMSG 1 rd=(0,200,h); S>READ h; C>RRESP; S>REPLY 1; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "a Long Call may have made another session",
			trace: "est; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 9; C>NOMSG 1 rd=(0,200,h); S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "short Calls",
			trace: "est; backchannel; S>CALL r1 len=300; C>REPLY r1; S>CALL r2; C>REPLY r2; exchange",
		},
		{
			name:  "forward only",
			trace: "est; exchange; C>NOMSG 1 rd=(0,200,k); S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "a session that was made elsewhere",
			trace: "est; C>CALL 1 v4 [BIND_CONN_TO_SESSION]; S>REPLY 1; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "no private data",
			trace: "est[none | none]; C>CALL 9 v4 [CREATE_SESSION] flags=2 backmax=1024; S>REPLY 9; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; backchannel; S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "session not captured",
			trace: "est; exchange; drop backchannel; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"dir/unannounced error server @bad SEQ-C", "err/chunk-seen note none @err SEQ-C"},
		},
		{
			name:  "a packet of the client is missing",
			trace: "est; backchannel; drop C>CALL 7; lost: S>REPLY 7; bad: S>NOMSG r1 rd=(0,6000,k); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"xid/reply-unknown error server @lost SEQ-C", found + " SEQ-C", "err/chunk-seen note none @err SEQ-C"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; backchannel; bad: S>NOMSG r1 rd=(0,6000,k)",
			want:  []string{found + " SEQ-C"},
		},
	})
}
