// Package rpc reads the headers of ONC RPC version 2 (RFC 5531) off the front of a message, and names programs and
// procedures. It judges no value.
package rpc

// MsgType is msg_type (RFC 5531 §9). Other values are kept as they come.
type MsgType uint32

const (
	Call  MsgType = 0
	Reply MsgType = 1
)

// Version2 is the rpcvers that RFC 5531 defines.
const Version2 = 2

// ReplyStat is reply_stat: whether the server took the Call (RFC 5531 §9).
type ReplyStat uint32

const (
	Accepted ReplyStat = 0
	Denied   ReplyStat = 1
)

// AcceptStat is accept_stat: what became of an accepted Call (RFC 5531 §9).
type AcceptStat uint32

const (
	Success      AcceptStat = 0 // results follow
	ProgUnavail  AcceptStat = 1
	ProgMismatch AcceptStat = 2 // lowest and highest supported version of the program follow
	ProcUnavail  AcceptStat = 3
	GarbageArgs  AcceptStat = 4
	SystemErr    AcceptStat = 5
)

// RejectStat is reject_stat: why a Call was denied (RFC 5531 §9).
type RejectStat uint32

const (
	RPCMismatch RejectStat = 0 // lowest and highest supported RPC version follow
	AuthError   RejectStat = 1 // auth_stat follows
)

// Field is a set of header fields.
type Field uint32

const (
	FieldXID Field = 1 << iota
	FieldType
	FieldRPCVersion // rpcvers of a Call
	FieldProgram
	FieldVersion // vers, the program's version
	FieldProcedure
	FieldCred // the credential, its body and pad included
	FieldVerf // the verifier, its body and pad included
	FieldReplyStat
	FieldAcceptStat
	FieldRejectStat
	FieldAuthStat
	FieldRange // low and high of a mismatch
	FieldSys   // the body of an AUTH_SYS credential
	FieldGSS   // the body of an RPCSEC_GSS credential
)

// A Header is the header of a Call or of a Reply (RFC 5531 §9):
//
//	Call            xid · 0 · rpcvers · prog · vers · proc · cred · verf · arguments
//	accepted Reply  xid · 1 · 0 · verf · accept_stat · results, or low · high
//	denied Reply    xid · 1 · 1 · reject_stat · low · high, or auth_stat
//
// Byte slices in it are views into the message.
type Header struct {
	XID  uint32
	Type MsgType

	RPCVersion uint32 // of a Call: 2 in a sound one
	Program    uint32
	Version    uint32
	Procedure  uint32
	Cred       Auth
	Sys        SysCred // the credential, where its flavor is AUTH_SYS
	GSS        GSSCred // the credential, where its flavor is RPCSEC_GSS

	Verf Auth // of a Call or an accepted Reply

	ReplyStat  ReplyStat
	AcceptStat AcceptStat
	RejectStat RejectStat
	AuthStat   uint32
	Low, High  uint32 // of PROG_MISMATCH or RPC_MISMATCH

	// Have is the fields that were decoded; the others are zero.
	Have Field

	// Len is the number of bytes decoded. Without an error, arguments or results begin there.
	Len int

	// OddPad is the first pad byte that isn't zero, in the credential, the verifier or a machine name.
	OddPad Pad
}

// Has tells whether all of fields were decoded.
func (h *Header) Has(fields Field) bool { return h.Have&fields == fields }

// A Pad is a pad byte that isn't zero (RFC 4506 §3).
type Pad struct {
	Field  Field // FieldCred, FieldVerf or, for a machine name, FieldSys; 0 where every pad was zero
	Offset int   // in bytes from the start of the message
}
