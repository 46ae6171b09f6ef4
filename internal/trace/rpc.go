package trace

import (
	"slices"
	"strings"
)

// Values of ONC RPC (RFC 5531).
const (
	rpcCall     = 0
	rpcReply    = 1
	rpcVersion  = 2
	authSys     = 1
	authGSS     = 6
	machineName = "nfs-client.example.net" // padded, so that a v3 WRITE has its data at 140
	gssMICLen   = 28
)

// acceptStats are the names of accept_stat, in the order of their values.
var acceptStats = []string{
	"SUCCESS", "PROG_UNAVAIL", "PROG_MISMATCH", "PROC_UNAVAIL", "GARBAGE_ARGS", "SYSTEM_ERR",
}

// A gss describes the RPCSEC_GSS credential of a Call (RFC 2203).
type gss struct {
	used    bool
	proc    uint32 // 0 DATA, 1 INIT, 2 CONTINUE_INIT, 3 DESTROY
	seq     uint32
	service uint32 // 1 none, 2 integrity, 3 privacy
}

var gssProcs = []string{"DATA", "INIT", "CONTINUE", "DESTROY"}

// gss reads "gss", "gss=INIT", service= and seq=.
func (a *args) gss() gss {
	var g gss
	g.used = a.flag("gss")
	if x := a.find('=', "gss"); x != nil {
		i := slices.Index(gssProcs, x.val)
		if i < 0 {
			a.fail(x.at, "gss=%s is none of %s", x.val, strings.Join(gssProcs, ", "))
		}
		g.used, g.proc = true, uint32(i)
	}
	if g.used {
		g.service, g.seq = a.u32("service", 1), a.u32("seq", 1)
	}
	return g
}

// A call is what a later Reply must know of a Call.
type call struct {
	procedure
	gss     gss
	version uint32 // rdma_vers
	count   int    // bytes asked for, or -1
}

// callHeader writes a Call up to its arguments.
func (s *stream) callHeader(a *args, xid uint32, p procedure, g gss) {
	s.u32(xid, a.u32("mt", rpcCall), a.u32("rpcvers", rpcVersion), p.prog, p.vers, p.proc)
	flavor, credLen := a.find('=', "flavor"), a.size("credlen")
	switch {
	case credLen >= 0:
		s.u32(authSys)
		s.opaque(make([]byte, credLen))
	case flavor != nil:
		s.u32(a.number32(flavor, flavor.val), 0)
	case g.used:
		s.u32(authGSS, 28, 1, g.proc, g.seq, g.service)
		s.opaque([]byte("context1"))
	default:
		var cred stream
		cred.padByte = s.padByte
		cred.u32(0x5ca1ab1e) // stamp
		cred.opaque([]byte(machineName))
		cred.u32(0, 0, 0) // uid, gid, no further groups
		s.u32(authSys)
		s.opaque(cred.b)
	}
	verfLen := a.size("verflen")
	switch {
	case verfLen >= 0:
		s.u32(0)
		s.opaque(make([]byte, verfLen))
	case g.used && g.proc == 0:
		s.u32(authGSS)
		s.opaque(make([]byte, gssMICLen))
	default:
		s.u32(0, 0)
	}
}

// wrap writes arguments or results as RPCSEC_GSS protects them.
func (s *stream) wrap(g gss, body func(*stream)) {
	switch {
	case !g.used || (g.proc == 0 && g.service < 2):
		body(s)
	case g.proc != 0:
		s.item(s.size(256)) // a token of the mechanism
	case g.service == 2:
		at, start := len(s.b), s.offset()+4
		s.u32(0, g.seq)
		body(s)
		n := s.offset() - start
		s.b = append(s.b[:at], append([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, s.b[at+4:]...)...)
		s.opaque(make([]byte, gssMICLen))
	default:
		plain := stream{sizes: s.sizes, reduce: true} // only its length matters
		body(&plain)
		s.item(plain.offset() + 4 + gssMICLen)
	}
}

// replyHeader writes a Reply up to its results; more tells whether results
// follow.
func (s *stream) replyHeader(a *args, xid uint32, g gss) (more bool) {
	s.u32(xid, a.u32("mt", rpcReply))
	if x := a.find('(', "RPC_MISMATCH"); x != nil {
		s.u32(1, 0)
		s.pair(a, x)
		return false
	}
	if x := a.find('=', "deny"); x != nil {
		s.u32(1, 1, a.number32(x, x.val))
		return false
	}
	s.u32(a.u32("rstat", 0))
	if g.used && g.proc == 0 {
		s.u32(authGSS)
		s.opaque(make([]byte, gssMICLen))
	} else {
		s.u32(0, 0)
	}
	if x := a.find('(', "PROG_MISMATCH"); x != nil {
		s.u32(2)
		s.pair(a, x)
		return false
	}
	stat := uint32(0)
	if x, ok := a.word(func(w string) bool { return slices.Contains(acceptStats, w) }); ok {
		stat = uint32(slices.Index(acceptStats, x.key))
	}
	stat = a.u32("stat", stat)
	s.u32(stat)
	return stat == 0
}

// pair writes the two numbers of NAME(low,high).
func (s *stream) pair(a *args, x *arg) {
	low, high, _ := strings.Cut(x.inside, ",")
	s.u32(a.number32(x, strings.TrimSpace(low)), a.number32(x, strings.TrimSpace(high)))
}
