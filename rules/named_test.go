package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

// A finding about a transaction says what that asks for, as far as it is known when the finding is made.
func TestFindingCall(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rule  *Rule
		trace string
		want  string
	}{
		{"a Call", creditZeroRequest, "est; C>CALL 1 v3 READDIR count=100 cr=0; S>REPLY 1; exchange", "NFSv3 READDIR"},
		{"operations", creditZeroRequest, "est; C>CALL 1 v4 [SEQUENCE PUTFH READ(100)] cr=0; S>REPLY 1; exchange", "NFSv4.1 COMPOUND (SEQUENCE, PUTFH, READ)"},
		{"minor version", creditZeroRequest, "est; C>CALL 1 v4 [PUTROOTFH] minor=0 cr=0; S>REPLY 1; exchange", "NFSv4.0 COMPOUND (PUTROOTFH)"},
		{
			"many operations", creditZeroRequest,
			"est; C>CALL 1 v4 [PUTROOTFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH SAVEFH] cr=0; S>REPLY 1; exchange",
			"NFSv4.1 COMPOUND (PUTROOTFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, SAVEFH, …)",
		},
		{"operations that are not known", creditZeroRequest, "est; C>CALL 1 v4 [PUTFH READ_PLUS] cr=0; S>REPLY 1; exchange", "NFSv4.1 COMPOUND (PUTFH, …)"},
		{"a callback", creditReverseZeroGrant, "est; backchannel; S>CALL r1; C>REPLY r1 cr=0; exchange", "NFSv4 CB_COMPOUND (CB_SEQUENCE, CB_RECALL)"},
		{"a Reply", creditZeroGrant, "est; C>CALL 1 v3 ACCESS; S>REPLY 1 cr=0; exchange", "NFSv3 ACCESS"},
		{"one for the connection", creditFirstCall, creditFirstCall.Doc.Bad, "NFSv3 GETATTR"},
		{
			"an XID of both directions", recvRNRClient,
			"est; backchannel; C>CALL 1 v3 ACCESS; S>CALL 1 CB_NULL; C>REPLY 1; S>REPLY 1; C>RNR(1); S>DREQ", "NFSv3 ACCESS",
		},
		{"a program that has no name", creditZeroRequest, "est; C>CALL 1 prog=400122 v=1 p=2 cr=0; S>REPLY 1; exchange", "program 400122 version 1 procedure 2"},
		{"an answer to nothing known", xidReplyUnknown, "est; exchange; S>REPLY 9; exchange", ""},
		{"arguments that were not captured", creditZeroRequest, "est; snap=130 C>CALL 1 v4 [PUTROOTFH] cr=0; S>REPLY 1; exchange", "NFSv4 COMPOUND"},
	} {
		if got := only(t, lint(t, trace.Make(t, tt.trace), nil), tt.rule).Call; got != tt.want {
			t.Errorf("%s: %q, want %q\n%s", tt.name, got, tt.want, tt.trace)
		}
	}
}
