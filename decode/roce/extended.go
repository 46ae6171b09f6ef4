package roce

import "encoding/binary"

// Lengths of the extended headers.
const (
	RDETHLen        = 4
	DETHLen         = 8
	XRCETHLen       = 4
	RETHLen         = 16
	AtomicETHLen    = 28
	AETHLen         = 4
	AtomicAckETHLen = 8
	ImmDtLen        = 4
	IETHLen         = 4
)

// extended cuts the headers that the opcode asks for off b. The first that isn't whole ends it.
func (s *splitter) extended(o Opcode, b []byte) {
	p, t := s.p, opcodes[o].traits&hasExtended
	var err error
	if t&hasRDETH != 0 && err == nil {
		p.RDETH, b, err = cut[RDETH](b, RDETHLen)
	}
	if t&hasDETH != 0 && err == nil {
		p.DETH, b, err = cut[DETH](b, DETHLen)
	}
	if t&hasXRCETH != 0 && err == nil {
		p.XRCETH, b, err = cut[XRCETH](b, XRCETHLen)
	}
	if t&hasRETH != 0 && err == nil {
		p.RETH, b, err = cut[RETH](b, RETHLen)
	}
	if t&hasAtomicETH != 0 && err == nil {
		p.AtomicETH, b, err = cut[AtomicETH](b, AtomicETHLen)
	}
	if t&hasAETH != 0 && err == nil {
		p.AETH, b, err = cut[AETH](b, AETHLen)
	}
	if t&hasAtomicAckETH != 0 && err == nil {
		p.AtomicAckETH, b, err = cut[AtomicAckETH](b, AtomicAckETHLen)
	}
	if t&hasImmDt != 0 && err == nil {
		p.ImmDt, b, err = cut[ImmDt](b, ImmDtLen)
	}
	if t&hasIETH != 0 && err == nil {
		p.IETH, _, _ = cut[IETH](b, IETHLen)
	}
}

// RETH is a view of an RDMA Extended Transport Header: the memory that an RDMA WRITE goes to or an RDMA READ asks for.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------------------------------------------------------+
//	|                                                               |
//	+                        Virtual address                        +
//	|                                                               |
//	+---------------------------------------------------------------+
//	|                             R_Key                             |
//	+---------------------------------------------------------------+
//	|                          DMA length                           |
//	+---------------------------------------------------------------+
type RETH []byte

// SplitRETH cuts a RETH off the front of b.
func SplitRETH(b []byte) (h RETH, rest []byte, err error) { return cut[RETH](b, RETHLen) }

// VA is the virtual address of the first byte, in the responder's memory.
func (h RETH) VA() uint64 { return binary.BigEndian.Uint64(h) }

// RKey is the key of the responder's memory: what RPC-over-RDMA calls a handle.
func (h RETH) RKey() uint32 { return binary.BigEndian.Uint32(h[8:]) }

// DMALen is the number of bytes of the whole message. When it is 0, the responder looks at neither key nor address.
func (h RETH) DMALen() uint32 { return binary.BigEndian.Uint32(h[12:]) }

// AtomicETH is a view of an Atomic Extended Transport Header: the request of CmpSwap and FetchAdd.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------------------------------------------------------+
//	|                                                               |
//	+                        Virtual address                        +
//	|                                                               |
//	+---------------------------------------------------------------+
//	|                             R_Key                             |
//	+---------------------------------------------------------------+
//	|                                                               |
//	+                          Swap or add                          +
//	|                                                               |
//	+---------------------------------------------------------------+
//	|                                                               |
//	+                            Compare                            +
//	|                                                               |
//	+---------------------------------------------------------------+
type AtomicETH []byte

// SplitAtomicETH cuts an AtomicETH off the front of b.
func SplitAtomicETH(b []byte) (h AtomicETH, rest []byte, err error) {
	return cut[AtomicETH](b, AtomicETHLen)
}

// VA is the virtual address of the eight bytes to change, in the responder's memory.
func (h AtomicETH) VA() uint64 { return binary.BigEndian.Uint64(h) }

// RKey is the key of the responder's memory.
func (h AtomicETH) RKey() uint32 { return binary.BigEndian.Uint32(h[8:]) }

// SwapAdd is the value to store (CmpSwap) or to add (FetchAdd).
func (h AtomicETH) SwapAdd() uint64 { return binary.BigEndian.Uint64(h[12:]) }

// Compare is the value that memory must hold for CmpSwap to store.
func (h AtomicETH) Compare() uint64 { return binary.BigEndian.Uint64(h[20:]) }

// AtomicAckETH is a view of an Atomic Acknowledge Extended Transport Header, which is one 64-bit value.
type AtomicAckETH []byte

// SplitAtomicAckETH cuts an AtomicAckETH off the front of b.
func SplitAtomicAckETH(b []byte) (h AtomicAckETH, rest []byte, err error) {
	return cut[AtomicAckETH](b, AtomicAckETHLen)
}

// Original is what memory held before the operation.
func (h AtomicAckETH) Original() uint64 { return binary.BigEndian.Uint64(h) }

// ImmDt is a view of immediate data, which is one 32-bit value.
type ImmDt []byte

// SplitImmDt cuts immediate data off the front of b.
func SplitImmDt(b []byte) (h ImmDt, rest []byte, err error) { return cut[ImmDt](b, ImmDtLen) }

// Value is the immediate data in the byte order of the network.
func (h ImmDt) Value() uint32 { return binary.BigEndian.Uint32(h) }

// IETH is a view of an Invalidate Extended Transport Header, which is one 32-bit value.
type IETH []byte

// SplitIETH cuts an IETH off the front of b.
func SplitIETH(b []byte) (h IETH, rest []byte, err error) { return cut[IETH](b, IETHLen) }

// RKey is the key of the receiver's memory that it shall invalidate.
func (h IETH) RKey() uint32 { return binary.BigEndian.Uint32(h) }

// DETH is a view of a Datagram Extended Transport Header.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+---------------------------------------------------------------+
//	|                             Q_Key                             |
//	+---------------+-----------------------------------------------+
//	|   reserved    |               Source queue pair               |
//	+---------------+-----------------------------------------------+
type DETH []byte

// SplitDETH cuts a DETH off the front of b.
func SplitDETH(b []byte) (h DETH, rest []byte, err error) { return cut[DETH](b, DETHLen) }

// QKey is the key that the receiving queue pair must have.
func (h DETH) QKey() uint32 { return binary.BigEndian.Uint32(h) }

// SourceQP is the queue pair that the datagram comes from.
func (h DETH) SourceQP() uint32 { return binary.BigEndian.Uint32(h[4:]) & 0xffffff }

// XRCETH is a view of an XRC Extended Transport Header: 8 reserved bits, then 24 of a number.
type XRCETH []byte

// SplitXRCETH cuts an XRCETH off the front of b.
func SplitXRCETH(b []byte) (h XRCETH, rest []byte, err error) { return cut[XRCETH](b, XRCETHLen) }

// SRQ is the number of the shared receive queue that the message is for.
func (h XRCETH) SRQ() uint32 { return binary.BigEndian.Uint32(h) & 0xffffff }

// RDETH is a view of a Reliable Datagram Extended Transport Header: 8 reserved bits, then 24 of a number.
type RDETH []byte

// SplitRDETH cuts an RDETH off the front of b.
func SplitRDETH(b []byte) (h RDETH, rest []byte, err error) { return cut[RDETH](b, RDETHLen) }

// EEContext is the number of the end-to-end context.
func (h RDETH) EEContext() uint32 { return binary.BigEndian.Uint32(h) & 0xffffff }
