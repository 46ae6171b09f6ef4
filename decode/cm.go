package decode

import (
	"slices"

	"rpcrdma-lint/decode/roce"
)

// maxHandshakes bounds the CM exchanges between two hosts that wait for their
// next message.
const maxHandshakes = 1024

// A cmKey names a CM exchange: the direction in which its REQ travels and the
// communication ID that the REQ's sender chose.
type cmKey struct {
	dir int
	id  uint32
}

// A handshake is a CM exchange that has made no connection yet.
type handshake struct {
	key cmKey
	req *Request
}

// datagram takes a UD packet to queue pair 1.
func (d *Decoder) datagram(pr *pair, dir int, f *Frame) {
	mad := d.split(f).MAD()
	if mad == nil {
		return
	}
	attr, _ := mad.Attribute()
	switch attr {
	case roce.ConnectRequest:
		if m, ok := mad.REQ(); ok {
			d.connectRequest(pr, dir, f, m)
		}
	case roce.ConnectReply:
		if m, ok := mad.REP(); ok {
			d.connectReply(pr, dir, f, m)
		}
	case roce.ReadyToUse:
		if m, ok := mad.RTU(); ok {
			local, _ := m.LocalID()
			switch c := pr.byRequester(dir, local); {
			case c == nil:
			case c.CM.RTUFrame == 0:
				c.CM.RTUFrame, c.rtuTime = f.Number, f.Time
				c.touch(f)
			default:
				pr.echoed(f.Time - c.rtuTime)
			}
		}
	case roce.ConnectReject:
		if m, ok := mad.REJ(); ok {
			d.reject(pr, dir, f, m)
		}
	case roce.DisconnectRequest:
		if m, ok := mad.DREQ(); ok {
			d.disconnectRequest(pr, dir, f, m)
		}
	case roce.DisconnectReply:
		if m, ok := mad.DREP(); ok {
			local, okLocal := m.LocalID()
			remote, okRemote := m.RemoteID()
			if c := pr.byIDs(dir, local, remote); c != nil && okLocal && okRemote && c.closing {
				c.CM.DREPFrame = f.Number
				c.touch(f)
				d.end(c, c.End, c.EndFrame, c.EndTime)
			}
		}
	}
}

// touch counts a CM message as part of the connection.
func (c *Conn) touch(f *Frame) {
	if f.Number > c.LastFrame {
		c.LastFrame, c.LastTime = f.Number, f.Time
	}
}

// connectRequest takes a REQ.
func (d *Decoder) connectRequest(pr *pair, dir int, f *Frame, m roce.REQ) {
	req := newRequest(f, m)
	id, ok := m.LocalID()
	if !ok {
		return
	}
	key := cmKey{dir, id}
	same := func(r *Request) bool { return r != nil && r.QPN == req.QPN && r.PSN == req.PSN }
	if hs := pr.requests[key]; hs != nil && same(hs.req) {
		pr.echoed(f.Time - hs.req.Time)
		return // sent again
	}
	if c := pr.byRequester(dir, id); c != nil && same(c.CM.Req) {
		pr.echoed(f.Time - c.CM.Req.Time)
		return
	}
	if c := pr.before(1-dir, req.QPN); c != nil && same(c.CM.Req) && c.CM.Req.CommID == id {
		return // late, from a connection that has ended
	}
	if c := pr.byReply(dir, id); c != nil && req.Time-c.CM.Rep.Time <= maxSkew {
		pr.echoed(req.Time - c.CM.Rep.Time) // and more than that
		return                              // a copy that was captured behind its answer
	}
	if _, ok := m.QPN(); ok {
		if req.HasPSN && pr.late(1-dir, req.QPN, req.PSN, req.Time) {
			return
		}
		pr.replaced(d, 1-dir, req.QPN, req.PSN, req.HasPSN, f.Number, f.Time)
	}
	if hs := pr.requests[key]; hs != nil {
		pr.dropHandshake(hs)
		d.unanswered(pr, hs)
	}
	if !pr.budget.keep(costShaken) {
		return
	}
	hs := &handshake{key: key, req: req}
	pr.requests[key] = hs
	pr.queue = append(pr.queue, hs)
	if len(pr.queue) > maxHandshakes {
		d.dropped.over(BoundHandshakes, 1)
		old := pr.queue[0]
		pr.dropHandshake(old)
		d.unanswered(pr, old)
	}
}

func (pr *pair) dropHandshake(hs *handshake) {
	delete(pr.requests, hs.key)
	pr.budget.fixed -= costShaken
	if i := slices.Index(pr.queue, hs); i >= 0 {
		pr.queue = slices.Delete(pr.queue, i, i+1)
	}
}

// connectReply takes a REP, which makes the connection.
func (d *Decoder) connectReply(pr *pair, dir int, f *Frame, m roce.REP) {
	rep := newReply(f, m)
	remote, ok := m.RemoteID()
	if _, hasQPN := m.QPN(); !ok || !hasQPN {
		return
	}
	key := cmKey{1 - dir, remote}
	same := func(r *Reply) bool { return r != nil && r.CommID == rep.CommID && r.PSN == rep.PSN }
	if c := pr.byRequester(key.dir, remote); c != nil {
		switch {
		case c.CM.Rep == nil:
			pr.completeBy(d, c, rep)
		case same(c.CM.Rep):
			pr.echoed(rep.Time - c.CM.Rep.Time)
		}
		return
	}
	if c := pr.byReply(key.dir, remote); c != nil && same(c.CM.Rep) {
		pr.echoed(rep.Time - c.CM.Rep.Time)
		return // sent again
	}
	if c := pr.before(key.dir, rep.QPN); c != nil && same(c.CM.Rep) {
		return // late, from a connection that has ended
	}
	if rep.HasPSN && pr.late(key.dir, rep.QPN, rep.PSN, rep.Time) {
		return
	}
	hs := pr.requests[key]
	var req *Request
	if hs != nil {
		req = hs.req
		pr.dropHandshake(hs)
	}
	pr.replaced(d, key.dir, rep.QPN, rep.PSN, rep.HasPSN, f.Number, f.Time)
	if len(pr.conns) >= maxHalves {
		d.dropped.over(BoundConnections, 1)
		return
	}
	if !pr.budget.room(costConn + 2*costHalf) {
		return
	}
	if c := pr.connect(d, key.dir, req, rep); c.ready {
		pr.release(d, c)
	}
}

// completeBy adds a REP that was captured after traffic had already shown the
// connection.
func (pr *pair) completeBy(d *Decoder, c *Conn, rep *Reply) {
	pr.comms.remove(c)
	c.CM.Rep = rep
	pr.comms.add(c)
	if c.half[ClientSide] == nil {
		h := pr.halfOf(d, c.dirOf(ClientSide), rep.QPN)
		if h != nil && h.conn == nil {
			pr.join(d, c, h)
		}
	}
}

// connect makes a connection of what was captured of its CM exchange. One of
// req and rep may be nil.
func (pr *pair) connect(d *Decoder, dir int, req *Request, rep *Reply) *Conn {
	c := &Conn{pair: pr, RolesKnown: true, Start: StartPartial}
	pr.budget.fixed += costConn
	c.refer()
	c.sideOf[dir], c.sideOf[1-dir] = ClientSide, ServerSide
	c.CM.Req, c.CM.Rep = req, rep
	if req != nil && rep != nil && req.Whole && rep.Whole {
		c.Start = StartCM
	}
	if req != nil {
		c.FirstFrame, c.FirstTime = req.Frame, req.Time
		c.LastFrame, c.LastTime = req.Frame, req.Time
		c.pmtu = uint32(req.PathMTU)
		c.streams[ServerSide].startAt(req.PSN, req.HasPSN)
		pr.adopt(d, c, 1-dir, req.QPN)
	}
	if rep != nil {
		if c.FirstFrame == 0 {
			c.FirstFrame, c.FirstTime = rep.Frame, rep.Time
		}
		c.LastFrame, c.LastTime = rep.Frame, rep.Time
		c.streams[ClientSide].startAt(rep.PSN, rep.HasPSN)
		pr.adopt(d, c, dir, rep.QPN)
	}
	c.ready = c.half[ClientSide] != nil && c.half[ServerSide] != nil
	pr.setEndpoints(c)
	pr.opened(c)
	c.proto = d.protocolOf(c)
	if c.proto == protoRPCRDMA {
		d.sink.Opened(c)
		c.weigh(d)
	}
	return c
}

// startAt anchors the stream at its first PSN.
func (s *stream) startAt(psn uint32, known bool) {
	if known {
		s.anchored, s.fromStart, s.next = true, true, psn
	}
}

// adopt makes the half that goes to qpn a part of c.
func (pr *pair) adopt(d *Decoder, c *Conn, dir int, qpn uint32) {
	h := pr.halfOf(d, dir, qpn)
	if h == nil || h.conn != nil {
		return
	}
	h.pairedTo(c)
	c.half[c.sideOf[dir]] = h
}

// protocolOf tells what the CM exchange says of the protocol.
func (d *Decoder) protocolOf(c *Conn) protocol {
	req, rep := c.CM.Req, c.CM.Rep
	switch {
	case req != nil && req.HasPort && d.ports[req.Port],
		req != nil && req.PrivateState == roce.Present,
		rep != nil && rep.PrivateState == roce.Present:
		return protoRPCRDMA
	case req != nil && req.HasPort && services[req.Port] != "":
		return protoOther
	}
	return protoUnknown
}

// reject takes a REJ of a REQ, or of a REP by the client.
func (d *Decoder) reject(pr *pair, dir int, f *Frame, m roce.REJ) {
	remote, _ := m.RemoteID()
	local, _ := m.LocalID()
	reason, _ := m.Reason()
	c := pr.byIDs(dir, local, remote)
	// A REJ answers a REQ; or its sender gives up waiting for an answer.
	for _, key := range [...]cmKey{{1 - dir, remote}, {dir, local}} {
		if hs := pr.requests[key]; c == nil && hs != nil {
			pr.dropHandshake(hs)
			c = pr.connect(d, hs.key.dir, hs.req, nil)
		}
	}
	if c == nil {
		return
	}
	c.CM.REJFrame, c.CM.Reason, c.CM.RejectSide = f.Number, reason, c.sideOf[dir]
	c.touch(f)
	d.end(c, EndRejected, f.Number, f.Time)
}

// unanswered tells of a REQ that led to nothing.
func (d *Decoder) unanswered(pr *pair, hs *handshake) {
	delete(pr.requests, hs.key)
	c := pr.connect(d, hs.key.dir, hs.req, nil)
	d.end(c, EndCapture, 0, 0)
}

// disconnectRequest takes a DREQ. What is still under way is read on until the
// DREP.
func (d *Decoder) disconnectRequest(pr *pair, dir int, f *Frame, m roce.DREQ) {
	local, okLocal := m.LocalID()
	remote, okRemote := m.RemoteID()
	var c *Conn
	if okLocal && okRemote {
		c = pr.byIDs(dir, local, remote)
	}
	if qpn, ok := m.RemoteQPN(); c == nil && ok {
		h := pr.halves[halfKey{dir, qpn}]
		if h != nil && h.conn == nil && h.packets > 0 {
			pr.settleHalf(d, h)
		}
		if h != nil {
			c = h.conn
		}
	}
	if c == nil || c.closing {
		return
	}
	c.closing = true
	pr.ending = append(pr.ending, c)
	c.CM.DREQFrame = f.Number
	c.End, c.EndFrame, c.EndTime, c.EndSide = EndDisconnected, f.Number, f.Time, c.sideOf[dir]
	if c.broken() {
		c.End = EndLost
	}
	c.touch(f)
}
