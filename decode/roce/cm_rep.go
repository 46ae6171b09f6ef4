package roce

// REP is a view of a CM ConnectReply, as far as it was captured. The sender is the passive side, the server.
type REP []byte

// REP is the message as a ConnectReply, if it is one.
func (m MAD) REP() (REP, bool) { return m.message(ConnectReply) }

// LocalID is the sender's communication ID.
func (r REP) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the LocalID of the REQ that is answered.
func (r REP) RemoteID() (uint32, bool) { return u32(r, 4) }

// QKey is the sender's Q_Key, of no use to RC.
func (r REP) QKey() (uint32, bool) { return u32(r, 8) }

// QPN is the sender's queue pair.
func (r REP) QPN() (uint32, bool) { return u24(r, 12) }

// VendorID is the IEEE vendor ID of the sender's adapter, which the message keeps in three places.
func (r REP) VendorID() (uint32, bool) {
	high, _ := u8(r, 15)
	middle, _ := u8(r, 19)
	low, ok := u8(r, 23)
	if !ok {
		return 0, false
	}
	return uint32(high)<<16 | uint32(middle)<<8 | uint32(low), true
}

// EECN is the sender's end-to-end context number (RD).
func (r REP) EECN() (uint32, bool) { return u24(r, 16) }

// StartingPSN is the first PSN that the recipient, the active side, will send.
func (r REP) StartingPSN() (uint32, bool) { return u24(r, 20) }

// ResponderResources is how many RDMA READs and ATOMICs the sender can serve at once.
func (r REP) ResponderResources() (uint8, bool) { return u8(r, 24) }

// InitiatorDepth is how many RDMA READs and ATOMICs the sender may have outstanding itself.
func (r REP) InitiatorDepth() (uint8, bool) { return u8(r, 25) }

// TargetAckDelay is how long the sender may take to acknowledge a request.
func (r REP) TargetAckDelay() (Timeout, bool) { return timeout(r, 26) }

// FailoverAccepted says what became of the alternate path: 0 accepted.
func (r REP) FailoverAccepted() (uint8, bool) { return bits(r, 26, 5, 2) }

// EndToEndFlowControl says that the sender's acknowledgements carry credits.
func (r REP) EndToEndFlowControl() (on, captured bool) { return flag(r, 26, 7) }

// RNRRetryCount is how often the recipient shall try again after an RNR NAK: 0 never, 7 for ever.
func (r REP) RNRRetryCount() (uint8, bool) { return bits(r, 27, 0, 3) }

// SRQ says that the sender's queue pair uses a shared receive queue.
func (r REP) SRQ() (used, captured bool) { return flag(r, 27, 3) }

// CAGUID is the GUID of the sender's adapter.
func (r REP) CAGUID() (uint64, bool) { return u64(r, 28) }

// PrivateData is the captured part of the 196 bytes of private data, and whether that is all. It has no IP CM header:
// all of it belongs to the protocol above.
func (r REP) PrivateData() (data []byte, whole bool) { return span(r, 36, 196) }

// Private looks for the RFC 8797 message of RPC-over-RDMA.
func (r REP) Private() (PrivateMessage, Presence) {
	m, _, presence := SearchPrivate(r.PrivateData())
	return m, presence
}
