package rpc

import (
	"encoding/binary"
	"strconv"

	"rpcrdma-lint/decode/xdr"
)

// Flavor is the kind of a credential or verifier (RFC 5531 §8.2). Other values are kept as they come.
type Flavor uint32

const (
	AuthNone  Flavor = 0
	AuthSys   Flavor = 1
	AuthShort Flavor = 2
	AuthDH    Flavor = 3
	AuthGSS   Flavor = 6 // RPCSEC_GSS, RFC 2203
)

// String is the name of f, or "flavor 9" where it has none.
func (f Flavor) String() string {
	switch f {
	case AuthNone:
		return "AUTH_NONE"
	case AuthSys:
		return "AUTH_SYS"
	case AuthShort:
		return "AUTH_SHORT"
	case AuthDH:
		return "AUTH_DH"
	case AuthGSS:
		return "RPCSEC_GSS"
	}
	return "flavor " + strconv.FormatUint(uint64(f), 10)
}

// MaxAuthLen is the most bytes that the body of a credential or verifier may have (RFC 5531 §8.2). Longer ones are
// decoded all the same.
const MaxAuthLen = 400

// An Auth is a credential or a verifier: opaque_auth of RFC 5531 §8.2.
type Auth struct {
	Flavor Flavor
	Length uint32 // in bytes, as the sender says
	Body   []byte // Length bytes, or nil where they are missing
}

// A SysCred is the body of an AUTH_SYS credential (RFC 5531, Appendix A).
type SysCred struct {
	Stamp    uint32
	Machine  []byte // the caller's name, at most 255 bytes in a sound one
	UID, GID uint32
	GIDCount int // supplementary groups, at most 16 in a sound one

	gids []byte
}

// GroupID is the supplementary group i, from 0 to GIDCount-1.
func (s SysCred) GroupID(i int) uint32 { return binary.BigEndian.Uint32(s.gids[4*i:]) }

// GSSProc is gss_proc, the purpose of an RPCSEC_GSS Call (RFC 2203, RFC 7861).
type GSSProc uint32

const (
	GSSData         GSSProc = 0
	GSSInit         GSSProc = 1
	GSSContinueInit GSSProc = 2
	GSSDestroy      GSSProc = 3
	GSSBindChannel  GSSProc = 4 // version 3, as the next two
	GSSCreate       GSSProc = 5
	GSSList         GSSProc = 6
)

// GSSService is the protection of arguments and results (RFC 2203).
type GSSService uint32

const (
	GSSNone      GSSService = 1
	GSSIntegrity GSSService = 2 // arguments and results can be read inside a wrapper
	GSSPrivacy   GSSService = 3 // arguments and results can't be read
	GSSChannel   GSSService = 4 // left to the channel beneath
)

// A GSSCred is the body of an RPCSEC_GSS credential (RFC 2203).
type GSSCred struct {
	Version uint32 // 1, or 3 for RFC 7861
	Proc    GSSProc
	Seq     uint32
	Service GSSService
	Handle  []byte // names the context
}

// readAuth reads an opaque_auth. A body that is missing leaves flavor and length.
func readAuth(r *xdr.Reader) Auth {
	a := Auth{Flavor: Flavor(r.Uint32()), Length: r.Uint32()}
	a.Body = r.Fixed(a.Length)
	return a
}

// readSys reads the body of an AUTH_SYS credential.
func readSys(r *xdr.Reader) SysCred {
	s := SysCred{Stamp: r.Uint32(), Machine: r.Opaque(xdr.NoLimit), UID: r.Uint32(), GID: r.Uint32()}
	s.GIDCount = r.Array(xdr.NoLimit, 4)
	s.gids = r.Fixed(uint32(4 * s.GIDCount))
	return s
}

// readGSS reads the body of an RPCSEC_GSS credential.
func readGSS(r *xdr.Reader) GSSCred {
	return GSSCred{
		Version: r.Uint32(),
		Proc:    GSSProc(r.Uint32()),
		Seq:     r.Uint32(),
		Service: GSSService(r.Uint32()),
		Handle:  r.Opaque(xdr.NoLimit),
	}
}
