package roce

// REQ is a view of a CM ConnectRequest, as far as it was captured. The sender is the active side, the client.
//
// Every accessor says whether its field was captured. Queue pair and starting PSN are at the front, so that they are
// usable where the private data is missing. Layouts: IBTA specification volume 1, chapter 12.
type REQ []byte

// REQ is the message as a ConnectRequest, if it is one.
func (m MAD) REQ() (REQ, bool) { return m.message(ConnectRequest) }

// LocalID is the sender's communication ID.
func (r REQ) LocalID() (uint32, bool) { return u32(r, 0) }

// VendorID is the IEEE vendor ID of the sender's adapter.
func (r REQ) VendorID() (uint32, bool) { return u24(r, 5) }

// ServiceID says which service the sender wants: on RDMA over IP, a port.
func (r REQ) ServiceID() (ServiceID, bool) {
	v, ok := u64(r, 8)
	return ServiceID(v), ok
}

// CAGUID is the GUID of the sender's adapter.
func (r REQ) CAGUID() (uint64, bool) { return u64(r, 16) }

// QKey is the sender's Q_Key, of no use to RC.
func (r REQ) QKey() (uint32, bool) { return u32(r, 28) }

// QPN is the sender's queue pair.
func (r REQ) QPN() (uint32, bool) { return u24(r, 32) }

// ResponderResources is how many RDMA READs and ATOMICs the sender can serve at once.
func (r REQ) ResponderResources() (uint8, bool) { return u8(r, 35) }

// EECN is the sender's end-to-end context number (RD).
func (r REQ) EECN() (uint32, bool) { return u24(r, 36) }

// InitiatorDepth is how many RDMA READs and ATOMICs the sender may have outstanding itself.
func (r REQ) InitiatorDepth() (uint8, bool) { return u8(r, 39) }

// RemoteEECN is the recipient's end-to-end context number (RD).
func (r REQ) RemoteEECN() (uint32, bool) { return u24(r, 40) }

// RemoteResponseTimeout is how long the sender waits for an answer to CM messages.
func (r REQ) RemoteResponseTimeout() (Timeout, bool) { return timeout(r, 43) }

// TransportService is the service of the connection: 0 RC, 1 UC, 2 RD, 3 an extended one (XRC).
func (r REQ) TransportService() (uint8, bool) { return bits(r, 43, 5, 2) }

// EndToEndFlowControl says that the sender's acknowledgements carry credits.
func (r REQ) EndToEndFlowControl() (on, captured bool) { return flag(r, 43, 7) }

// StartingPSN is the first PSN that the recipient, the passive side, will send.
func (r REQ) StartingPSN() (uint32, bool) { return u24(r, 44) }

// LocalResponseTimeout is how long the sender may take to answer CM messages.
func (r REQ) LocalResponseTimeout() (Timeout, bool) { return timeout(r, 47) }

// RetryCount is how often the recipient shall send a packet again that isn't acknowledged.
func (r REQ) RetryCount() (uint8, bool) { return bits(r, 47, 5, 3) }

// PKey is the partition key of the connection.
func (r REQ) PKey() (uint16, bool) { return u16(r, 48) }

// PathMTU is the largest payload of a packet.
func (r REQ) PathMTU() (PathMTU, bool) {
	v, ok := bits(r, 50, 0, 4)
	return PathMTU(v), ok
}

// RDCExists says that the RD channel is there already.
func (r REQ) RDCExists() (exists, captured bool) { return flag(r, 50, 4) }

// RNRRetryCount is how often the recipient shall try again after an RNR NAK: 0 never, 7 for ever.
func (r REQ) RNRRetryCount() (uint8, bool) { return bits(r, 50, 5, 3) }

// MaxCMRetries is how often either side may send a CM message again.
func (r REQ) MaxCMRetries() (uint8, bool) { return bits(r, 51, 0, 4) }

// SRQ says that the sender's queue pair uses a shared receive queue.
func (r REQ) SRQ() (used, captured bool) { return flag(r, 51, 4) }

// ExtendedTransport is the transport where TransportService is 3.
func (r REQ) ExtendedTransport() (uint8, bool) { return bits(r, 51, 5, 3) }

// Primary is the path that the connection shall use.
func (r REQ) Primary() Path { return r.path(52) }

// Alternate is the path to fall back on, all zero if there is none.
func (r REQ) Alternate() Path { return r.path(96) }

func (r REQ) path(off int) Path {
	b, _ := span(r, off, pathLen)
	return b
}

const (
	reqPrivateOffset = 140
	reqPrivateLen    = 92
)

// PrivateData is the captured part of the 92 bytes of private data, and whether that is all.
func (r REQ) PrivateData() (data []byte, whole bool) {
	return span(r, reqPrivateOffset, reqPrivateLen)
}

// IPCM is the IP CM header at the front of the private data. It is there for a service ID in one of the port spaces of
// RDMA over IP; it is nil for every other, and where it wasn't captured whole.
func (r REQ) IPCM() IPCM {
	if !r.overIP() {
		return nil
	}
	if b, whole := span(r, reqPrivateOffset, IPCMLen); whole {
		return b
	}
	return nil
}

// ConsumerData is the captured part of the private data behind the IP CM header, if there is one, and whether that is
// all. It belongs to the protocol above: RPC-over-RDMA puts its message there.
func (r REQ) ConsumerData() (data []byte, whole bool) {
	if !r.overIP() {
		return r.PrivateData()
	}
	return span(r, reqPrivateOffset+IPCMLen, reqPrivateLen-IPCMLen)
}

// overIP reports whether the service ID is one of RDMA over IP. Where it wasn't captured, nothing behind it was.
func (r REQ) overIP() bool {
	id, _ := r.ServiceID()
	_, ok := id.PortSpace()
	return ok
}

// Private looks for the RFC 8797 message of RPC-over-RDMA.
func (r REQ) Private() (PrivateMessage, Presence) {
	m, _, presence := SearchPrivate(r.ConsumerData())
	return m, presence
}

const pathLen = 44

// Path is a view of one path in a REQ, as far as it was captured.
type Path []byte

// LocalLID is the sender's local identifier, unused on RoCE.
func (p Path) LocalLID() (uint16, bool) { return u16(p, 0) }

// RemoteLID is the recipient's local identifier, unused on RoCE.
func (p Path) RemoteLID() (uint16, bool) { return u16(p, 2) }

// LocalGID is the sender's address.
func (p Path) LocalGID() (Addr, bool) { return addr(p, 4) }

// RemoteGID is the recipient's address.
func (p Path) RemoteGID() (Addr, bool) { return addr(p, 20) }

// FlowLabel is the flow label of the packets.
func (p Path) FlowLabel() (uint32, bool) { return flowLabel(p, 36) }

// Rate is the code of the packet rate.
func (p Path) Rate() (uint8, bool) { return bits(p, 39, 2, 6) }

// TrafficClass is the traffic class of the packets.
func (p Path) TrafficClass() (uint8, bool) { return u8(p, 40) }

// HopLimit is the hop limit of the packets.
func (p Path) HopLimit() (uint8, bool) { return u8(p, 41) }

// ServiceLevel is the service level of the packets.
func (p Path) ServiceLevel() (uint8, bool) { return bits(p, 42, 0, 4) }

// SubnetLocal says that the path doesn't leave the subnet.
func (p Path) SubnetLocal() (local, captured bool) { return flag(p, 42, 4) }

// AckTimeout is how long a requester waits for an acknowledgement before it sends again.
func (p Path) AckTimeout() (Timeout, bool) { return timeout(p, 43) }

// flowLabel reads 20 bits.
func flowLabel(b []byte, off int) (uint32, bool) {
	v, ok := u24(b, off)
	return v >> 4, ok
}
