package decode

import "rpcrdma-lint/decode/roce"

// A Kind is the kind of an Event.
type Kind uint8

// The kinds of events.
const (
	KindSend     Kind = iota // a Send, with or without Invalidate or immediate data
	KindWrite                // an RDMA Write
	KindRead                 // an RDMA Read was asked for
	KindReadDone             // the last response to an RDMA Read
	KindAtomic               // an atomic operation was asked for
	KindAck                  // an acknowledgement
	KindNAK                  // an RNR NAK, a sequence error or a fatal NAK
	KindGap                  // packets of this side's request stream are missing from the capture
	KindResend               // the first packet of a Send was captured again
)

// An Event is something that one side of a connection did. Events come in the
// order of PSNs within a direction. Across directions they come in capture
// order as far as the order of PSNs allows: where the order across directions
// matters, compare Frame and Time. An Event and its Message belong to the
// Decoder and are valid during the call only.
type Event struct {
	Kind Kind
	Side Side // who sent it

	Frame, LastFrame int // of its first and last packet
	Time, LastTime   int64

	// SentFrame and SentTime bound when the first packet was sent: no later
	// than this frame was captured. They differ from Frame and Time when the
	// first captured copy came after evidence of an earlier one.
	SentFrame int
	SentTime  int64

	PSN, EndPSN uint32 // first and last; for KindAck and KindNAK the PSN it carries

	// Of a Send or Write.
	Length    int  // payload bytes captured or known to have been sent
	Complete  bool // from First to Last, none missing
	Immediate bool

	// Of a Send.
	Message    *Message
	Invalidate bool
	InvKey     uint32

	// Of a Write or ReadDone: the contiguous captured front of what was moved, as
	// far as the sink wanted it, and the frame that it begins in.
	Front      []byte
	FrontFrame int

	// Of a ReadDone: an answer to a later request was captured before the last
	// response, which therefore stands too late, nobody knows by how much.
	Overtaken bool

	// Of a Write, Read or atomic operation (RETH). Addressed says that the header
	// was captured.
	Addressed bool
	VA        uint64
	Key       uint32
	DMALen    uint32

	// Of an Ack or NAK (AETH).
	Ack   roce.AckType
	Code  uint8 // credit code, RNR timer code or NAK code byte
	MSN   uint32
	Early bool // it names a PSN that had not been captured at that place

	// Of a NAK: the request that it refuses. RefKind is valid when RefFound.
	RefFound  bool
	RefKind   Kind
	RefPSN    uint32 // of the request's first packet
	RefFrame  int
	RefLength int  // payload bytes of the request up to the refused packet
	RefPart   bool // the refused packet was not captured, and RefLength lacks it

	// Of a Gap: PSN to EndPSN are missing. Void says that nothing is known of
	// what lies between, not even how much.
	Void bool
}

// A Sink takes what a Decoder finds. All calls are made from the goroutine
// that calls Decoder.Frame and Decoder.Finish.
type Sink interface {
	// Opened tells of a connection that carries RPC-over-RDMA, or that was
	// asked for and refused. It comes before any of its events.
	Opened(c *Conn)

	// Event tells what happened on it.
	Event(c *Conn, e *Event)

	// Wanted is how many bytes of what the Write or Read that e begins moves,
	// from its first byte on, the sink wants to see. Most are not looked at.
	Wanted(c *Conn, e *Event) int

	// Closed tells that nothing more will come of it.
	Closed(c *Conn)
}
