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

	Data     []byte // the contiguous front of the message, as far as captured
	Length   int    // bytes of the message on the wire
	Complete bool   // Length is known: no packet of the message is missing
}

// decode takes the captured front of a message of length bytes.
func (m *Message) decode(data []byte, length int, complete bool) {
	m.Data, m.Length, m.Complete = data, length, complete
	total := length
	if !complete {
		total = math.MaxInt // what is missing may hold whatever the header needs
	}
	m.HeaderErr = m.Header.Decode(data, total)
	m.HasRPC, m.RPCErr = false, nil
	if m.HeaderErr != nil || m.Header.Version != rfc8166.Version1 || m.Header.Proc != rfc8166.Msg {
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

// Payload is the captured part of the RPC message in an RDMA_MSG.
func (m *Message) Payload() []byte {
	if !m.HasRPC {
		return nil
	}
	return m.Data[m.Header.Len:]
}

// PayloadLength is the number of bytes behind the header on the wire.
func (m *Message) PayloadLength() int { return m.Length - m.Header.Len }

// Captured reports whether the first n bytes of the message were captured.
func (m *Message) Captured(n int) bool { return len(m.Data) >= n }

// Whole reports whether every byte of the message was captured.
func (m *Message) Whole() bool { return m.Complete && len(m.Data) == m.Length }
