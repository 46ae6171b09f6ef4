package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

// A connection is called lost for a refusal only where the sender cannot have
// gone on unseen.
func TestFate(t *testing.T) {
	const began = "est[R1 4K/4K rnr=7 | R0 4K/4K rnr=7]; exchange 3; "
	for _, tt := range []struct {
		name, trace string
		want        Fate
	}{
		{"closed before the sender may try again", began + "C>CALL 9 noack; +5us S>RNR(9); +50us C>DREQ; S>DREP", FateLost},
		{
			"the latest NAK names the time",
			began + "C>CALL 9 noack; +5us S>RNR(9) timer=0; +660ms C>again 9 noack; +5us S>RNR(9) timer=1; +50us drop C>again 9 noack; drop S>ACK(9); " +
				"+10ms C>CALL 10 noack; drop S>REPLY 9; drop S>REPLY 10; +1ms C>DREQ; S>DREP",
			FateUnknown,
		},
		{
			"a Reply to the refused Call", began + "C>CALL 9 noack; +5us S>RNR(9) timer=1; +50us drop C>again 9; drop S>ACK(9); S>REPLY 9 noack; C>ACK; +1ms C>DREQ; S>DREP",
			FateRecovered,
		},
		{
			"nothing of the end but the DREQ",
			began + "C>CALL 9 noack; +5us S>RNR(9) timer=1; +50us drop C>again 9 noack; drop S>ACK(9); drop S>REPLY 9 noack; drop C>ACK; +30s C>DREQ; S>DREP",
			FateUnknown,
		},
		{
			"the same for a Reply",
			began + "C>CALL 9; S>REPLY 9 noack; C>RNR(9) timer=1; +50us drop S>again 9; drop C>ACK; +1ms C>DREQ; S>DREP",
			FateUnknown,
		},
		{
			"no retry left", "est[R1 4K/4K | R0 4K/4K rnr=1]; exchange; C>CALL 9 noack; S>RNR(9) timer=1; +1ms C>again 9 noack; S>RNR(9) timer=1; +1s C>DREQ; S>DREP",
			FateLost,
		},
		{
			"a retry left", "est[R1 4K/4K | R0 4K/4K rnr=2]; exchange; C>CALL 9 noack; S>RNR(9) timer=1; +1ms C>again 9 noack; S>RNR(9) timer=1; +1s C>DREQ; S>DREP",
			FateUnknown,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, c := fed(t, tt.trace)
			if len(c.refusals) != 1 || c.refusals[0].Fate != tt.want {
				t.Errorf("got %d refusals, fate %d; want 1, %d", len(c.refusals), c.refusals[0].Fate, tt.want)
			}
		})
	}
}

// Where a retry was captured, the first NAK has not ended the connection.
func TestRetriedWithoutRetry(t *testing.T) {
	tr := trace.Make(t, "est; exchange; C>CALL 9 noack; +5us S>RNR(9) timer=1; +1ms C>again 9 noack; +5us S>RNR(9) timer=1; +1ms C>DREQ; S>DREP")
	if res := lint(t, tr, nil); proven(res, connRNRRetryZero) {
		t.Error("said to have ended with the first NAK")
	}
}

// A connection that ended may have been begun before, though its first captured
// frame came later: then it may be why a Call was refused.
func TestMayBeResent(t *testing.T) {
	const call = "C>CALL 1 v4 [SEQUENCE PUTFH WRITE(8192)] rd=(p,4096,h)(p,4096,k)"
	tr := trace.Make(t, "est; exchange; est; exchange; "+call+"; C>DREQ; S>DREP; @1 "+call+"; @1 S>ERR 1 CHUNK; @1 exchange")
	if res := lint(t, tr, nil); proven(res, nfsComplexityRefused) {
		t.Error("the server is blamed for refusing what had been lost")
	}
}
