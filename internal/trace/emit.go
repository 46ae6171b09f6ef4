package trace

import "time"

// emit puts packets of one statement into the capture, in the fate that the
// statement's prefixes give them.
func (b *builder) emit(st *statement, c *conn, label string, packets ...*packet) {
	self, peer := c.ends[st.side], c.ends[st.side.other()]
	var frames []Frame
	for i, p := range packets {
		q := *p
		if q.op != opUDSend {
			q.qpn = peer.qpn
		}
		if st.drop || contains(st.dropOnly, i+1) {
			continue
		}
		data := c.link.frame(self.host, peer.host, self.port, &q)
		orig := len(data)
		if st.badICRC {
			data[orig-1] ^= 0xff
		}
		b.bytes += orig
		if b.bytes > maxBytes {
			return
		}
		for _, snap := range []int{b.snap, st.snap} {
			if snap > 0 && snap < len(data) {
				data = data[:snap:snap]
			}
		}
		frames = append(frames, Frame{
			Data: data, Orig: orig, Label: label, Name: st.name, Side: st.side, Conn: c.number,
		})
	}
	if st.drop {
		b.now = b.now.Add(b.gap(st.gap))
	}
	b.deliver(st, frames)
}

func contains(list []int, n int) bool {
	for _, v := range list {
		if v == n {
			return true
		}
	}
	return false
}

func (b *builder) gap(given time.Duration) time.Duration {
	if given > 0 {
		return given
	}
	return frameGap
}

// deliver writes frames now, or keeps them when they are late.
func (b *builder) deliver(st *statement, frames []Frame) {
	if st.dup {
		for i := 0; i < len(frames); i += 2 {
			frames = append(frames[:i+1], frames[i:]...)
		}
	}
	if st.late > 0 {
		b.late = append(b.late, delayed{frames, st.gap, st.late})
		return
	}
	b.capture(frames, st.gap, st.dup)
}

func (b *builder) capture(frames []Frame, gap time.Duration, dup bool) {
	for i, f := range frames {
		switch {
		case i == 0:
			b.now = b.now.Add(b.gap(gap))
		case dup && i%2 == 1:
			b.now = b.now.Add(mirrorGap)
		default:
			b.now = b.now.Add(frameGap)
		}
		f.Time = b.now
		b.trace.frames = append(b.trace.frames, f)
	}
}

// release counts a statement for the first n late frames.
func (b *builder) release(n int) {
	kept := b.late[:0]
	for i, d := range b.late {
		if i < n {
			d.after--
		}
		if d.after <= 0 {
			b.capture(d.frames, d.gap, false)
			continue
		}
		kept = append(kept, d)
	}
	b.late = kept
}

// request sends a request message and, unless that is left to the notation, the
// ACK for it.
func (b *builder) request(st *statement, c *conn, r *request) {
	e := c.ends[st.side]
	b.requests[st] = r
	delete(e.unanswered, r)
	if st.answered || st.lost || st.badICRC {
		e.unanswered[r] = true
	}
	b.emit(st, c, st.text, r.packets...)
	if st.args.flag("noack") || b.noAck || len(e.unanswered) > 0 || r.read || r.atomic {
		return
	}
	ack := &statement{side: st.side.other(), fate: fate{gap: impliedGap}}
	b.emit(ack, c, "implied ACK of "+st.text, acknowledgement(r.last, b.credits, r.msn))
}

func acknowledgement(psn uint32, syndrome byte, msn uint32) *packet {
	return &packet{op: opAcknowledge, psn: psn, ext: []byte{syndrome, byte(msn >> 16), byte(msn >> 8), byte(msn)}}
}
