package trace

import (
	"slices"
	"strconv"
	"strings"
)

// resolve says which connection each statement goes to and which request each
// answer belongs to.
func (b *builder) resolve() error {
	current, count := 0, 0
	for i, st := range b.statements {
		if st.name != "" {
			if b.trace.names[st.name] {
				return st.at.errorf("%q is the name of an earlier statement", st.name)
			}
			b.trace.names[st.name] = true
		}
		if !st.sided {
			if st.verb == "conn" {
				n, err := strconv.Atoi(st.word())
				if err != nil || n < 1 || n > count {
					return st.at.errorf("%q is not a connection", st.word())
				}
				current = n
			}
			continue
		}
		if st.verb == "REQ" || count == 0 {
			count++
			current = count
			if st.conn > 0 && st.conn != count {
				return st.at.errorf("this begins connection %d, not %d", count, st.conn)
			}
			if count > maxConns {
				return st.at.errorf("more than %d connections", maxConns)
			}
		}
		if st.conn == 0 {
			st.conn = current
		}
		if st.conn > count {
			return st.at.errorf("there is no connection %d", st.conn)
		}
		if isAnswer(st.verb) {
			b.match(i, st)
		}
	}
	return nil
}

// match finds the request that an answer belongs to: the last one of the other
// side before it, with the XID or handle that it names.
func (b *builder) match(i int, answer *statement) {
	xid, handle := answer.target()
	if xid == "" && handle == "" && (answer.args.has("psn") || strings.Contains(answer.inside, "psn=")) {
		return
	}
	for _, st := range slices.Backward(b.statements[:i]) {
		if !st.sided || st.conn != answer.conn || st.side == answer.side || !isRequest(st.verb) {
			continue
		}
		word := st.word()
		if word == "READ" || word == "WRITE" { // again READ h
			word = st.words[min(1, len(st.words)-1)].text
		}
		switch {
		case xid != "" && (!isXID(word) || !sameXID(xid, word) || st.verb == "WRITE" || st.verb == "READ"):
			continue
		case handle != "" && (isMessage(st.verb) || Handle(word) != Handle(handle)):
			continue
		}
		st.answered, answer.answers = true, st
		return
	}
}

func sameXID(a, b string) bool {
	x, _ := XID(a)
	y, _ := XID(b)
	return x == y
}

// word is the first word behind the verb, or "".
func (st *statement) word() string {
	if len(st.words) == 0 {
		return ""
	}
	return st.words[0].text
}
