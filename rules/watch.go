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

// InFlight is how many Calls of a Requester have no answer, as the capture
// shows them.
func (c *Conn) InFlight(requester decode.Side) int { return c.dirs[requester].credit.inFlight }

// Txn is the transaction that an RDMA Read serves, or nil.
func (p *Pull) Txn() *Transaction { return p.txn }
