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
	dropped := &c.Result.Dropped
	for _, l := range []Limit{
		{"connections", cmp.Or(c.most.connections, rules.MaxConnections), dropped.Connections},
		{"findings", cmp.Or(c.most.findings, rules.MaxFindings), dropped.Findings},
		{"RDMA Reads of one side at a time", rules.MaxReads, dropped.Reads},
		{"RDMA Reads of one Call", rules.MaxPulls, dropped.Pulls},
		{"connections between two hosts among which an XID or handle is looked for", rules.MaxOthers, dropped.Others},
	} {
		if l.Count > 0 {
			all = append(all, l)
		}
	}
	return all
}
