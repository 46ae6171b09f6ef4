package rules

import "rpcrdma-lint/decode"

// Bounds on the RDMA Reads that are followed.
const (
	MaxPulls = 1024 // of one transaction
	MaxReads = 4096 // outstanding of one side
)

// A Pull is one RDMA Read that served a transaction.
type Pull struct {
	PSN          uint32
	Frame        int // of the Read Request
	Time         int64
	Done         bool
	Whole        bool // no response was missing
	DoneFrame    int  // of the last response
	DoneTime     int64
	overtaken    bool // see decode.Event
	txn          *Transaction
	segment      *Segment
	by           decode.Side
	repeated     int // requests that this side had sent again before
	afterRequest int // Reads outstanding with this one
}

// pulls are the RDMA Reads that one side has outstanding.
type pulls struct {
	open []*Pull
}

// pull takes an RDMA Read Request into the ledger.
func (c *Conn) pull(m *Move) *Pull {
	p := &Pull{PSN: m.Event.PSN, Frame: m.Event.Frame, Time: m.Event.Time, segment: m.Segment}
	ps := &c.reading[m.By]
	if len(ps.open) == MaxReads {
		ps.open = ps.open[1:]
		c.pair.e.dropped.Reads++
	}
	ps.open = append(ps.open, p)
	p.afterRequest = len(ps.open)
	if m.Segment != nil && m.Segment.Txn.open {
		p.txn = m.Segment.Txn
		if len(p.txn.Pulls) < MaxPulls {
			p.txn.Pulls = append(p.txn.Pulls, p)
			c.grow(p.txn, costPull)
		} else {
			c.pair.e.dropped.Pulls++
		}
	}
	return p
}

// pulled takes the last response to an RDMA Read. The side that sent it was
// asked by the other.
func (c *Conn) pulled(e *decode.Event) {
	ps := &c.reading[e.Side.Other()]
	for i, p := range ps.open {
		if p.PSN != e.PSN {
			continue
		}
		if p.segment != nil && p.txn != nil {
			c.piece(p.segment, e, e.VA)
		}
		p.Done, p.Whole, p.DoneFrame, p.DoneTime = true, e.Complete, e.LastFrame, e.LastTime
		p.overtaken = e.Overtaken
		ps.open = append(ps.open[:i], ps.open[i+1:]...)
		return
	}
}
