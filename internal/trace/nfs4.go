package trace

import (
	"slices"
	"strings"
)

// An op is an operation of a COMPOUND. Count is the number in its brackets, or
// -1: bytes for READ, WRITE and the like.
type op struct {
	name   string
	number uint32
	count  int
}

// opNumbers are the operations that the notation can write.
var opNumbers = map[string]uint32{
	"ACCESS": 3, "CLOSE": 4, "COMMIT": 5, "CREATE": 6, "GETATTR": 9, "GETFH": 10, "LOOKUP": 15, "PUTFH": 22,
	"PUTROOTFH": 24, "READ": 25, "READDIR": 26, "READLINK": 27, "REMOVE": 28, "RESTOREFH": 31, "SAVEFH": 32,
	"SETATTR": 34, "WRITE": 38, "BIND_CONN_TO_SESSION": 41, "CREATE_SESSION": 43, "DESTROY_SESSION": 44,
	"SEQUENCE": 53, "RECLAIM_COMPLETE": 58, "READ_PLUS": 68,
}

var cbOpNumbers = map[string]uint32{"CB_GETATTR": 3, "CB_RECALL": 4, "CB_SEQUENCE": 11, "CB_NULL": 0}

func defaultOps(reverse bool) []op {
	if reverse {
		return []op{{"CB_SEQUENCE", 11, -1}, {"CB_RECALL", 4, -1}}
	}
	return []op{{"SEQUENCE", 53, -1}, {"PUTFH", 22, -1}, {"GETATTR", 9, -1}}
}

// ops reads the inside of [PUTFH READ(4096) GETATTR].
func (a *args) ops(x *arg, reverse bool) []op {
	numbers := opNumbers
	if reverse {
		numbers = cbOpNumbers
	}
	var out []op
	for _, w := range fields(x.inside, x.at) {
		name, inside, counted := strings.Cut(w.text, "(")
		n, ok := numbers[name]
		if !ok {
			a.fail(x.at, "unknown operation %q", name)
			return nil
		}
		o := op{name: name, number: n, count: -1}
		if counted {
			v, err := number(strings.TrimSuffix(inside, ")"))
			if err != nil || v > maxMessage {
				a.fail(x.at, "%s is not a length", w.text)
			}
			o.count = int(v)
		}
		out = append(out, o)
	}
	return out
}

func (p procedure) has(name string) bool {
	return slices.ContainsFunc(p.ops, func(o op) bool { return o.name == name })
}

var (
	stateID   = []byte("a state ID here.")
	sessionID = []byte("the session's ID")
)

// compound writes the arguments of a COMPOUND or CB_COMPOUND.
func (s *stream) compound(p procedure, count int) {
	s.opaque(nil)
	s.u32(p.minor)
	if p.name == "CB_COMPOUND" {
		s.u32(0) // callback_ident
	}
	s.u32(uint32(len(p.ops)))
	for _, o := range p.ops {
		s.u32(o.number)
		n := o.count
		if n < 0 {
			n = count
		}
		s.opArguments(o, p, n)
	}
}

func (s *stream) opArguments(o op, p procedure, count int) {
	switch o.name {
	case "ACCESS":
		s.u32(0x1f)
	case "CLOSE":
		s.u32(1)
		s.fixed(stateID)
	case "COMMIT":
		s.u64(0)
		s.u32(0)
	case "CREATE": // a symbolic link
		s.u32(5)
		s.item(s.size(orDefault(count, 16)))
		s.opaque(fileName)
		s.u32(0, 0)
	case "GETATTR":
		s.u32(1, 1<<1|1<<3|1<<4) // type, change, size
	case "LOOKUP", "REMOVE":
		s.opaque(fileName)
	case "PUTFH":
		s.opaque(fileHandle)
	case "READ", "READ_PLUS":
		s.fixed(stateID)
		s.u64(0)
		s.u32(uint32(orDefault(count, readCount)))
	case "READDIR":
		s.u64(0)
		s.u64(0)
		s.u32(512, uint32(orDefault(count, 4096)), 0)
	case "SETATTR":
		s.fixed(stateID)
		s.u32(0, 0)
	case "WRITE":
		s.fixed(stateID)
		s.u64(0)
		s.u32(2)
		s.item(s.size(orDefault(count, inlineCount)))
	case "BIND_CONN_TO_SESSION":
		s.fixed(sessionID)
		s.u32(3, 0)
	case "CREATE_SESSION":
		s.u64(1)
		s.u32(1, p.session.flags)
		s.u32(0, 1<<20, 1<<20, 4096, 16, 64, 0)
		s.u32(0, p.session.backMax, p.session.backMax, 0, 2, 2, 0)
		s.u32(progCallback, 1, 0) // one callback flavor, AUTH_NONE
	case "DESTROY_SESSION":
		s.fixed(sessionID)
	case "SEQUENCE":
		s.fixed(sessionID)
		s.u32(1, 0, 0, 0)
	case "RECLAIM_COMPLETE":
		s.u32(0)
	case "CB_SEQUENCE":
		s.fixed(sessionID)
		s.u32(1, 0, 0, 0, 0)
	case "CB_RECALL":
		s.fixed(stateID)
		s.u32(0)
		s.opaque(fileHandle)
	case "CB_GETATTR":
		s.opaque(fileHandle)
		s.u32(0)
	}
}

// compoundResults writes the results of a COMPOUND. A status other than 0 is
// that of its last operation.
func (s *stream) compoundResults(p procedure, status uint32, count int) {
	s.u32(status)
	s.opaque(nil)
	s.u32(uint32(len(p.ops)))
	for i, o := range p.ops {
		s.u32(o.number)
		if i == len(p.ops)-1 && status != 0 {
			s.u32(status)
			if o.name == "SETATTR" {
				s.u32(0) // its bitmap comes on errors too
			}
			return
		}
		s.u32(0)
		n := o.count
		if n < 0 {
			n = count
		}
		s.opResults(o, p, n)
	}
}

func (s *stream) opResults(o op, p procedure, count int) {
	switch o.name {
	case "ACCESS":
		s.u32(0x1f, 0x1f)
	case "CLOSE":
		s.fixed(stateID)
	case "COMMIT":
		s.u64(0)
	case "CREATE":
		s.fixed(make([]byte, 20))
		s.u32(0)
	case "GETATTR":
		s.u32(1, 1<<1|1<<3|1<<4, 20, 1)
		s.u64(1)
		s.u64(4096)
	case "GETFH":
		s.opaque(fileHandle)
	case "READ":
		s.u32(1)
		s.item(s.size(orDefault(count, readCount)))
	case "READ_PLUS":
		s.u32(1, 1, 0) // end of file, one content: data
		s.u64(0)
		s.item(s.size(orDefault(count, readCount)))
	case "READLINK":
		s.item(s.size(orDefault(count, 16)))
	case "READDIR":
		s.u64(0)
		s.u32(0, 1)
	case "REMOVE":
		s.fixed(make([]byte, 20))
	case "SETATTR":
		s.u32(0)
	case "WRITE":
		s.u32(uint32(orDefault(count, inlineCount)), 2)
		s.u64(0)
	case "BIND_CONN_TO_SESSION":
		s.fixed(sessionID)
		s.u32(3, 0)
	case "CREATE_SESSION":
		s.fixed(sessionID)
		s.u32(1, p.session.flags)
		s.u32(0, 1<<20, 1<<20, 4096, 16, 64, 0)
		s.u32(0, p.session.backMax, p.session.backMax, 0, 2, 2, 0)
	case "SEQUENCE":
		s.fixed(sessionID)
		s.u32(1, 0, 63, 63, 0)
	case "CB_SEQUENCE":
		s.fixed(sessionID)
		s.u32(1, 0, 1, 1)
	case "CB_GETATTR":
		s.u32(0, 0)
	}
}
