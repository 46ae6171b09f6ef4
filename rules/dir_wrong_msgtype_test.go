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
