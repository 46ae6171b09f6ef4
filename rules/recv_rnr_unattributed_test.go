package rules

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestRecvRNRUnattributed(t *testing.T) {
	runTraces(t, recvRNRUnattributed, []traceTest{
		{
			name:  "capture begins inside the connection",
			trace: "exchange 2; C>CALL 7; nak: S>RNR(7)",
			want:  []string{"recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "received in the end: still a note",
			trace: "exchange 2; C>CALL 7; nak: S>RNR(7); C>again 7; S>ACK(7); S>REPLY 7",
			want:  []string{"recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "attributed",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; exchange 2; C>CALL 7; nak: S>RNR(7); C>again 7; S>ACK(7); S>REPLY 7; exchange",
			want:  []string{"recv/rnr-server warning server @nak"},
		},
		{
			name:  "no RNR NAK",
			trace: "est; exchange 2",
		},
	})
}

// The message tells why the cause is not known.
func TestRecvRNRUnattributedReason(t *testing.T) {
	for _, tt := range []struct {
		trace string
		why   Guard
	}{
		{"exchange 2; C>CALL 7; S>RNR(7)", NoStart},
		{"est; exchange; drop C>CALL 6; C>CALL 7; S>RNR(7)", GapClient},
		{"est; exchange; C>CALL 6; drop S>REPLY 6; C>CALL 7; S>REPLY 7; C>CALL 8; S>RNR(8)", GapServer},
		{"est; exchange; C>CALL 6; drop S>REPLY 6; C>CALL 7; S>RNR(7)", EarlyAck},
		{"est; exchange; C>CALL 7 v3 WRITE count=4096 rd=(p,4096,k); S>READ k; C>RNR(h=k)", NotASend},
		{"est; exchange; drop C>CALL 7; S>RNR(7)", Unseen},
		{"est; C>CALL 1; S>REPLY 1 cr=1; C>DONE 9; C>CALL 2; S>RNR(2)", Taken},
		{"est; exchange; late C>CALL 5 noack; S>REPLY 5; C>CALL 6; S>REPLY 6; C>RNR(6); exchange", Disordered},
		{"est; exchange; C>CALL 1; snap=70 C>CALL 7; S>RNR(7)", NoRole},
		{"est; exchange; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; C>CALL 3; S>RNR(3)", OpenServer},
	} {
		f := only(t, lint(t, trace.Make(t, tt.trace), nil), recvRNRUnattributed)
		if !strings.Contains(f.Message, "why cannot be told: "+tt.why.String()+"; ") {
			t.Errorf("%s: message %q, want the reason %q", tt.trace, f.Message, tt.why)
		}
	}
}
