package lint

import (
	"cmp"
	"fmt"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// A Limit is a bound that bit: something that the capture has too much of.
type Limit struct {
	What  string // "queue pairs between two hosts"
	Most  int    // how many are kept
	Count int    // what was left out for it: frames, messages, connections or findings
}

func (l Limit) String() string {
	return fmt.Sprintf("more than %d %s, %d left out", l.Most, l.What, l.Count)
}

// Limits lists the bounds that bit.
func (c *Capture) Limits() []Limit {
	var all []Limit
	for i, n := range c.Dropped.By {
		if n > 0 {
			b := decode.Bound(i)
			most := b.Limit()
			if b == decode.BoundMemory {
				most = c.most.memory
			}
			all = append(all, Limit{b.String(), most, n})
		}
	}
	if c.Result == nil {
		return all
	}
	if n := c.Result.Dropped.Connections; n > 0 {
		all = append(all, Limit{"connections", cmp.Or(c.most.connections, rules.MaxConnections), n})
	}
	if n := c.Result.Dropped.Findings; n > 0 {
		all = append(all, Limit{"findings", cmp.Or(c.most.findings, rules.MaxFindings), n})
	}
	return all
}
