package trace

import "strings"

// A segment names registered memory of the side that wrote it.
type segment struct {
	handle uint32
	length uint32
	offset uint64
}

// A readSegment is a segment of the Read list.
type readSegment struct {
	position uint32
	mark     string // "p", "p2-4": the position is only known when the payload is built
	segment
}

// A chunk is a Write chunk or the Reply chunk. Count is what the count word
// says: a lie when it differs from the number of segments.
type chunk struct {
	count    uint32
	segments []segment
}

func (c chunk) total() int {
	n := 0
	for _, s := range c.segments {
		n += int(s.length)
	}
	return n
}

// reads is the Read list of rd=(position,length,handle[,offset])...
func (a *args) reads() []readSegment {
	var out []readSegment
	for x := a.find('=', "rd"); x != nil; x = a.find('=', "rd") {
		for _, group := range a.groups(x) {
			if len(group) != 3 && len(group) != 4 {
				a.fail(x.at, "a read segment is (position,length,handle[,offset])")
				return nil
			}
			seg := readSegment{segment: a.segment(x, append([]string{group[2], group[1]}, group[3:]...))}
			if strings.HasPrefix(group[0], "p") {
				seg.mark = group[0]
			} else {
				seg.position = a.number32(x, group[0])
			}
			out = append(out, seg)
		}
	}
	return out
}

// writes is the Write list: one chunk for each wr= and for each group of
// segments that a space divides from the one before.
func (a *args) writes() (list []chunk, given bool) {
	for x := a.find('=', "wr"); x != nil; x = a.find('=', "wr") {
		given = true
		for text := range strings.SplitSeq(x.val, ") (") {
			text = "(" + strings.Trim(text, "()") + ")"
			list = append(list, a.chunk(x, text))
		}
	}
	return list, given
}

// reply is the Reply chunk of rc=, nil where there is none.
func (a *args) reply() *chunk {
	x := a.find('=', "rc")
	if x == nil {
		return nil
	}
	c := a.chunk(x, x.val)
	return &c
}

func (a *args) chunk(x *arg, text string) chunk {
	var c chunk
	lie := -1
	for _, group := range a.groups(&arg{val: text, at: x.at}) {
		first, isCount := strings.CutPrefix(group[0], "count=")
		switch {
		case len(group) == 1 && group[0] == "empty":
		case len(group) == 1 && isCount:
			lie = int(a.number32(x, first))
		case len(group) == 2 || len(group) == 3:
			c.segments = append(c.segments, a.segment(x, group))
		default:
			a.fail(x.at, "a segment is (handle,length[,offset])")
		}
	}
	c.count = uint32(len(c.segments))
	if lie >= 0 {
		c.count = uint32(lie)
	}
	return c
}

// groups splits "(a,b)(c,d)" or "(a,b),(c,d)" into its elements.
func (a *args) groups(x *arg) [][]string {
	var out [][]string
	s := strings.TrimSpace(x.val)
	for s != "" {
		end := strings.IndexByte(s, ')')
		if s[0] != '(' || end < 0 {
			a.fail(x.at, "expected (…) and found %q", s)
			return nil
		}
		group := strings.Split(s[1:end], ",")
		for i := range group {
			group[i] = strings.TrimSpace(group[i])
		}
		out = append(out, group)
		s = strings.TrimLeft(s[end+1:], " ,")
	}
	return out
}

// segment reads handle, length and, where given, offset.
func (a *args) segment(x *arg, e []string) segment {
	s := segment{handle: a.handle(x.at, e[0]), length: a.number32(x, e[1])}
	s.offset = Base(s.handle)
	if len(e) > 2 {
		s.offset = a.address(x.at, s.handle, e[2])
	}
	return s
}

// address is an offset from the handle's base, or with @ an address by itself.
func (a *args) address(at place, handle uint32, text string) uint64 {
	rest, absolute := strings.CutPrefix(text, "@")
	n, err := number(rest)
	if err != nil {
		a.fail(at, "offset %q is not a number", text)
	}
	if absolute {
		return n
	}
	return Base(handle) + n
}

func (a *args) handle(at place, text string) uint32 {
	if text == "" || strings.ContainsAny(text, "()[]=,") {
		a.fail(at, "%q is not a handle", text)
	}
	if n, err := number(text); err == nil && n > 1<<32-1 {
		a.fail(at, "handle %s has more than 32 bits", text)
	}
	return Handle(text)
}

func (a *args) number32(x *arg, text string) uint32 {
	n, err := number(text)
	if err != nil || n > 1<<32-1 {
		a.fail(x.at, "%q is not a 32-bit number", text)
	}
	return uint32(n)
}
