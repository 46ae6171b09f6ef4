package rules

import "testing"

func TestConnRNRRetryZero(t *testing.T) {
	runTraces(t, connRNRRetryZero, []traceTest{
		{
			name:  "the client's ConnectRequest allows no retry",
			trace: "est[R1 4K/4K rnr=0 | R0 4K/4K rnr=7]; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  []string{"conn/loss note client @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-client error client @nak"},
		},
		{
			name:  "the server's ConnectReply allows no retry",
			trace: "est[R1 4K/4K rnr=7 | R0 4K/4K rnr=0]; C>CALL 1; nak: S>RNR(1); C>DREQ",
			want:  []string{"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak"},
		},
		{
			name:  "one retry allowed",
			trace: "est[R1 4K/4K rnr=1 | R0 4K/4K]; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>again 1; C>RNR(1); S>DREQ",
			want:  []string{"conn/loss note client @nak", "recv/rnr-client error client @nak"},
		},
		{
			name:  "received in the end",
			trace: "est[R1 4K/4K rnr=7 | R0 4K/4K]; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>again 1; C>ACK; exchange",
			want:  []string{"recv/rnr-client warning client @nak"},
		},
		{
			name:  "no RNR NAK",
			trace: "est; exchange; C>DREQ; S>DREP",
		},
		{
			name:  "ConnectRequest not captured",
			trace: "drop C>REQ[R1 4K/4K rnr=0]; S>REP; C>RTU; exchange 2; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "the NAK not captured",
			trace: "est; C>CALL 1; S>REPLY 1; drop C>RNR(1); end: S>DREQ",
		},
	})
}
