package rfc8166

import "strconv"

// Version1 is the rdma_vers that RFC 8166 defines (§4.2.2).
const Version1 = 1

// Proc is rdma_proc, the kind of a message (RFC 8166 §4.2.4). Values above Error are kept as they come.
type Proc uint32

const (
	Msg   Proc = 0 // RDMA_MSG: chunk lists, then the RPC message
	NoMsg Proc = 1 // RDMA_NOMSG: chunk lists that hold the whole RPC message
	MsgP  Proc = 2 // RDMA_MSGP: never sent in version 1 (§4.6.1)
	Done  Proc = 3 // RDMA_DONE: never sent in version 1 (§4.6.2)
	Error Proc = 4 // RDMA_ERROR: the Responder could not take a Call (§4.5)
)

var procNames = [...]string{Msg: "RDMA_MSG", NoMsg: "RDMA_NOMSG", MsgP: "RDMA_MSGP", Done: "RDMA_DONE", Error: "RDMA_ERROR"}

// String is the name that RFC 8166 gives p, or "rdma_proc 7" where it gives none.
func (p Proc) String() string {
	if p <= Error {
		return procNames[p]
	}
	return "rdma_proc " + strconv.FormatUint(uint64(p), 10)
}

// MinLen is the number of bytes without which a message of kind p has no meaning: 28 for RDMA_MSG and RDMA_NOMSG
// (RFC 8166 §4.5), 20 for RDMA_ERROR, whose ERR_CHUNK form is that short, and the fixed 16 for all else.
func MinLen(p Proc) int {
	switch p {
	case Msg, NoMsg:
		return fixedLen + 3*wordLen
	case Error:
		return fixedLen + wordLen
	}
	return fixedLen
}

// ErrCode is rdma_err, the first word of an RDMA_ERROR body (RFC 8166 §4.5). Other values are kept as they come.
type ErrCode uint32

const (
	ErrVers  ErrCode = 1 // the version is not supported; lowest and highest supported version follow
	ErrChunk ErrCode = 2 // the lists can't be decoded or don't do; nothing follows
)

// String is the name that RFC 8166 gives c, or "rdma_err 9" where it gives none.
func (c ErrCode) String() string {
	switch c {
	case ErrVers:
		return "ERR_VERS"
	case ErrChunk:
		return "ERR_CHUNK"
	}
	return "rdma_err " + strconv.FormatUint(uint64(c), 10)
}

// Part is a set of the parts of a header's body that were decoded to their end.
type Part uint8

const (
	HaveMsgp   Part = 1 << iota // Align and Thresh
	HaveReads                   // the whole Read list
	HaveWrites                  // the whole Write list
	HaveReply                   // the whole Reply chunk, or that there is none
	HaveErr                     // Err
	HaveRange                   // VersLow and VersHigh
)

// HaveLists is set in full when all three chunk lists were decoded.
const HaveLists = HaveReads | HaveWrites | HaveReply

// A Header is one RPC-over-RDMA version 1 transport header (RFC 8166 §4).
//
//	 0                   4                   8                   12
//	+-------------------+-------------------+-------------------+-------------------+
//	|      rdma_xid     |     rdma_vers     |    rdma_credit    |     rdma_proc     |
//	+-------------------+-------------------+-------------------+-------------------+
//
//	RDMA_MSG, RDMA_NOMSG   Read list · Write list · Reply chunk
//	RDMA_MSGP              align · thresh · the three lists
//	RDMA_ERROR             ERR_VERS · low · high, or ERR_CHUNK
//	RDMA_DONE              nothing
//
// All units are XDR: four bytes, big-endian. Segments in Writes and Reply share one slice inside the Header, which the
// next Decode fills again; keep a copy of what has to live longer.
type Header struct {
	XID     uint32
	Version uint32
	Credit  uint32 // requested in a Call, granted in a Reply or RDMA_ERROR
	Proc    Proc

	Align, Thresh uint32 // RDMA_MSGP only

	Reads    []ReadSegment
	Writes   []Chunk
	Reply    Chunk // no segment in it where HasReply is false
	HasReply bool  // a Reply chunk is present, maybe with no segment

	Err               ErrCode // RDMA_ERROR only
	VersLow, VersHigh uint32  // ERR_VERS only

	// Fixed is how many of the four fixed words were decoded: 2 says that the message, or what was captured of
	// it, ends before rdma_credit.
	Fixed int

	// Have is the parts behind the fixed words that were decoded to their end. Reads and Writes hold what came
	// before a failure even where their bit is missing.
	Have Part

	// Len is the number of bytes decoded. Without an error that is the length of the header, and the Payload
	// stream begins there.
	Len int

	segments []Segment // backs Writes and Reply
}

// Has tells whether all of parts were decoded to their end.
func (h *Header) Has(parts Part) bool { return h.Have&parts == parts }
