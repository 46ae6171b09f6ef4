package rules

import (
	"maps"
	"net/netip"
	"slices"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// profiles are what one connection tells of its peers, by their sides.
type profiles [2]Peer

// answer takes an acknowledgement or NAK.
func (p *profiles) answer(ev *decode.Event) {
	x := &p[ev.Side]
	switch {
	case ev.Kind == decode.KindNAK && ev.Ack == roce.RNRNAK:
		x.RNRNAKs++
	case ev.Kind == decode.KindAck && ev.Ack == roce.ACK:
		counts := ev.Code < uint8(roce.NoCredit)
		x.AckCredits.see(counts)
		if counts {
			x.CreditCodes.see(int(ev.Code))
		}
	}
}

// message takes a message. What is a guess is left out.
func (p *profiles) message(c *Conn, m *Message) {
	x := &p[m.Sender]
	x.LargestSend = max(x.LargestSend, m.Event.Length)
	if !m.Sure {
		return
	}
	switch m.Role {
	case RoleCall:
		x.call(m)
	case RoleReply:
		x.reply(c, m)
	case RoleError:
		x.Errors++
	}
}

// call takes a Call that this peer sent.
func (p *Peer) call(m *Message) {
	h := &m.Header
	p.Calls++
	if h.Proc == rfc8166.NoMsg {
		p.LongCalls++
	}
	if m.CreditCaptured() {
		p.Requested.see(int(h.Credit))
	}
	if m.Txn != nil && m.Txn.HasProgram {
		p.calls(Program{m.Txn.Program, m.Txn.Version})
	}
	if !h.Has(rfc8166.HaveLists) {
		return
	}
	for from := 0; from < len(h.Reads); {
		to, length, last := from, uint64(0), uint32(0)
		for to < len(h.Reads) && h.Reads[to].Position == h.Reads[from].Position {
			last = h.Reads[to].Length
			length += uint64(last)
			to++
		}
		if h.Reads[from].Position != 0 {
			p.ReadChunks.chunk(to-from, length, last)
		}
		from = to
	}
	for _, w := range h.Writes {
		if len(w) > 0 {
			p.WriteChunks.chunk(len(w), w.Length(), w[len(w)-1].Length)
		}
	}
	p.ReplyChunks.see(h.HasReply)
	if h.HasReply {
		p.ReplyChunk.see(int(min(h.Reply.Length(), 1<<62)))
	}
}

// chunk takes a chunk of so many segments and bytes, and its last segment.
func (f *Offer) chunk(segments int, length uint64, last uint32) {
	f.Chunks++
	f.Segments.see(segments)
	if length%4 != 0 {
		f.Unpadded++
	}
	if segments > 1 {
		f.Pads.see(last <= padSize)
	}
}

// reply takes a Reply that this peer sent.
func (p *Peer) reply(c *Conn, m *Message) {
	h := &m.Header
	p.Replies++
	if h.Proc == rfc8166.NoMsg {
		p.LongReplies++
	}
	p.Invalidating.see(m.Event.Invalidate)
	t := m.Txn
	if m.Match != MatchFirst || t == nil {
		return
	}
	if m.CreditCaptured() && t.Proper {
		p.Granted.grant(h.Credit, t.Header.Credit, c.dirs[m.Requester].credit.inFlight)
	}
	if !t.HasLists || !h.Has(rfc8166.HaveLists) {
		return
	}
	if t.HasReply {
		p.ReplyChunkUse.see(h.HasReply && h.Reply.Length() > 0)
	}
	offer := t.offered(WriteList)
	for i, w := range h.Writes {
		n := 0
		for n < len(offer) && offer[n].Chunk == i {
			n++
		}
		if n > 0 {
			p.Returned.chunk(offer[:n], w)
		}
		offer = offer[n:]
	}
}

// chunk takes a Write chunk as it was offered and as it came back.
func (r *Returns) chunk(offer []Segment, got rfc8166.Chunk) {
	length := got.Length()
	r.Chunks++
	if length == 0 {
		r.Unused++
	}
	if len(got) < len(offer) {
		r.Fewer++
	}
	if length%4 != 0 {
		r.Unpadded++
	}
	n := len(offer)
	if n > 1 && offer[n-1].Length <= padSize && length > 0 {
		r.PadsFilled.see(len(got) >= n && got[n-1].Length > 0)
	}
}

// setUp takes what the CM messages say of the peers.
func (p *profiles) setUp(c *Conn) {
	client, server := &p[decode.ClientSide], &p[decode.ServerSide]
	if q := c.CM.Req; q != nil {
		client.RNRRetry.known(q.RNRRetry)
		client.Serves.known(q.Resources)
		client.Starts.known(q.Depth)
		if q.PathMTU > 0 {
			client.PathMTU.see(q.PathMTU)
		}
		client.FlowControl.bit(q.FlowControl)
		client.SRQ.bit(q.SRQ)
		client.Private.area(q.Private, q.PrivateState)
	} else {
		client.Private.Unknown++
	}
	if r := c.CM.Rep; r != nil {
		server.RNRRetry.known(r.RNRRetry)
		server.Serves.known(r.Resources)
		server.Starts.known(r.Depth)
		server.FlowControl.bit(r.FlowControl)
		server.SRQ.bit(r.SRQ)
		server.Private.area(r.Private, r.PrivateState)
	} else if c.End != decode.EndRejected {
		server.Private.Unknown++
	}
}

// area takes the private data of one set-up.
func (a *Announced) area(m roce.PrivateMessage, state roce.Presence) {
	switch {
	case state == roce.NotCaptured:
		a.Unknown++
	case state == roce.Absent:
		a.None++
	case state == roce.Incomplete || m.Version != 1:
		a.Unusable++
	default:
		a.Sent++
		a.Send.see(m.SendSize)
		a.Receive.see(m.ReceiveSize)
		a.Invalidation.see(m.RemoteInvalidation())
	}
}

// A peerKey names what one lane tells of a Peer.
type peerKey struct {
	lane int
	addr netip.Addr
	side decode.Side
}

// profile takes a connection that is over into the profiles of its peers.
func (e *Engine) profile(c *Conn) {
	if !c.RolesKnown {
		e.unprofiled++
		return
	}
	c.profiles.setUp(c)
	left := false
	for side, addr := range [...]netip.Addr{c.Client.Addr, c.Server.Addr} {
		p := &c.profiles[side]
		p.Addr, p.Side, p.Connections = addr.Unmap(), decode.Side(side), 1
		if d := &c.depths[side]; d.unanswered == 0 {
			p.Reading = d.peak
		}
		key := peerKey{c.pair.lane, p.Addr, p.Side}
		all := e.peers[key]
		if all == nil && e.peersOf[key.lane] == maxPeers {
			left = true
			continue
		}
		if all == nil {
			all = &Peer{Addr: p.Addr, Side: p.Side}
			e.peers[key] = all
			e.peersOf[key.lane]++
		}
		all.merge(p)
		*p = Peer{}
	}
	if left {
		e.unprofiled++
	}
}

// profiled lists the peers by address, the client's role first.
func (e *Engine) profiled() []*Peer {
	hosts := map[peerKey]*Peer{}
	for key, p := range e.peers {
		key.lane = 0
		if all := hosts[key]; all != nil {
			all.merge(p)
		} else {
			hosts[key] = p
		}
	}
	all := slices.Collect(maps.Values(hosts))
	slices.SortFunc(all, comparePeers)
	return all
}
