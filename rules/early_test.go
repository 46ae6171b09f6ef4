package rules

import (
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// An answer that was captured before its Call closes it all the same.
func TestEarlyAnswer(t *testing.T) {
	for _, tt := range []struct {
		name, trace string
		open        bool
	}{
		{"in order", "est; C>CALL 1; S>REPLY 1; exchange", false},
		// The skew is measured from the acknowledgement that came before its Call.
		{"Reply captured first, within the skew", "est; late=2 C>CALL 1 noack; S>ACK(1); S>REPLY 1; exchange", false},
		{"the server's queue pair became known later", "C>REQ; drop S>REP; C>RTU; C>CALL 1; S>REPLY 1; exchange", false},
		{"never answered", "est; C>CALL 1; exchange", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lint(t, trace.Make(t, tt.trace+"; wait 70s; exchange"), nil)
			c := covered(res, connUnanswered)
			if got := c.Violated+c.Inconclusive > 0; got != tt.open {
				t.Errorf("Call 1 open: %v, want %v (%+v)", got, tt.open, c)
			}
			for _, f := range res.Findings {
				if f.Proven() && f.Severity > Note && f.Rule != creditFirstCall {
					t.Errorf("%s: %s", listed(f), f.Message)
				}
			}
		})
	}
}

// No more answers are kept than the bound allows, the oldest go first.
func TestEarlyAnswerBound(t *testing.T) {
	d := &direction{}
	for xid := range uint32(maxEarly + 3) {
		m := &Message{Message: &decode.Message{}, Event: &decode.Event{}}
		m.Header.XID = xid
		d.keepEarly(m)
	}
	if len(d.early) != maxEarly || d.early[0].xid != 3 || d.early[maxEarly-1].xid != maxEarly+2 {
		t.Errorf("%d kept, XIDs %d to %d; want %d, 3 to %d",
			len(d.early), d.early[0].xid, d.early[len(d.early)-1].xid, maxEarly, maxEarly+2)
	}
}
