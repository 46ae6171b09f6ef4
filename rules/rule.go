package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// A Unit is the kind of thing that a rule judges, and counts.
type Unit uint8

// The units.
const (
	PerConnection  Unit = iota // judged at the connection's end
	PerMessage                 // an RPC-over-RDMA message, when its last packet was captured
	PerCall                    // a Call's place in the credit accounting, when it is certain
	PerTransaction             // a Call and what became of it, when it is closed or the connection ends
	PerRefusal                 // a Send that met an RNR NAK, when its outcome is known
	PerNAK                     // a NAK that ends the queue pair
	PerDirection               // what one side sent, judged at the connection's end
	PerMove                    // an RDMA Read or Write, when its last packet was captured
	PerPull                    // an RDMA Read, when it is over
	unitCount
)

var unitNames = [unitCount]string{
	"connection", "message", "call", "transaction", "refusal", "nak", "direction", "operation", "read",
}

func (u Unit) String() string { return unitNames[u] }

// A Rule judges one kind of unit against one or more requirements. Exactly one
// of its functions is set, the one that Unit names.
type Rule struct {
	ID       string // "hdr/done": the catalogue's name, and what --disable takes
	Title    string // what is wrong, in one line without a full stop
	Severity Severity
	Covers   []rfc8166.Key

	// Deviates is the written reason where the severity does not follow the
	// wording of the requirements.
	Deviates string

	// Off says that the rule runs only when asked for: ordinary traffic may
	// trigger it.
	Off bool

	// Contents says that the rule looks at the RPC message, so that it waits for
	// that of a Long Message to be put together.
	Contents bool

	Unit Unit

	// Roles are those of the messages that a PerMessage rule judges: of others it
	// says NotApplicable. None stands for all.
	Roles []Role

	// Plain says of which plain messages a PerMessage rule always says the same,
	// so that it is asked once and the others are only counted.
	Plain Plainness

	Connection  func(*Conn) Outcome
	Message     func(*Conn, *Message) Outcome
	Call        func(*Conn, *CallCredit) Outcome
	Transaction func(*Conn, *Transaction) Outcome
	Refusal     func(*Conn, *Refusal) Outcome
	NAK         func(*Conn, *NAK) Outcome
	Direction   func(*Conn, decode.Side) Outcome
	Move        func(*Conn, *Move) Outcome
	Pull        func(*Conn, *Pull) Outcome

	Doc Doc
}

// A Doc is what `rpcrdma-lint explain` says of a rule beside its requirements.
type Doc struct {
	Why    string // what the fault does, and why it matters
	How    string // how it is recognised
	Silent string // when the checker keeps silent
	Bad    string // a violating trace, in the notation of the trace builder
	Good   string // a conforming one
}
