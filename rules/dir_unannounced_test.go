package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestDirUnannounced(t *testing.T) {
	runTraces(t, dirUnannounced, []traceTest{
		{
			name:  "only a NULL before",
			trace: "est; C>CALL 1 v3 NULL; S>REPLY 1; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "nothing before",
			trace: "est; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "a Call is captured behind it that was answered before",
			trace: "est; late=2 C>CALL 1 v4 [CREATE_SESSION] noack; S>REPLY 1 noack; bad: S>CALL r1 noack; C>REPLY r1; exchange",
			want:  []string{"xid/reply-unknown error server @4 ORDER", "dir/unannounced error server @bad ORDER"},
		},
		{
			name:  "a Reply to nothing long before",
			trace: "est; exchange; r: S>REPLY 77; +50ms exchange 3; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"xid/reply-unknown error server @r", "dir/unannounced error server @bad"},
		},
		{
			name:  "NFSv3 and MOUNT before",
			trace: "est; C>CALL 1 prog=100005 v=3 p=1; S>REPLY 1; exchange 3; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "several make one finding",
			trace: "est; exchange; bad: S>CALL r1; C>REPLY r1; S>CALL r2; C>REPLY r2; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "back channel announced",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "COMPOUNDs before that announce none",
			trace: "est; C>CALL 1 v4 [PUTROOTFH GETATTR] minor=0; S>REPLY 1; C>CALL 2 v4; S>REPLY 2; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "a session without a back channel",
			trace: "est; C>CALL 1 v4 [CREATE_SESSION] flags=1; S>REPLY 1; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "the connection is bound to a session",
			trace: "est; C>CALL 1 v4 [BIND_CONN_TO_SESSION]; S>REPLY 1; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "a COMPOUND with an operation that is not known may have announced one",
			trace: "est; C>CALL 1 v4 [PUTROOTFH READ_PLUS]; S>REPLY 1; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "so may one that RPCSEC_GSS hides",
			trace: "est; C>CALL 1 v4 [PUTROOTFH GETATTR] gss service=3; S>REPLY 1; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "so may another program",
			trace: "est; C>CALL 1 prog=400122 v=1 p=1; S>REPLY 1; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "so may a Long Call of which nothing is known",
			trace: "est; C>NOMSG 1 rd=(0,200,k); S>READ k; drop C>RRESP; S>REPLY 1; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "or nothing yet",
			trace: "est; C>NOMSG 1 rd=(0,200,k); S>CALL r1; C>REPLY r1; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "a Long Call that announces none",
			trace: "est; C>NOMSG 1 rd=(0,200,k); S>READ k; C>RRESP; S>REPLY 1; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "a Long Call that announces one",
			trace: "est; C>NOMSG 1 v4 [CREATE_SESSION] flags=2 rd=(0,400,k); S>READ k; C>RRESP; S>REPLY 1; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "announced when it was under way",
			trace: "est; exchange; bad: S>CALL r1; backchannel; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad START"},
		},
		{
			name:  "announcement not captured",
			trace: "est; exchange; drop backchannel; bad: S>CALL r1; C>REPLY r1; exchange",
			want:  []string{"dir/unannounced error server @bad SEQ-C"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; exchange; bad: S>CALL r1",
			want:  []string{"dir/unannounced error server @bad SEQ-C"},
		},
		{
			name:  "announced within the capture's disorder",
			trace: "est; exchange; late C>CALL 7; early: S>REPLY 7; exchange; bad: S>CALL r1; +1us C>CALL 8; S>REPLY 8; C>REPLY r1; exchange",
			want:  []string{"xid/reply-unknown error server @early ORDER", "dir/unannounced error server @bad ORDER"},
		},
	})
}

// The message counts the Calls, and an open end is told from disorder.
func TestDirUnannouncedText(t *testing.T) {
	for _, tt := range []struct {
		trace, want string
		guard       Guard
	}{
		{"est; S>CALL r1; C>REPLY r1; exchange", "reverse Call, and the client has sent no Call", 0},
		{"est; exchange; S>CALL r1; C>REPLY r1; exchange", "reverse Call, and the client's only Call announced no back channel", 0},
		{"est; exchange 2; S>CALL r1; C>REPLY r1; exchange", "reverse Call, and none of the client's 2 Calls announced a back channel", 0},
		{"est; exchange; S>CALL r1; C>RNR(r1); S>DREQ", "reverse Call, and the client's only Call announced no back channel", OpenClient},
	} {
		f := only(t, lint(t, trace.Make(t, tt.trace), nil), dirUnannounced)
		if f.Message != tt.want || f.Guard != tt.guard {
			t.Errorf("%s: message %q, guard %q; want %q, %q", tt.trace, f.Message, f.Guard, tt.want, tt.guard)
		}
	}
}
