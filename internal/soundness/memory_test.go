package soundness

import (
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/rules"
)

// Whatever has to be forgotten to stay within the memory, nobody is accused for
// it whom the ledger would not accuse if it were whole.
func TestMemory(t *testing.T) {
	subjects, err := Traces()
	if err != nil {
		t.Fatal(err)
	}
	bit, forgotten := 0, 0
	for _, s := range append(subjects, corpus(t)...) {
		frames, origin := damage.Damage{}.Do(s.Capture, 0)
		// From room for next to nothing, to room for a few connections.
		for memory := 64 << 10; memory < 2<<20; memory = memory * 9 / 8 {
			engine := rules.New(rules.Options{Enabled: func(*rules.Rule) bool { return true }})
			decoder := decode.New(decode.Options{Memory: memory}, engine)
			for i := range frames {
				decoder.Frame(&frames[i])
			}
			decoder.Finish()
			result := engine.Finish()
			if decoder.Dropped().By[decode.BoundMemory] > 0 {
				bit++
			}
			for _, c := range result.Connections {
				if c.Conn.Forgotten {
					forgotten++
				}
			}
			for _, f := range result.Findings {
				if a, ok := s.accusation(f, origin); ok && f.Proven() && !a.Follows(s.Whole) {
					t.Errorf("%s with %d bytes: %v at frame %d: %s", s.Name, memory, a, f.Frame, f.Message)
				}
			}
		}
	}
	if bit < 500 || forgotten < 120 {
		t.Errorf("the bound bit %d times, %d connections were forgotten, want more", bit, forgotten)
	}
	t.Logf("the bound bit %d times, %d connections were forgotten", bit, forgotten)
}
