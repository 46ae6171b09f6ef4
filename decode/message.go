package decode

import (
	"math"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// A Message is a Send taken as an RPC-over-RDMA message (RFC 8166 §4).
type Message struct {
	Header    rfc8166.Header
	HeaderErr error // why Header ends early: *rfc8166.DecodeError or *rfc8166.ShortError

	// RPC is the header of the RPC message behind an RDMA_MSG header. It is
	// valid when HasRPC; a Long Message has its RPC message elsewhere.
	RPC    rpc.Header
	RPCErr error
	HasRPC bool

	// Long is the contiguous front of the RPC message of a Long Message, as far
	// as it was put together, and LongLength its bytes on the wire. The sink that
	// put it together sets them.
	Long       []byte
	LongLength int

	Data     []byte // the contiguous front of the message, as far as captured
	Length   int    // bytes of the message on the wire
	Complete bool   // Length is known: no packet of the message is missing
}

// decode takes the captured front of a message of length bytes.
func (m *Message) decode(data []byte, length int, complete bool) {
	m.Data, m.Length, m.Complete = data, length, complete
	m.Long, m.LongLength = nil, 0
	total := length
	if !complete {
		total = math.MaxInt // what is missing may hold whatever the header needs
	}
	m.HeaderErr = m.Header.Decode(data, total)
	m.HasRPC, m.RPCErr = false, nil
	if m.HeaderErr != nil || m.Header.Version != rfc8166.Version1 || m.Header.Proc != rfc8166.Msg {
		m.RPC = rpc.Header{} // nothing of the message before
		return
	}
	m.HasRPC = true
	if !complete {
		total = math.MaxInt
	} else {
		total = length - m.Header.Len
	}
	m.RPCErr = m.RPC.Decode(data[m.Header.Len:], total)
}

// DecodeLong takes the RPC message of a Long Message: its contiguous front and
// its length on the wire.
func (m *Message) DecodeLong(front []byte, length int) {
	m.Long, m.LongLength = front, length
	m.HasRPC = true
	m.RPCErr = m.RPC.Decode(front, length)
}

// Payload is the captured front of the RPC message, reduced as it travels.
func (m *Message) Payload() []byte {
	if m.Long != nil {
		return m.Long
	}
	if !m.HasRPC {
		return nil
	}
	return m.Data[m.Header.Len:]
}

// PayloadLength is the number of bytes of the RPC message on the wire, reduced
// as it travels.
func (m *Message) PayloadLength() int {
	if m.Long != nil {
		return m.LongLength
	}
	return m.Length - m.Header.Len
}

// Captured reports whether the first n bytes of the message were captured.
func (m *Message) Captured(n int) bool { return len(m.Data) >= n }

// Whole reports whether every byte of the message was captured.
func (m *Message) Whole() bool { return m.Complete && len(m.Data) == m.Length }
