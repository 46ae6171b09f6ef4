package roce

// MRA is a view of a CM Message Receipt Acknowledgement, as far as it was captured: the answer will take a while.
type MRA []byte

// MRA is the message as a Message Receipt Acknowledgement, if it is one.
func (m MAD) MRA() (MRA, bool) { return m.message(MessageReceiptAck) }

// LocalID is the sender's communication ID.
func (r MRA) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID.
func (r MRA) RemoteID() (uint32, bool) { return u32(r, 4) }

// Received says which message has arrived: 0 a REQ, 1 a REP, 2 a LAP.
func (r MRA) Received() (uint8, bool) { return bits(r, 8, 0, 2) }

// ServiceTimeout is how long the answer may take.
func (r MRA) ServiceTimeout() (Timeout, bool) { return timeout(r, 9) }

// PrivateData is the captured part of the 222 bytes of private data, and whether that is all.
func (r MRA) PrivateData() (data []byte, whole bool) { return span(r, 10, 222) }

// LAP is a view of a CM Load Alternate Path, as far as it was captured.
type LAP []byte

// LAP is the message as a Load Alternate Path, if it is one.
func (m MAD) LAP() (LAP, bool) { return m.message(LoadAlternatePath) }

// LocalID is the sender's communication ID.
func (r LAP) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID.
func (r LAP) RemoteID() (uint32, bool) { return u32(r, 4) }

// RemoteQPN is the recipient's queue pair.
func (r LAP) RemoteQPN() (uint32, bool) { return u24(r, 12) }

// RemoteResponseTimeout is how long the sender waits for an answer to CM messages.
func (r LAP) RemoteResponseTimeout() (Timeout, bool) { return timeout(r, 15) }

// LocalLID is the sender's local identifier on the alternate path, unused on RoCE.
func (r LAP) LocalLID() (uint16, bool) { return u16(r, 20) }

// RemoteLID is the recipient's local identifier on the alternate path, unused on RoCE.
func (r LAP) RemoteLID() (uint16, bool) { return u16(r, 22) }

// LocalGID is the sender's address on the alternate path.
func (r LAP) LocalGID() (Addr, bool) { return addr(r, 24) }

// RemoteGID is the recipient's address on the alternate path.
func (r LAP) RemoteGID() (Addr, bool) { return addr(r, 40) }

// FlowLabel is the flow label of the packets.
func (r LAP) FlowLabel() (uint32, bool) { return flowLabel(r, 56) }

// TrafficClass is the traffic class of the packets.
func (r LAP) TrafficClass() (uint8, bool) { return u8(r, 59) }

// HopLimit is the hop limit of the packets.
func (r LAP) HopLimit() (uint8, bool) { return u8(r, 60) }

// Rate is the code of the packet rate.
func (r LAP) Rate() (uint8, bool) { return bits(r, 61, 2, 6) }

// ServiceLevel is the service level of the packets.
func (r LAP) ServiceLevel() (uint8, bool) { return bits(r, 62, 0, 4) }

// SubnetLocal says that the path doesn't leave the subnet.
func (r LAP) SubnetLocal() (local, captured bool) { return flag(r, 62, 4) }

// AckTimeout is how long a requester waits for an acknowledgement before it sends again.
func (r LAP) AckTimeout() (Timeout, bool) { return timeout(r, 63) }

// PrivateData is the captured part of the 168 bytes of private data, and whether that is all.
func (r LAP) PrivateData() (data []byte, whole bool) { return span(r, 64, 168) }

// APR is a view of a CM Alternate Path Response, as far as it was captured.
type APR []byte

// APR is the message as an Alternate Path Response, if it is one.
func (m MAD) APR() (APR, bool) { return m.message(AlternatePathReply) }

// LocalID is the sender's communication ID.
func (r APR) LocalID() (uint32, bool) { return u32(r, 0) }

// RemoteID is the recipient's communication ID.
func (r APR) RemoteID() (uint32, bool) { return u32(r, 4) }

// InfoLen is how many bytes of Info have a meaning.
func (r APR) InfoLen() (uint8, bool) { return u8(r, 8) }

// Status says what became of the alternate path: 0 it was loaded.
func (r APR) Status() (uint8, bool) { return u8(r, 9) }

// Info is the captured part of the 72 bytes of additional information, and whether that is all.
func (r APR) Info() (data []byte, whole bool) { return span(r, 12, 72) }

// PrivateData is the captured part of the 148 bytes of private data, and whether that is all.
func (r APR) PrivateData() (data []byte, whole bool) { return span(r, 84, 148) }
