package decode

import "rpcrdma-lint/decode/roce"

// Messages are what Sends of one packet are decoded to ahead of a Decoder, so
// that the goroutine which keeps the ledgers need not. They belong to a batch
// of frames, and are used again with it.
type Messages struct {
	all   []*Message
	used  int
	large []int // of these, those that may have long lists
}

// largeMessage is the length of a Send, in bytes, the lists of which are not
// kept to be used again: otherwise each message came to keep the longest that
// ever stood in its place.
const largeMessage = 2048

// Reset gives all messages back.
func (ms *Messages) Reset() {
	for _, i := range ms.large {
		ms.all[i] = new(Message)
	}
	ms.used, ms.large = 0, ms.large[:0]
}

func (ms *Messages) next() *Message {
	if ms.used == len(ms.all) {
		ms.all = append(ms.all, new(Message))
	}
	ms.used++
	return ms.all[ms.used-1]
}

// Decode does what can be done ahead with the Send in a frame that h was split
// from: it is summed up, and decoded where all of it is there. Whether it belongs to
// RPC-over-RDMA is for the Decoder to know.
func (ms *Messages) Decode(h *Headers) {
	p := &h.packet
	if h.kind != roce.RoCE || h.lane == noLane || !p.op.IsSend() {
		return
	}
	digestOf(p)
	if p.op.IsOnly() {
		p.ahead = ms.decoded(p)
	}
}

// decoded is nil after a panic, which the Decoder shall run into itself: it
// knows what that costs.
func (ms *Messages) decoded(p *packet) (m *Message) {
	defer func() {
		if recover() != nil {
			m = nil
		}
	}()
	m = ms.next()
	if len(p.data) > largeMessage {
		ms.large = append(ms.large, ms.used-1)
	}
	m.decode(p.data, p.length, true)
	return m
}
