package journal

import (
	"fmt"
	"strconv"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// A Step is something that belongs to the transaction that is asked for.
type Step struct {
	Mark
	Last Mark // its last packet
	By   decode.Side
	Text string
}

// step keeps one.
func (c *Conn) step(s Step) {
	if len(c.Steps) == maxSteps {
		c.StepsLost++
		return
	}
	c.Steps = append(c.Steps, s)
}

// wants reports whether the steps of a transaction are kept.
func (j *Journal) wants(t *rules.Transaction) bool {
	return j.HasXID && t != nil && (t.XID == j.XID || t.RPCXID == j.XID)
}

// message keeps a message of the transaction.
func (j *Journal) message(c *Conn, m *rules.Message, at Mark) {
	if !j.HasXID || !m.HasXID() || m.Header.XID != j.XID && !j.wants(m.Txn) {
		return
	}
	text := m.Role.String()
	switch {
	case m.Role == rules.RoleCall && m.Txn != nil:
		text = "Call: " + m.Txn.Name() + chunksOf(m)
		if m.Match == rules.MatchAgain {
			text += ", sent again"
		}
	case m.Role == rules.RoleError:
		text = "RDMA_ERROR: " + m.Header.Err.String()
	case m.Role == rules.RoleReply:
		text = "Reply" + chunksOf(m)
	}
	text += fmt.Sprintf("; %s, %d bytes, credits %d", m.Header.Proc, m.Length, m.Header.Credit)
	c.step(Step{at, Mark{m.Event.LastFrame, m.Event.LastTime}, m.Sender, text})
}

// chunksOf says what chunks a message has.
func chunksOf(m *rules.Message) string {
	s := ""
	for chunk := range m.Header.ReadChunks() {
		s += fmt.Sprintf("; Read chunk at Position %d, %d bytes in %s", chunk.Position(), chunk.Length(), segments(len(chunk)))
	}
	for i, w := range m.Header.Writes {
		s += fmt.Sprintf("; Write chunk %d, %d bytes in %s", i, w.Length(), segments(len(w)))
	}
	if m.Header.HasReply {
		s += fmt.Sprintf("; Reply chunk, %d bytes in %s", m.Header.Reply.Length(), segments(len(m.Header.Reply)))
	}
	return s
}

func segments(n int) string {
	if n == 1 {
		return "1 segment"
	}
	return itoa(n) + " segments"
}

// move keeps an RDMA operation that serves the transaction.
func (j *Journal) move(c *Conn, m *rules.Move) {
	if m.Segment == nil || !j.wants(m.Segment.Txn) {
		return
	}
	e, s := m.Event, m.Segment
	where := "the " + s.List.String()
	if s.List == rules.WriteList {
		where = "Write chunk " + itoa(s.Chunk)
	}
	text := fmt.Sprintf("RDMA Read Request: %d bytes from offset %d of %s, segment %d", e.DMALen, e.VA-s.Offset, where, s.Index)
	if e.Kind == decode.KindWrite {
		text = fmt.Sprintf("RDMA Write: %d bytes to offset %d of %s, segment %d", e.Length, e.VA-s.Offset, where, s.Index)
	}
	c.step(Step{markOf(e), Mark{e.LastFrame, e.LastTime}, m.By, text})
}

// pulled keeps the end of an RDMA Read.
func (j *Journal) pulled(c *Conn, p *rules.Pull, e *decode.Event) {
	if !j.wants(p.Txn()) {
		return
	}
	at := Mark{e.LastFrame, e.LastTime}
	c.step(Step{at, at, e.Side, fmt.Sprintf("last RDMA Read Response to frame %d", p.Frame)})
}

func itoa(n int) string { return strconv.Itoa(n) }

// kindName names what a NAK refuses.
func kindName(k decode.Kind) string {
	switch k {
	case decode.KindSend:
		return "the Send"
	case decode.KindWrite:
		return "the RDMA Write"
	case decode.KindRead:
		return "the RDMA Read"
	}
	return "the request"
}
