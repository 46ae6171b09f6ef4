package decode

import "rpcrdma-lint/decode/roce"

// newRequest takes from a REQ what was captured of it.
func newRequest(f *Frame, m roce.REQ) *Request {
	r := &Request{Frame: f.Number, Time: f.Time}
	r.CommID, _ = m.LocalID()
	if id, ok := m.ServiceID(); ok {
		r.Service, r.HasService = uint64(id), true
		r.Port, r.HasPort = id.Port()
	}
	r.QPN, _ = m.QPN()
	r.PSN, r.HasPSN = m.StartingPSN()
	r.Resources = known(m.ResponderResources())
	r.Depth = known(m.InitiatorDepth())
	r.Transport = known(m.TransportService())
	r.FlowControl = bit(m.EndToEndFlowControl())
	r.RNRRetry = known(m.RNRRetryCount())
	r.SRQ = bit(m.SRQ())
	if t, ok := m.Primary().AckTimeout(); ok && t != 0 {
		r.AckTimeout = int64(t.Duration())
	}
	if mtu, ok := m.PathMTU(); ok {
		r.PathMTU = mtu.Bytes()
	}
	_, r.Whole = m.PrivateData()
	r.IPCM = ipcm(m)
	data, whole := m.ConsumerData()
	r.Private, r.PrivateAt, r.PrivateState = roce.SearchPrivate(data, whole)
	return r
}

// ipcm tells whether the REQ has an IP CM header that makes sense.
func ipcm(m roce.REQ) roce.Presence {
	id, ok := m.ServiceID()
	if !ok {
		return roce.NotCaptured
	}
	if _, ip := id.PortSpace(); !ip {
		return roce.Absent
	}
	h := m.IPCM()
	if h == nil {
		return roce.NotCaptured
	}
	if v := h.IPVersion(); v != 4 && v != 6 {
		return roce.Absent
	}
	return roce.Present
}

// newReply takes from a REP what was captured of it.
func newReply(f *Frame, m roce.REP) *Reply {
	r := &Reply{Frame: f.Number, Time: f.Time}
	r.CommID, _ = m.LocalID()
	r.ReqID, _ = m.RemoteID()
	r.QPN, _ = m.QPN()
	r.PSN, r.HasPSN = m.StartingPSN()
	r.Resources = known(m.ResponderResources())
	r.Depth = known(m.InitiatorDepth())
	r.FlowControl = bit(m.EndToEndFlowControl())
	r.RNRRetry = known(m.RNRRetryCount())
	r.SRQ = bit(m.SRQ())
	data, whole := m.PrivateData()
	r.Whole = whole
	r.Private, r.PrivateAt, r.PrivateState = roce.SearchPrivate(data, whole)
	return r
}

// known is v, or -1 where it was not captured.
func known(v uint8, ok bool) int {
	if !ok {
		return -1
	}
	return int(v)
}

// bit is 0 or 1, or -1 where it was not captured.
func bit(set, ok bool) int {
	switch {
	case !ok:
		return -1
	case set:
		return 1
	}
	return 0
}
