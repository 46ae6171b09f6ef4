package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestDirWrongMsgtype(t *testing.T) {
	runTraces(t, dirWrongMsgtype, []traceTest{
		{
			name:  "server",
			trace: "est; exchange; bad: S>CALL r1 mt=5; exchange",
			want:  []string{"dir/wrong-msgtype error server @bad"},
		},
		{
			name:  "client",
			trace: "est; exchange; bad: C>CALL 1 mt=2; exchange",
			want:  []string{"dir/wrong-msgtype error client @bad"},
		},
		{
			name:  "Calls and Replies of both directions",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "cut before msg_type",
			trace: "est; exchange; snap=88 C>CALL 1 mt=2; exchange",
		},
		{
			name:  "cut behind msg_type",
			trace: "est; exchange; bad: snap=90 C>CALL 1 mt=2; exchange",
			want:  []string{"dir/wrong-msgtype error client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: S>CALL r1 mt=5; exchange",
			want:  []string{"dir/wrong-msgtype error server @bad"},
		},
		{
			name:  "RPC around it missing",
			trace: "est; exchange; drop exchange; bad: S>CALL r1 mt=5; drop exchange; exchange",
			want:  []string{"dir/wrong-msgtype error server @bad"},
		},
		{
			name:  "Long Reply with the type of a Call",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; bad: S>NOMSG 1 mt=0 rc=(h,2000); exchange",
			want:  []string{"dir/wrong-msgtype error server @bad"},
		},
		{
			name:  "Long Call with the type of a Reply",
			trace: "est; exchange; bad: C>NOMSG 1 v3 WRITE rd=(0,5000,h) mt=1; S>READ h; C>RRESP; S>ERR 1 CHUNK; exchange",
			want:  []string{"dir/wrong-msgtype error client @bad"},
		},
		{
			name:  "Long Call with another type",
			trace: "est; exchange; bad: C>NOMSG 1 v3 WRITE rd=(0,5000,h) mt=7; S>READ h; C>RRESP; S>ERR 1 CHUNK; exchange",
			want:  []string{"dir/wrong-msgtype error client @bad"},
		},
		{
			name:  "Long Call of which only the XID was pulled",
			trace: "est; exchange; C>NOMSG 1 v3 WRITE rd=(0,5000,h) mt=7; S>READ h 0 4; C>RRESP; err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err WHOLE"},
		},
		{
			name:  "Long Reply whose Write is missing",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); drop S>WRITE h 0 2000; reply: S>NOMSG 1 mt=0 rc=(h,2000); exchange",
			want:  []string{"write/bytes-missing error server @reply SEQ-S"},
		},
	})
}

// Behind a record mark the XID stands where msg_type belongs: one fault, and
// another rule's.
func TestDirWrongMsgtypeMark(t *testing.T) {
	tr := trace.Make(t, "est; exchange; C>CALL 0x77 mark; S>REPLY 0x77; exchange")
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule == dirWrongMsgtype {
			t.Errorf("got %s: %s", listed(f), f.Message)
		}
	}
}
