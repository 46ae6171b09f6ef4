package roce

// SIDRREQ is a view of a CM Service ID Resolution Request, as far as it was captured. It asks for the queue pair of a
// datagram service; RPC-over-RDMA doesn't use it.
type SIDRREQ []byte

// SIDRREQ is the message as a Service ID Resolution Request, if it is one.
func (m MAD) SIDRREQ() (SIDRREQ, bool) { return m.message(ServiceIDRequest) }

// RequestID is the sender's number for the request.
func (r SIDRREQ) RequestID() (uint32, bool) { return u32(r, 0) }

// PKey is the partition key.
func (r SIDRREQ) PKey() (uint16, bool) { return u16(r, 4) }

// ServiceID says which service the sender wants.
func (r SIDRREQ) ServiceID() (ServiceID, bool) {
	v, ok := u64(r, 8)
	return ServiceID(v), ok
}

// PrivateData is the captured part of the 216 bytes of private data, and whether that is all.
func (r SIDRREQ) PrivateData() (data []byte, whole bool) { return span(r, 16, 216) }

// SIDRREP is a view of a CM Service ID Resolution Reply, as far as it was captured.
type SIDRREP []byte

// SIDRREP is the message as a Service ID Resolution Reply, if it is one.
func (m MAD) SIDRREP() (SIDRREP, bool) { return m.message(ServiceIDReply) }

// RequestID is the number of the request that is answered.
func (r SIDRREP) RequestID() (uint32, bool) { return u32(r, 0) }

// Status is the outcome: 0 the queue pair is valid.
func (r SIDRREP) Status() (uint8, bool) { return u8(r, 4) }

// InfoLen is how many bytes of Info have a meaning.
func (r SIDRREP) InfoLen() (uint8, bool) { return u8(r, 5) }

// VendorID is the IEEE vendor ID of the sender's adapter, which the message keeps in two places.
func (r SIDRREP) VendorID() (uint32, bool) {
	high, _ := u16(r, 6)
	low, ok := u8(r, 11)
	if !ok {
		return 0, false
	}
	return uint32(high)<<8 | uint32(low), true
}

// QPN is the queue pair of the service.
func (r SIDRREP) QPN() (uint32, bool) { return u24(r, 8) }

// ServiceID is the service asked for.
func (r SIDRREP) ServiceID() (ServiceID, bool) {
	v, ok := u64(r, 12)
	return ServiceID(v), ok
}

// QKey is the Q_Key of the queue pair.
func (r SIDRREP) QKey() (uint32, bool) { return u32(r, 20) }

// Info is the captured part of the 72 bytes of additional information, and whether that is all.
func (r SIDRREP) Info() (data []byte, whole bool) { return span(r, 24, 72) }

// PrivateData is the captured part of the 136 bytes of private data, and whether that is all.
func (r SIDRREP) PrivateData() (data []byte, whole bool) { return span(r, 96, 136) }
