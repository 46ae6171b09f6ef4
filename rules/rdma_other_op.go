package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
)

// The transport is built on Send, RDMA Read and RDMA Write alone.
var rdmaOtherOp = &Rule{
	ID:       "rdma/other-op",
	Title:    "Atomic operation or immediate data on an RPC-over-RDMA connection",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-2.3.2-e"},
	Deviates: "The RFC has no use for these operations, yet nothing in it forbids them.",
	Unit:     PerDirection,
	Direction: func(c *Conn, side decode.Side) Outcome {
		s := &c.special[side]
		n := s.atomics + s.immediate
		switch {
		case c.requests[side] == 0:
			return NotApplicable
		case n == 0:
			return Held
		}
		o := Violated(blame(side), "%s", s.text()).
			At(s.frame, s.time, "the first: "+s.name()).Counting(n)
		if c.Start == decode.StartInferred {
			o = o.Unless(NoCM)
		}
		return o
	},
	Doc: Doc{
		Why: "An RDMA Write with immediate data takes a Receive that nobody granted, and an atomic operation needs memory that RPC-over-RDMA cannot advertise. " +
			"Either hints at another protocol on the same queue pair.",
		How:    "The opcodes of all requests on the connection.",
		Silent: "The connection's set-up was not captured, so that RPC-over-RDMA is only a guess.",
		Bad:    "est; exchange; C>CALL 1 imm; S>REPLY 1; exchange",
		Good:   "est; exchange; C>CALL 1; S>REPLY 1; exchange",
	},
}

// text counts the operations in words.
func (s *special) text() string {
	atomics, immediate := plural(s.atomics, "atomic operation"), plural(s.immediate, "operation")+" with immediate data"
	switch {
	case s.immediate == 0:
		return atomics
	case s.atomics == 0:
		return immediate
	}
	return atomics + " and " + immediate
}

// name names the first of the operations.
func (s *special) name() string {
	switch s.kind {
	case decode.KindAtomic:
		return "atomic operation"
	case decode.KindWrite:
		return "RDMA Write with immediate data"
	}
	return "Send with immediate data"
}
