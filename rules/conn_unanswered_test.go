package rules

import (
	"fmt"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestConnUnanswered(t *testing.T) {
	const found = "conn/unanswered note server @call"
	runTraces(t, connUnanswered, []traceTest{
		{
			name:  "100 later Calls answered",
			trace: "est; exchange; call: C>CALL 5; exchange 100",
			want:  []string{found},
		},
		{
			name:  "99 later Calls answered",
			trace: "est; exchange; C>CALL 5; exchange 99",
		},
		{
			name:  "a minute",
			trace: "est; exchange; call: C>CALL 5; wait 60s; exchange",
			want:  []string{found},
		},
		{
			name:  "not quite a minute",
			trace: "est; exchange; C>CALL 5; wait 59s; exchange",
		},
		{
			name:  "a minute of silence of both",
			trace: "est; exchange; C>CALL 5; wait 90s; C>CALL 6",
		},
		{
			name:  "answered late",
			trace: "est; exchange; C>CALL 5; wait 90s; exchange; S>REPLY 5; exchange",
		},
		{
			name:  "the connection ends",
			trace: "est; exchange; C>CALL 5; exchange 2; end: C>DREQ; S>DREP",
			want:  []string{"conn/loss note none @end TAIL"},
		},
		{
			name:  "a COMPOUND may block",
			trace: "est; exchange; call: C>CALL 5 v4 [PUTROOTFH GETATTR]; wait 60s; exchange",
			want:  []string{found + " PATIENCE"},
		},
		{
			name:  "a COMPOUND may not",
			trace: "est; exchange; call: C>CALL 5 v4 [SEQUENCE PUTROOTFH LOOKUP GETFH]; wait 60s; exchange",
			want:  []string{found},
		},
		{
			name:  "a COMPOUND with an operation that is not known",
			trace: "est; exchange; call: C>CALL 5 v4 [PUTROOTFH READ_PLUS]; wait 60s; exchange",
			want:  []string{found + " PARSE"},
		},
		{
			name:  "so may a lock",
			trace: "est; exchange; call: C>CALL 5 prog=100021 v=4 p=2; wait 60s; exchange",
			want:  []string{found + " PATIENCE"},
		},
		{
			name:  "an NFSACL Call may not",
			trace: "est; exchange; call: C>CALL 5 prog=100227 v=3 p=1; wait 60s; exchange",
			want:  []string{found},
		},
		{
			name:  "RPCSEC_GSS drops silently",
			trace: "est; exchange; call: C>CALL 5 v3 GETATTR gss; wait 60s; exchange",
			want:  []string{found + " PATIENCE"},
		},
		{
			name:  "a reverse Call may wait for a user",
			trace: "est; backchannel; call: S>CALL r1; wait 60s; exchange",
			want:  []string{"conn/unanswered note client @call PATIENCE"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 2; call: C>CALL 5; wait 60s; exchange",
			want:  []string{found},
		},
		{
			name:  "the Reply not captured",
			trace: "est; exchange; call: C>CALL 5; drop S>REPLY 5; wait 60s; exchange",
			want:  []string{found + " SEQ-S"},
		},
		{
			name: "the Reply not captured, nor the end of the Call, of which the gap is noticed later",
			trace: `
				est; exchange; drop=2 call: C>CALL 5 v3 len=2000; drop S>REPLY 5; drop C>CALL 6; r: S>REPLY 6
				wait 60s; exchange`,
			want: []string{found + " SEQ-S", "xid/reply-unknown error server @r SEQ-C"},
		},
		{
			name:  "the Reply not captured, nor the beginning of the server's stream",
			trace: "drop C>REQ; S>REP; C>RTU; call: C>CALL 5; drop S>REPLY 5; wait 60s; second: C>CALL 6; S>REPLY 6; exchange",
			want:  []string{found + " START", "credit/first-call error client @second START"},
		},
		{
			name:  "the Call not captured",
			trace: "est; exchange; drop C>CALL 5; r: S>REPLY 5; wait 60s; exchange",
			want:  []string{"xid/reply-unknown error server @r SEQ-C"},
		},
	})
}

// However many Calls wait, each counts the later ones that are answered, and
// no older one that is.
func TestConnUnansweredMany(t *testing.T) {
	const n = 201
	calls := fmt.Sprintf("est; exchange; C>CALL 1..%d noack; S>ACK;", n)
	for then, want := range map[string]int{
		"exchange 100":                 n,
		"exchange 100; C>DREQ; S>DREP": n,
		"exchange 99":                  0,
		"S>REPLY 1..60; exchange 99":   0,
		"S>REPLY 1..60; exchange 100":  n - 60,
		"S>REPLY 101..201; exchange":   100,
		"S>REPLY 102..201; exchange":   101,
		"S>REPLY 102..200; C>CALL 500": 0,
		"S>REPLY 102..200; exchange":   101,
	} {
		cov := covered(lint(t, trace.Make(t, calls+then), nil), connUnanswered)
		if got := cov.Violated + cov.Inconclusive; got != want {
			t.Errorf("%s: %d unanswered, %v undecided; want %d", then, got, cov.Why, want)
		}
	}
}
