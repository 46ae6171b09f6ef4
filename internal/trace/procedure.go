package trace

import (
	"slices"
	"strings"
)

// Program numbers.
const (
	progNFS      = 100003
	progNFSACL   = 100227
	progMount    = 100005
	progCallback = 0x40000000
)

// A procedure is what a Call calls: numbers, the name by which arguments and
// results are found, and the operations of a COMPOUND.
type procedure struct {
	prog, vers, proc uint32
	name             string
	minor            uint32
	ops              []op
	session          session
}

// A session is what CREATE_SESSION asks for.
type session struct {
	flags   uint32 // 2 asks for a back channel on this connection
	backMax uint32 // largest request and response of the back channel, in bytes
}

var v2Names = []string{
	"NULL", "GETATTR", "SETATTR", "ROOT", "LOOKUP", "READLINK", "READ", "WRITECACHE", "WRITE", "CREATE",
	"REMOVE", "RENAME", "LINK", "SYMLINK", "MKDIR", "RMDIR", "READDIR", "STATFS",
}

var v3Names = []string{
	"NULL", "GETATTR", "SETATTR", "LOOKUP", "ACCESS", "READLINK", "READ", "WRITE", "CREATE", "MKDIR", "SYMLINK",
	"MKNOD", "REMOVE", "RMDIR", "RENAME", "LINK", "READDIR", "READDIRPLUS", "FSSTAT", "FSINFO", "PATHCONF", "COMMIT",
}

var v4Names = []string{"NULL", "COMPOUND"}

var cbNames = []string{"CB_NULL", "CB_COMPOUND"}

var versions = map[string]struct {
	vers  uint32
	names []string
}{"v2": {2, v2Names}, "v3": {3, v3Names}, "v4": {4, v4Names}}

// procedure reads "v3 READ", "READ" (version 3), "v4 [PUTFH READ(4K)]",
// "CB_COMPOUND", "prog=100005 v=3 p=1" and minor=. The default is GETATTR of
// version 3, and CB_COMPOUND for a reverse Call.
func (a *args) procedure(reverse bool, def string) procedure {
	vers := "v3"
	if x, ok := a.word(func(s string) bool { _, ok := versions[s]; return ok }); ok {
		vers, def = x.key, "GETATTR"
		if vers == "v4" {
			def = "COMPOUND"
		}
	}
	names := versions[vers].names
	p := procedure{prog: progNFS, vers: versions[vers].vers, name: def, minor: a.u32("minor", 1)}
	if reverse {
		p.prog, p.vers, p.name, names = progCallback, 1, "CB_COMPOUND", cbNames
	}
	if x, ok := a.word(func(s string) bool { return slices.Contains(names, s) || slices.Contains(cbNames, s) }); ok {
		p.name = x.key
	}
	if strings.HasPrefix(p.name, "CB_") {
		p.prog, p.vers, names = progCallback, 1, cbNames
	}
	p.proc = uint32(max(0, slices.Index(names, p.name)))
	if x := a.find('[', ""); x != nil {
		p.ops = a.ops(x, reverse || p.prog == progCallback)
	} else if strings.HasSuffix(p.name, "COMPOUND") {
		p.ops = defaultOps(reverse || p.prog == progCallback)
	}
	if p.has("CREATE_SESSION") {
		p.session = session{flags: a.u32("flags", 0), backMax: a.u32("backmax", 4068)}
	}
	other := procedure{prog: a.u32("prog", p.prog), vers: a.u32("v", p.vers), proc: a.u32("p", p.proc)}
	if other.prog != p.prog || other.vers != p.vers || other.proc != p.proc {
		return other
	}
	return p
}
