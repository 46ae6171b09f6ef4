package nfs_test

import (
	"encoding/binary"
	"slices"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// A message is an RPC message of the corpus as it travelled, and as it was before it was reduced.
type message struct {
	frame    int
	header   rpc.Header
	request  nfs.Request
	reduced  []byte
	whole    []byte
	chunks   []nfs.Chunk // of a Call
	returned []uint64    // of a Reply
}

// reply is the header of a Reply, or nil for a Call.
func (m *message) reply() *rpc.Header {
	if m.header.Type == rpc.Reply {
		return &m.header
	}
	return nil
}

// hasBody reports whether m is a Call, or a Reply with results.
func (m *message) hasBody() bool {
	return m.header.Type == rpc.Call || m.header.Has(rpc.FieldAcceptStat) && m.header.AcceptStat == rpc.Success
}

// rebuild puts the bytes of the Write chunks back behind their count words. It finds those by itself, and not by what
// the walk tells: in NFSv4 behind a READ or READLINK result's number and status, otherwise at the message's end.
func (m *message) rebuild(data [][]byte) bool {
	m.whole = slices.Clone(m.reduced)
	at := m.header.Len
	for _, b := range data {
		if len(b) == 0 {
			continue
		}
		if m.request.Version == 4 {
			at = resultOf(m.whole, at, uint32(len(b)))
		} else {
			at = len(m.whole)
		}
		if at < 4 || binary.BigEndian.Uint32(m.whole[at-4:]) != uint32(len(b)) {
			return false
		}
		m.whole = slices.Insert(m.whole, at, pad(b)...)
		at += len(b)
	}
	return true
}

// resultOf is the place behind the count word n of a READ or READLINK result of NFSv4, or -1.
func resultOf(b []byte, from int, n uint32) int {
	read := binary.BigEndian.AppendUint32([]byte{0, 0, 0, 25, 0, 0, 0, 0}, 0)
	link := binary.BigEndian.AppendUint32([]byte{0, 0, 0, 27, 0, 0, 0, 0}, n)
	for i := from; i+16 <= len(b); i += 4 {
		if string(b[i:i+11]) == string(read[:11]) && b[i+11] < 2 && binary.BigEndian.Uint32(b[i+12:]) == n {
			return i + 16
		}
		if string(b[i:i+12]) == string(link) {
			return i + 12
		}
	}
	if len(b) >= from+12 && string(b[len(b)-12:]) == string(link) {
		return len(b)
	}
	return -1
}
