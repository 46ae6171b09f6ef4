package trace

import (
	"encoding/hex"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// An arg is one word after the verb: a bare word, key=value, or word(inside).
type arg struct {
	key    string
	val    string
	inside string // what stands in the brackets of word(inside) or [inside]
	form   byte   // 'w' bare word, '=' key=value, '(' or '[' brackets
	at     place
	used   bool
}

// args are the words of one statement. The first error sticks; done reports it,
// or the first word that nobody asked for.
type args struct {
	list []*arg
	at   place // of the statement
	err  error
}

func newArgs(at place, words []word) *args {
	a := &args{at: at}
	for _, w := range words {
		eq, br := strings.IndexByte(w.text, '='), strings.IndexAny(w.text, "([")
		switch {
		case br == 0 && w.text[0] == '(' && len(a.list) > 0 && a.list[len(a.list)-1].form == '=':
			// A further chunk of the list before it.
			last := a.list[len(a.list)-1]
			last.val += " " + w.text
		case br >= 0 && (eq < 0 || br < eq) && strings.ContainsRune(")]", rune(w.text[len(w.text)-1])):
			a.list = append(a.list, &arg{
				key: w.text[:br], inside: strings.Trim(w.text[br+1:len(w.text)-1], " "), form: w.text[br], at: w.at,
			})
		case eq > 0:
			a.list = append(a.list, &arg{key: w.text[:eq], val: w.text[eq+1:], form: '=', at: w.at})
		default:
			a.list = append(a.list, &arg{key: w.text, form: 'w', at: w.at})
		}
	}
	return a
}

func (a *args) fail(at place, format string, v ...any) {
	if a.err == nil {
		a.err = at.errorf(format, v...)
	}
}

// done is the first error, unknown words included.
func (a *args) done() error {
	if a.err != nil {
		return a.err
	}
	for _, x := range a.list {
		if !x.used {
			return x.at.errorf("unknown word %q", x.key)
		}
	}
	return nil
}

// find takes the next unused arg of that form and key.
func (a *args) find(form byte, key string) *arg {
	for _, x := range a.list {
		if !x.used && x.form == form && x.key == key {
			x.used = true
			return x
		}
	}
	return nil
}

// flag tells whether the bare word is there.
func (a *args) flag(key string) bool { return a.find('w', key) != nil }

// word takes the first bare word that accept agrees to.
func (a *args) word(accept func(string) bool) (*arg, bool) {
	for _, x := range a.list {
		if !x.used && x.form == 'w' && accept(x.key) {
			x.used = true
			return x, true
		}
	}
	return nil, false
}

// num is the value of key=, or def where it is absent. max bounds it.
func (a *args) num(key string, def, max uint64) uint64 {
	x := a.find('=', key)
	if x == nil {
		return def
	}
	n, err := number(x.val)
	switch {
	case err != nil:
		a.fail(x.at, "%s=%s is not a number", key, x.val)
	case n > max:
		a.fail(x.at, "%s=%s is above %d", key, x.val, max)
		return def
	}
	return n
}

func (a *args) u32(key string, def uint32) uint32 {
	return uint32(a.num(key, uint64(def), 1<<32-1))
}

// size is a length in bytes, or -1 where it is absent.
func (a *args) size(key string) int {
	const absent = 1 << 62
	if n := a.num(key, absent, maxMessage); n != absent {
		return int(n)
	}
	return -1
}

// hex is the value of key= as bytes.
func (a *args) hex(key string) ([]byte, bool) {
	x := a.find('=', key)
	if x == nil {
		return nil, false
	}
	b, err := hex.DecodeString(x.val)
	if err != nil {
		a.fail(x.at, "%s=%s is not hexadecimal", key, x.val)
	}
	return b, true
}

// has tells whether key= is given, without using it up.
func (a *args) has(key string) bool {
	return slices.ContainsFunc(a.list, func(x *arg) bool { return x.form == '=' && x.key == key })
}

// number reads decimal, 0x and the suffixes K, M, G (powers of 1024).
func number(s string) (uint64, error) {
	shift := 0
	if len(s) > 1 && !strings.HasPrefix(s, "0x") {
		switch s[len(s)-1] {
		case 'K':
			shift = 10
		case 'M':
			shift = 20
		case 'G':
			shift = 30
		}
	}
	if shift > 0 {
		s = s[:len(s)-1]
	}
	n, err := strconv.ParseUint(s, 0, 64)
	if err == nil && n<<shift>>shift != n {
		err = strconv.ErrRange
	}
	return n << shift, err
}

// Handle is the 32-bit handle that a name stands for in the notation: a number
// stands for itself, any other word for its FNV-1a hash.
func Handle(name string) uint32 {
	if n, err := number(name); err == nil {
		return uint32(n)
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum32()
}

// Base is the address where the memory of a handle begins: the offsets of the
// notation are added to it.
func Base(handle uint32) uint64 { return uint64(handle) << 32 }

// XID is the number that a transaction's name stands for: "7" is 7, and "r7",
// a transaction of the reverse direction, is ReverseXID + 7.
func XID(name string) (uint32, bool) {
	s, reverse := strings.CutPrefix(name, "r")
	n, err := number(s)
	if err != nil || n > 1<<32-1 || (reverse && n >= 1<<24) {
		return 0, false
	}
	if reverse {
		n += ReverseXID
	}
	return uint32(n), true
}

// ReverseXID is what the notation adds to the number of a reverse transaction,
// so that "r1" and "1" differ. Write the number itself to make them collide.
const ReverseXID = 0x52000000

func isXID(s string) bool {
	_, ok := XID(s)
	return ok
}
