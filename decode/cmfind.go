package decode

import "rpcrdma-lint/decode/roce"

// byRequester finds the open connection whose REQ travelled in dir with this
// communication ID.
func (pr *pair) byRequester(dir int, id uint32) *Conn {
	return pr.comms.first(commKey{byCaller, dir, id, 0})
}

// byReply finds the open connection, captured without its REQ, whose REP
// answers a REQ that travels in dir with this communication ID.
func (pr *pair) byReply(dir int, id uint32) *Conn {
	return pr.comms.first(commKey{byAnswered, dir, id, 0})
}

// before finds the ended connection to which the queue pair belonged last.
func (pr *pair) before(dir int, qpn uint32) *Conn {
	if h := pr.halves[halfKey{dir, qpn}]; h != nil {
		return h.last
	}
	return nil
}

// late reports whether a REQ or REP with this queue pair, to which packets go in
// dir from this PSN on, made the connection that goes on there: it is the copy of
// one that was not captured.
func (pr *pair) late(dir int, qpn, psn uint32, time int64) bool {
	h := pr.halves[halfKey{dir, qpn}]
	if h == nil || h.conn == nil || time-h.conn.FirstTime > maxSkew {
		return false
	}
	s := &h.conn.streams[h.conn.sideOf[dir]]
	return s.anchored && !s.fromStart && near(s.next, psn)
}

// begun reports whether what waits on the half is the beginning of the connection
// that a REQ or REP makes, from this PSN on: the first copy of that was not
// captured.
func (h *half) begun(psn uint32, time int64) bool {
	return h.conn == nil && len(h.limbo) > 0 && time-h.limbo[0].time <= maxSkew && h.hasReq && near(h.reqFirst, psn)
}

// byIDs finds the open connection of a message that travels in dir.
func (pr *pair) byIDs(dir int, local, remote uint32) *Conn {
	// The client may have sent it, or the server.
	return pr.comms.first(
		commKey{byBoth, dir, local, remote}, commKey{byREQ, dir, local, 0}, commKey{byREP, dir, remote, 0},
		commKey{byBoth, 1 - dir, remote, local}, commKey{byREQ, 1 - dir, remote, 0}, commKey{byREP, 1 - dir, local, 0},
	)
}

// hint remembers the CM exchange, captured without its REP, that a packet of an
// unpaired half points to: by the queue pair that it goes to, or by the first
// PSN. It returns the other half that points there.
func (pr *pair) hint(h *half, p *packet) *half {
	for _, hs := range pr.queue {
		if h.dir == 1-hs.key.dir && hs.req.QPN == h.qpn || h.dir == hs.key.dir && hs.req.begins(p) {
			h.hs = hs
			break
		}
	}
	if h.hs == nil {
		return nil
	}
	for _, g := range pr.singles {
		if g.hs == h.hs && g.dir != h.dir && g.conn == nil {
			return g
		}
	}
	return nil
}

// expecting finds the connection, captured without its REQ, that an unpaired
// half belongs to by the first PSN.
func (pr *pair) expecting(h *half, p *packet) *Conn {
	if !p.op.IsResponse() {
		return nil
	}
	for _, c := range pr.conns {
		side := c.sideOf[h.dir]
		if c.half[side] != nil {
			continue
		}
		if side == ClientSide && c.CM.Req != nil && c.CM.Req.begins(p) {
			return c
		}
		if rep := c.CM.Rep; side == ServerSide && rep != nil && rep.HasPSN && near(p.psn, rep.PSN) {
			return c
		}
	}
	return nil
}

// begins reports whether p answers one of the server's first requests.
func (r *Request) begins(p *packet) bool {
	return r.HasPSN && p.op.IsResponse() && near(p.psn, r.PSN)
}

func near(psn, first uint32) bool {
	diff := roce.PSNDiff(psn, first)
	return diff >= 0 && diff < startWindow
}

// handshakeOf makes a connection of the CM exchange that h or g points to, if
// one does. g may be nil.
func (pr *pair) handshakeOf(d *Decoder, h, g *half) *Conn {
	halves := [...]*half{h, g}
	for _, x := range halves {
		if x == nil || x.hs == nil || pr.requests[x.hs.key] != x.hs {
			continue
		}
		hs := x.hs
		pr.dropHandshake(hs)
		c := pr.connect(d, hs.key.dir, hs.req, nil)
		for _, y := range halves {
			if y != nil && y.conn == nil {
				y.pairedTo(c)
				c.half[c.sideOf[y.dir]] = y
			}
		}
		pr.setEndpoints(c)
		return c
	}
	return nil
}
