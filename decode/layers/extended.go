package layers

import (
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"

	"rpcrdma-lint/decode/roce"
)

// RDETH is the layer of a Reliable Datagram Extended Transport Header.
type RDETH struct {
	base.BaseLayer
	roce.RDETH
}

// LayerType is LayerTypeRDETH.
func (*RDETH) LayerType() gopacket.LayerType { return LayerTypeRDETH }

// DETH is the layer of a Datagram Extended Transport Header.
type DETH struct {
	base.BaseLayer
	roce.DETH
}

// LayerType is LayerTypeDETH.
func (*DETH) LayerType() gopacket.LayerType { return LayerTypeDETH }

// XRCETH is the layer of an XRC Extended Transport Header.
type XRCETH struct {
	base.BaseLayer
	roce.XRCETH
}

// LayerType is LayerTypeXRCETH.
func (*XRCETH) LayerType() gopacket.LayerType { return LayerTypeXRCETH }

// RETH is the layer of an RDMA Extended Transport Header.
type RETH struct {
	base.BaseLayer
	roce.RETH
}

// LayerType is LayerTypeRETH.
func (*RETH) LayerType() gopacket.LayerType { return LayerTypeRETH }

// AtomicETH is the layer of an Atomic Extended Transport Header.
type AtomicETH struct {
	base.BaseLayer
	roce.AtomicETH
}

// LayerType is LayerTypeAtomicETH.
func (*AtomicETH) LayerType() gopacket.LayerType { return LayerTypeAtomicETH }

// AETH is the layer of an Acknowledge Extended Transport Header.
type AETH struct {
	base.BaseLayer
	roce.AETH
}

// LayerType is LayerTypeAETH.
func (*AETH) LayerType() gopacket.LayerType { return LayerTypeAETH }

// AtomicAckETH is the layer of an Atomic Acknowledge Extended Transport Header.
type AtomicAckETH struct {
	base.BaseLayer
	roce.AtomicAckETH
}

// LayerType is LayerTypeAtomicAckETH.
func (*AtomicAckETH) LayerType() gopacket.LayerType { return LayerTypeAtomicAckETH }

// ImmDt is the layer of immediate data.
type ImmDt struct {
	base.BaseLayer
	roce.ImmDt
}

// LayerType is LayerTypeImmDt.
func (*ImmDt) LayerType() gopacket.LayerType { return LayerTypeImmDt }

// IETH is the layer of an Invalidate Extended Transport Header.
type IETH struct {
	base.BaseLayer
	roce.IETH
}

// LayerType is LayerTypeIETH.
func (*IETH) LayerType() gopacket.LayerType { return LayerTypeIETH }

// addExtended adds a layer for each extended header that was captured whole. Data begins behind the BTH. The last of them
// has the packet's payload, as the BTH has: that is where gopacket goes on.
func addExtended(p gopacket.PacketBuilder, data []byte, packet *roce.Packet) {
	end := len(data) // of what a layer's payload may hold: no pad, no ICRC
	if packet.Payload != nil {
		end = packet.BTH.Opcode().ExtendedLen() + len(packet.Payload)
	}
	rest := data[:end]
	cut := func(header []byte) base.BaseLayer {
		rest = rest[len(header):]
		return base.BaseLayer{Contents: header, Payload: rest}
	}
	if h := packet.RDETH; h != nil {
		p.AddLayer(&RDETH{cut(h), h})
	}
	if h := packet.DETH; h != nil {
		p.AddLayer(&DETH{cut(h), h})
	}
	if h := packet.XRCETH; h != nil {
		p.AddLayer(&XRCETH{cut(h), h})
	}
	if h := packet.RETH; h != nil {
		p.AddLayer(&RETH{cut(h), h})
	}
	if h := packet.AtomicETH; h != nil {
		p.AddLayer(&AtomicETH{cut(h), h})
	}
	if h := packet.AETH; h != nil {
		p.AddLayer(&AETH{cut(h), h})
	}
	if h := packet.AtomicAckETH; h != nil {
		p.AddLayer(&AtomicAckETH{cut(h), h})
	}
	if h := packet.ImmDt; h != nil {
		p.AddLayer(&ImmDt{cut(h), h})
	}
	if h := packet.IETH; h != nil {
		p.AddLayer(&IETH{cut(h), h})
	}
}
