package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestRecvAckCreditsLow(t *testing.T) {
	const (
		e2e   = "C>REQ[R1 4K/4K e2e]; S>REP[R0 4K/4K e2e]; C>RTU; set code=10; "
		first = "C>CALL 1; S>REPLY 1 cr=32; "
		rest  = "; set code=10; S>REPLY 2 cr=32; exchange 2"
	)
	// One Call in flight leaves 31 of 32 Receives. Code 8 stands for 16 to 23,
	// code 9 for 24 to 31.
	runTraces(t, recvAckCreditsLow, []traceTest{
		{
			name:  "code 2: two Receives",
			trace: e2e + first + "set code=2; C>CALL 2 noack; low: S>ACK(2)" + rest,
			want:  []string{"recv/ack-credits-low note server @low"},
		},
		{
			name:  "code 8: 23 at the most",
			trace: e2e + first + "set code=8; C>CALL 2 noack; low: S>ACK(2)" + rest,
			want:  []string{"recv/ack-credits-low note server @low"},
		},
		{
			name:  "code 9: up to 31",
			trace: e2e + first + "set code=9; C>CALL 2 noack; S>ACK(2)" + rest,
		},
		{
			name:  "code 31 tells nothing",
			trace: e2e + first + "set code=31; C>CALL 2 noack; S>ACK(2)" + rest,
		},
		{
			name:  "the code never changes",
			trace: e2e + "set code=2; C>CALL 1; S>REPLY 1 cr=32; C>CALL 2; S>REPLY 2 cr=32; exchange 2",
		},
		{
			name:  "before the grant",
			trace: e2e + "set code=2; C>CALL 1; set code=10; S>REPLY 1 cr=32; C>CALL 2; S>REPLY 2 cr=32; exchange",
		},
		{
			name:  "the smallest grant in use counts",
			trace: e2e + "C>CALL 1; S>REPLY 1 cr=32; C>CALL 2; S>REPLY 2 cr=2 noack; set code=2; C>CALL 3; set code=10; S>REPLY 3 cr=2; C>ACK(3); exchange 2",
		},
		{
			name:  "shared receive queue",
			trace: "C>REQ[R1 4K/4K e2e]; S>REP[R0 4K/4K e2e srq]; C>RTU; set code=10; " + first + "set code=2; C>CALL 2" + rest,
		},
		{
			name:  "flow control off",
			trace: "C>REQ[R1 4K/4K e2e]; S>REP[R0 4K/4K]; C>RTU; set code=10; " + first + "set code=2; C>CALL 2" + rest,
		},
		{
			name:  "set-up not captured",
			trace: "drop est; set code=10; exchange; " + first + "set code=2; C>CALL 2" + rest,
		},
		{
			name:  "a Call before not captured",
			trace: e2e + first + "drop C>CALL 9; gap: S>REPLY 9; set code=2; C>CALL 2 noack; low: S>ACK(2)" + rest,
			want:  []string{"xid/reply-unknown error server @gap SEQ-C", "recv/ack-credits-low note server @low SEQ-C"},
		},
		{
			name:  "a Reply before not captured",
			trace: e2e + first + "C>CALL 9; drop S>REPLY 9; set code=2; C>CALL 2 noack; low: S>ACK(2)" + rest,
		},
	})
}

// One finding counts all of a connection's acknowledgements.
func TestRecvAckCreditsLowCount(t *testing.T) {
	tr := trace.Make(t, "C>REQ[R1 4K/4K e2e]; S>REP[R0 4K/4K e2e]; C>RTU; set code=10; C>CALL 1; S>REPLY 1 cr=32; "+
		"set code=2; C>CALL 2; C>CALL 3; set code=3; C>CALL 4; set code=10; S>REPLY 2..4 cr=32; exchange")
	f := only(t, lint(t, tr, nil), recvAckCreditsLow)
	if f.Count != 3 || f.Observed != "2 at the most" || f.Expected != "31 or more" || len(f.Evidence) != 4 {
		t.Errorf("count %d, observed %q, expected %q, %d frames; want 3, \"2 at the most\", \"31 or more\", 4",
			f.Count, f.Observed, f.Expected, len(f.Evidence))
	}
}
