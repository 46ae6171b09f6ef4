package rpc

import (
	"fmt"

	"rpcrdma-lint/decode/xdr"
)

// A DecodeError says which field of a header could not be decoded. It wraps an [*xdr.Error], so that errors.Is tells
// [xdr.ErrShort], a message that ends inside its header, from [xdr.ErrCaptured], one that was captured short.
type DecodeError struct {
	Field string // as the RFC calls it: "vers", "cred"
	Err   error
}

func (e *DecodeError) Error() string { return fmt.Sprintf("rpc: %s: %v", e.Field, e.Err) }

// Unwrap is the [*xdr.Error].
func (e *DecodeError) Unwrap() error { return e.Err }

// Decode reads a header off the front of b. It fills h again on each call and allocates nothing unless it fails. When
// it fails, h holds what came before the failure and h.Have says how far that is.
//
// Total is the length in bytes of the message; b may be a shorter prefix of it, as captured. Bytes of b beyond total
// are not looked at.
//
// The error is a [*DecodeError]. Values are not judged: of a msg_type, reply_stat, accept_stat or reject_stat that the
// RFC doesn't know, nothing behind it is decoded, without an error; an rpcvers other than 2 is read as if it were 2. The
// bodies of AUTH_SYS and RPCSEC_GSS credentials are decoded where they are sound, and are no error where they are not.
func (h *Header) Decode(b []byte, total int) error {
	*h = Header{}
	d := decoder{Header: h, r: xdr.NewReader(b, total)}
	h.XID = d.word(FieldXID)
	h.Type = MsgType(d.word(FieldType))
	if d.r.OK() {
		switch h.Type {
		case Call:
			d.call()
		case Reply:
			d.reply()
		}
	}
	h.Len = d.r.Offset()
	if !d.r.OK() {
		return &DecodeError{Field: fieldNames[d.failed], Err: d.r.Err()}
	}
	return nil
}

// fieldNames is what the RFC calls the fields that can fail.
var fieldNames = map[Field]string{
	FieldXID: "xid", FieldType: "msg_type", FieldRPCVersion: "rpcvers", FieldProgram: "prog", FieldVersion: "vers",
	FieldProcedure: "proc", FieldCred: "cred", FieldVerf: "verf", FieldReplyStat: "reply_stat",
	FieldAcceptStat: "accept_stat", FieldRejectStat: "reject_stat", FieldAuthStat: "auth_stat",
	FieldRange: "mismatch_info",
}

// A decoder fills a Header and keeps account of what it got.
type decoder struct {
	*Header
	r      xdr.Reader
	failed Field // the first field that could not be decoded
}

// got notes whether f was decoded.
func (d *decoder) got(f Field) {
	switch {
	case d.r.OK():
		d.Have |= f
	case d.failed == 0:
		d.failed = f
	}
}

func (d *decoder) word(f Field) uint32 {
	v := d.r.Uint32()
	d.got(f)
	return v
}

func (d *decoder) call() {
	d.RPCVersion = d.word(FieldRPCVersion)
	d.Program = d.word(FieldProgram)
	d.Version = d.word(FieldVersion)
	d.Procedure = d.word(FieldProcedure)
	d.Cred = d.auth(FieldCred)
	if d.Has(FieldCred) {
		d.credential()
	}
	d.Verf = d.auth(FieldVerf)
}

func (d *decoder) reply() {
	d.ReplyStat = ReplyStat(d.word(FieldReplyStat))
	switch {
	case !d.r.OK():
	case d.ReplyStat == Accepted:
		d.Verf = d.auth(FieldVerf)
		d.AcceptStat = AcceptStat(d.word(FieldAcceptStat))
		if d.Has(FieldAcceptStat) && d.AcceptStat == ProgMismatch {
			d.mismatch()
		}
	case d.ReplyStat == Denied:
		d.denied()
	}
}

func (d *decoder) denied() {
	d.RejectStat = RejectStat(d.word(FieldRejectStat))
	switch {
	case !d.r.OK():
	case d.RejectStat == RPCMismatch:
		d.mismatch()
	case d.RejectStat == AuthError:
		d.AuthStat = d.word(FieldAuthStat)
	}
}

func (d *decoder) mismatch() {
	d.Low, d.High = d.r.Uint32(), d.r.Uint32()
	d.got(FieldRange)
}

// auth reads a credential or verifier.
func (d *decoder) auth(f Field) Auth {
	a := readAuth(&d.r)
	d.got(f)
	if at, odd := d.r.OddPad(); odd {
		d.oddPad(f, at)
	}
	return a
}

func (d *decoder) oddPad(f Field, at int) {
	if d.OddPad.Field == 0 {
		d.OddPad = Pad{Field: f, Offset: at}
	}
}

// credential looks into the credential just read. It has its own reader: what is wrong inside the body doesn't keep
// anyone from finding what is behind it.
func (d *decoder) credential() {
	r := xdr.NewReader(d.Cred.Body, len(d.Cred.Body))
	switch d.Cred.Flavor {
	case AuthSys:
		if s := readSys(&r); r.OK() {
			d.Sys = s
			d.Have |= FieldSys
		}
		if at, odd := r.OddPad(); odd {
			d.oddPad(FieldSys, credBody+at)
		}
	case AuthGSS:
		if g := readGSS(&r); r.OK() {
			d.GSS = g
			d.Have |= FieldGSS
		}
	}
}

// credBody is where the body of every Call's credential begins: behind six words, its flavor and its length.
const credBody = 32
