package decode

import (
	"encoding/binary"

	"rpcrdma-lint/decode/roce"
)

// A packet is what the order of PSNs and reassembly need of one frame.
type packet struct {
	frame  int
	time   int64
	op     roce.Opcode
	psn    uint32
	length int    // payload bytes on the wire
	data   []byte // payload bytes captured
	cut    bool   // the frame was cut by the snapshot length

	va       uint64 // RETH
	key, dma uint32
	hasRETH  bool
	syndrome uint8 // AETH
	msn      uint32
	hasAETH  bool
	invKey   uint32 // IETH
	hasIETH  bool

	sentFrame int // see Event.SentFrame
	sentTime  int64
}

// fill takes from p what the packet needs; data stays a view.
func (k *packet) fill(f *Frame, p *roce.Packet) {
	*k = packet{
		frame: f.Number, time: f.Time, op: p.BTH.Opcode(), psn: p.BTH.PSN(),
		length: p.Length, data: p.Payload, cut: p.Truncated,
		sentFrame: f.Number, sentTime: f.Time,
	}
	if p.RETH != nil {
		k.va, k.key, k.dma, k.hasRETH = p.RETH.VA(), p.RETH.RKey(), p.RETH.DMALen(), true
	}
	if p.AETH != nil {
		k.syndrome, k.msn, k.hasAETH = p.AETH.Syndrome(), p.AETH.MSN(), true
	}
	if p.IETH != nil {
		k.invKey, k.hasIETH = p.IETH.RKey(), true
	}
}

// keep copies the payload where it is evidence, so that the packet outlives
// its frame. The middles of Writes and Read Responses carry none.
func (k *packet) keep() {
	if k.op.IsSend() {
		k.data = append([]byte(nil), k.data...)
		return
	}
	k.data = nil
}

// xidKey is the key of the message that k begins in direction dir, if it does.
func (k *packet) xidKey(dir int) (xidKey, bool) {
	if !k.op.IsSend() || !k.op.Begins() || len(k.data) < 4 {
		return 0, false
	}
	return xidKey(dir)<<32 | xidKey(binary.BigEndian.Uint32(k.data)), true
}

// A held packet waits, with the direction or side that it travels from.
type held struct {
	from Side // in Conn.waiting: the direction of travel
	packet
}

// size is what holding the packet costs, in bytes.
func (h *held) size() int { return heldOverhead + len(h.data) }

const heldOverhead = 184 // with its XID

// ackType is the type of an AETH with this syndrome.
func ackType(syndrome uint8) roce.AckType { return roce.AckType(syndrome >> 5 & 3) }
