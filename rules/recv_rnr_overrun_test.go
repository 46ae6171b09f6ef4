package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestRecvRNROverrun(t *testing.T) {
	runTraces(t, recvRNROverrun, []traceTest{
		{
			name:  "before the first grant",
			trace: "est; C>CALL 1 noack; flood: C>CALL 2; S>ACK(1); nak: S>RNR(2); C>DREQ",
			want: []string{
				"credit/first-call error client @flood", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name:  "beyond the grant, received in the end",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; bad: C>CALL 3; nak: S>RNR(3); S>REPLY 2 cr=1; C>again 3; S>ACK(3); S>REPLY 3; exchange",
			want:  []string{"credit/exceeded error client @bad", "recv/rnr-overrun warning client @nak"},
		},
		{
			name:  "the first of a flood refused: that one was within the limit",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; flood: C>CALL 2; nak: S>RNR(1); C>again 1; S>ACK(1); C>again 2; S>ACK(2); S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @flood", "recv/rnr-server warning server @nak"},
		},
		{
			name:  "the credit finding is not proven",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; bad: C>CALL 3; nak: S>RNR(3); C>DREQ",
			want: []string{
				"credit/exceeded error client @bad SEQ-S", "conn/loss note none @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "set-up not captured, second Call",
			trace: "drop est; exchange; C>CALL 1 noack; C>CALL 2; S>ACK(1); nak: S>RNR(2); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "first Call not captured",
			trace: "est; drop C>CALL 1 noack; C>CALL 2; S>ACK(1); nak: S>RNR(2); C>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"},
		},
	})
}

func TestRecvRNROverrunFinding(t *testing.T) {
	for _, tt := range []struct{ trace, want string }{
		{
			"est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; C>CALL 3; S>RNR(3); S>REPLY 2; C>DREQ",
			"Call 0x00000003 met no Receive: 2 Calls in flight, limit 1; refused once, no retry allowed, connection lost",
		},
		{
			"est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2; S>CALL r3; C>RNR(r3); exchange; S>DREQ",
			"reverse Call 0x52000003 met no Receive: 2 reverse Calls in flight, limit 1; refused once, no retry allowed, connection lost",
		},
		{
			"est[R1 4K/4K | R0 4K/4K rnr=3]; backchannel; C>REPLY r9; S>RNR(r9); S>CALL r1; C>again r9; S>ACK(r9); C>REPLY r1",
			"reverse Reply 0x52000009 met no Receive: the server had not asked for it; refused once, 3 retries allowed, then received",
		},
	} {
		if f := only(t, lint(t, trace.Make(t, tt.trace), nil), recvRNROverrun); f.Message != tt.want {
			t.Errorf("%s\nmessage %q\nwant    %q", tt.trace, f.Message, tt.want)
		}
	}
}
