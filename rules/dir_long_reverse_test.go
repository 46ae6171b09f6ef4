package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestDirLongReverse(t *testing.T) {
	for _, tt := range []struct {
		name, trace     string
		held, undecided int
	}{
		{"short Calls", "est; backchannel; S>CALL r1 len=300; C>REPLY r1; S>CALL r2; C>REPLY r2; exchange", 2, 0},
		{"Long Call", "est; backchannel; S>NOMSG r1 rd=(0,6000,k); exchange", 0, 1},
		{"Read chunk", "est; backchannel; S>CALL r1 rd=(p,4096,k); exchange", 0, 1},
		{"forward only", "est; exchange; C>NOMSG 1 rd=(0,200,k); S>READ k; C>RRESP; S>REPLY 1; exchange", 0, 0},
		{"lists cut off", "est; backchannel; snap=84 S>CALL r1; C>REPLY r1; exchange", 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, c := range lint(t, trace.Make(t, tt.trace), nil).Coverage {
				if c.Rule != dirLongReverse {
					continue
				}
				if c.Held != tt.held || c.Undecided != tt.undecided || c.Violated+c.Inconclusive > 0 {
					t.Errorf("got %d held, %d undecided, %d violated, %d inconclusive, want %d, %d, 0, 0",
						c.Held, c.Undecided, c.Violated, c.Inconclusive, tt.held, tt.undecided)
				}
			}
		})
	}
}
