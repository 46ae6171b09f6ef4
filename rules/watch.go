package rules

import "rpcrdma-lint/decode"

// A Watcher is shown what the ledger makes of each thing that happens, when
// the ledger has taken it and before the rules judge it. What it is shown is
// valid during the call only, but for Summaries.
type Watcher interface {
	// Message is a whole or partial RPC-over-RDMA message.
	Message(c *Conn, m *Message)

	// Move is an RDMA Read or Write that has begun.
	Move(c *Conn, m *Move)

	// Pulled is an RDMA Read whose last response came with the event.
	Pulled(c *Conn, p *Pull, e *decode.Event)

	// Other is anything else: acknowledgements, NAKs, gaps.
	Other(c *Conn, e *decode.Event)

	// Closed tells that nothing more comes of a connection.
	Closed(c *Conn)
}

// Load is how much a Requester has under way.
type Load struct {
	InFlight int    // Calls without an answer, as the capture shows them
	Granted  uint32 // by the latest answer, 1 before any (RFC 8166 §3.3.3)
}

// Load is what the Requester has under way, by the ledger.
func (c *Conn) Load(requester decode.Side) Load {
	k := &c.dirs[requester].credit
	return Load{k.inFlight, k.latest()}
}

// latest is the credit of the latest answer captured.
func (k *credits) latest() uint32 {
	if k.grants.len() > 0 {
		all := k.grants.all()
		return all[len(all)-1].credits
	}
	if k.hasCertain {
		return k.certain.credits
	}
	return 1
}

// Txn is the transaction that an RDMA Read serves, or nil.
func (p *Pull) Txn() *Transaction { return p.txn }
