package rules

import (
	"errors"

	"rpcrdma-lint/decode/xdr"
	"rpcrdma-lint/rfc8166"
)

// A Read chunk belongs somewhere in the arguments.
var chunkPositionBeyond = &Rule{
	ID:       "chunk/position-beyond",
	Title:    "Read chunk Position outside the payload",
	Severity: Error,
	Covers:   []rfc8166.Key{"8166-3.4.5-a"},
	Deviates: "Position 0 in an RDMA_MSG is a warning: no sentence forbids it, yet nothing could stand there",
	Contents: true,
	Unit:     PerMessage,
	Roles:    []Role{RoleCall},
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		if o, ok := m.asksReads(); !ok {
			return o
		}
		return m.positions()
	},
	Doc: Doc{
		Why: "The Responder puts the data in at the Position. Beyond the RPC message's end there is nothing to put it into, " +
			"and inside the RPC header it overwrites what names the procedure and the user.",
		How: "A Position is greater than the length of the payload and of all chunks at lower Positions together, their XDR pads included; " +
			"or it is inside the RPC header. The payload is what follows the transport header, or the Position Zero chunk. " +
			"Position 0 in an RDMA_MSG, which has its payload inline, is a warning.",
		Silent: "Packets of the Call, or the end of its RPC header, are missing from the capture; a Long Call of which the RPC header is not known.",
		Bad:    "est; C>CALL 1 v3 WRITE count=4096 rd=(4000,4096,h); S>ERR 1 CHUNK; exchange",
		Good:   "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	},
}

// positions judges the Positions of a Call.
func (m *Message) positions() Outcome {
	long := m.Header.Proc == rfc8166.NoMsg
	end := uint64(max(m.PayloadLength(), 0))
	if long {
		end = m.Header.PositionZero().Length()
	}
	g := m.positionGuard()
	payload, others, zero := end, false, false
	for chunk := range m.Header.ReadChunks() {
		at := chunk.Position()
		switch {
		case at == 0:
			zero = true
			continue
		case uint64(at&^3) > end: // the rest is chunk/position-unaligned
			return m.faulty("Read chunk at Position %d, payload and chunks before it end at %d", at, end).
				Values(utoa(at), "at most "+itoa(int(end))+", with a payload of "+itoa(int(payload))+" bytes").Unless(g)
		case m.HasRPC && int64(at) < int64(m.RPC.Len):
			return m.faulty("Read chunk at Position %d, inside the RPC header", at).
				Values(utoa(at), "at least "+itoa(m.RPC.Len)).Unless(g)
		}
		others = true
		end += (chunk.Length() + 3) &^ 3
	}
	switch {
	case zero && !long:
		return m.faulty("Read chunk at Position 0 of an RDMA_MSG").
			Values("0", "the place of an argument").As(Warning).Unless(g)
	case g == 0 && long && others && !m.HasRPC:
		return Undecided(NotParsed)
	}
	return unless(g)
}

// positionGuard is the guard that fails when the payload's length, or that of
// the RPC header, is not known.
func (m *Message) positionGuard() Guard {
	if g := m.offerGuard(); g != 0 {
		return g
	}
	if !m.Complete || m.HasRPC && errors.Is(m.RPCErr, xdr.ErrCaptured) {
		return NotWhole
	}
	return 0
}
