package roce

import "strconv"

// RTU is a view of a CM ReadyToUse, as far as it was captured: the third message, from the client.
type RTU []byte

// RTU is the message as a ReadyToUse, if it is one.
func (m MAD) RTU() (RTU, bool) { return m.message(ReadyToUse) }

// LocalID is the sender's communication ID.
func (r RTU) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID.
func (r RTU) RemoteID() (uint32, bool) { return u32(r, 4) }

// PrivateData is the captured part of the 224 bytes of private data, and whether that is all.
func (r RTU) PrivateData() (data []byte, whole bool) { return span(r, 8, 224) }

// DREQ is a view of a CM DisconnectRequest, as far as it was captured.
type DREQ []byte

// DREQ is the message as a DisconnectRequest, if it is one.
func (m MAD) DREQ() (DREQ, bool) { return m.message(DisconnectRequest) }

// LocalID is the sender's communication ID.
func (r DREQ) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID.
func (r DREQ) RemoteID() (uint32, bool) { return u32(r, 4) }

// RemoteQPN is the recipient's queue pair.
func (r DREQ) RemoteQPN() (uint32, bool) { return u24(r, 8) }

// PrivateData is the captured part of the 220 bytes of private data, and whether that is all.
func (r DREQ) PrivateData() (data []byte, whole bool) { return span(r, 12, 220) }

// DREP is a view of a CM DisconnectReply, as far as it was captured.
type DREP []byte

// DREP is the message as a DisconnectReply, if it is one.
func (m MAD) DREP() (DREP, bool) { return m.message(DisconnectReply) }

// LocalID is the sender's communication ID.
func (r DREP) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID.
func (r DREP) RemoteID() (uint32, bool) { return u32(r, 4) }

// PrivateData is the captured part of the 224 bytes of private data, and whether that is all.
func (r DREP) PrivateData() (data []byte, whole bool) { return span(r, 8, 224) }

// REJ is a view of a CM Reject, as far as it was captured.
type REJ []byte

// REJ is the message as a Reject, if it is one.
func (m MAD) REJ() (REJ, bool) { return m.message(ConnectReject) }

// LocalID is the sender's communication ID.
func (r REJ) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID. It may be 0.
func (r REJ) RemoteID() (uint32, bool) { return u32(r, 4) }

// Rejected says which message is rejected: 0 a REQ, 1 a REP, 2 none (a timeout, say).
func (r REJ) Rejected() (uint8, bool) { return bits(r, 8, 0, 2) }

// InfoLen is how many bytes of Info have a meaning.
func (r REJ) InfoLen() (uint8, bool) { return bits(r, 9, 0, 7) }

// Reason is why.
func (r REJ) Reason() (RejectReason, bool) {
	v, ok := u16(r, 10)
	return RejectReason(v), ok
}

// Info is the captured part of the 72 bytes of additional information, and whether that is all.
func (r REJ) Info() (data []byte, whole bool) { return span(r, 12, 72) }

// PrivateData is the captured part of the 148 bytes of private data, and whether that is all.
func (r REJ) PrivateData() (data []byte, whole bool) { return span(r, 84, 148) }

// RejectReason is the reason in a REJ.
type RejectReason uint16

// The reasons that are met on RoCE.
const (
	NoQP                  RejectReason = 1
	NoResources           RejectReason = 3
	TimedOut              RejectReason = 4
	InvalidCommID         RejectReason = 6
	InvalidServiceID      RejectReason = 8 // nobody listens on the port
	StaleConnection       RejectReason = 10
	InvalidMTU            RejectReason = 26
	FewResponderResources RejectReason = 27
	ConsumerReject        RejectReason = 28 // the protocol above refused: its private data may say why
	InvalidRNRRetryCount  RejectReason = 29
	DuplicateCommID       RejectReason = 30
	InvalidAltFlowLabel   RejectReason = 33
)

// String is the reason in words, as in "invalid service ID".
func (r RejectReason) String() string {
	switch r {
	case NoQP:
		return "no QP available"
	case NoResources:
		return "no resources available"
	case TimedOut:
		return "timeout"
	case InvalidCommID:
		return "invalid communication ID"
	case InvalidServiceID:
		return "invalid service ID"
	case StaleConnection:
		return "stale connection"
	case InvalidMTU:
		return "invalid path MTU"
	case FewResponderResources:
		return "insufficient responder resources"
	case ConsumerReject:
		return "consumer reject"
	case InvalidRNRRetryCount:
		return "invalid RNR retry count"
	case DuplicateCommID:
		return "duplicate local communication ID"
	case InvalidAltFlowLabel:
		return "invalid alternate flow label"
	}
	return "reason " + strconv.Itoa(int(r))
}
