package trace

import (
	"slices"
	"strconv"
	"strings"
)

// target is what the brackets of an answer name: an XID, or h=HANDLE.
func (st *statement) target() (xid, handle string) {
	words := fields(st.inside, st.at)
	if st.verb == "NAK" && len(words) > 0 {
		words = words[1:]
	}
	for i, w := range words {
		if h, ok := strings.CutPrefix(w.text, "h="); ok {
			return "", h
		}
		if isXID(w.text) && (i == 0 || words[i-1].text != "code") {
			return w.text, ""
		}
	}
	return "", ""
}

// answer sends ACK, RNR NAK, NAK or the NAK for a PSN sequence error.
func (b *builder) answer(st *statement, c *conn) {
	words := fields(st.inside, st.at)
	code := uint64(1)
	if st.verb == "NAK" {
		if len(words) == 0 || !nakCode(words[0].text, &code) {
			st.args.fail(st.at, "NAK needs a code from 60 to 7f in brackets")
			return
		}
		words = words[1:]
	}
	a := newArgs(st.at, append(words, st.words...))
	st.args = a
	credits := a.code(b.credits)
	a.word(isXID) // target has read these
	a.find('=', "h")
	r := b.requests[st.answers]
	e := c.ends[st.side.other()]
	if r == nil {
		r = &request{first: e.psn, last: e.psn, msn: uint32(len(e.requests))}
		if !a.has("psn") {
			a.fail(st.at, "there is nothing that %s could answer", st.verb)
			return
		}
	}
	psn, syndrome, msn := r.first, byte(0x60|code&0x1f), (r.msn-1)&psnMask
	switch st.verb {
	case "ACK":
		psn, syndrome, msn = r.last, byte(a.num("code", uint64(credits), 31)), r.msn
		for q := range e.unanswered {
			if q.msn <= r.msn {
				delete(e.unanswered, q)
			}
		}
	case "RNR":
		syndrome = 0x20 | byte(a.num("timer", 12, 31))
	case "SEQNAK":
		syndrome = 0x60
	}
	if a.flag("last") {
		psn = r.last
	}
	psn = uint32(a.num("psn", uint64(psn), psnMask))
	msn = uint32(a.num("msn", uint64(msn), psnMask))
	b.emit(st, c, st.text, acknowledgement(psn, syndrome, msn))
}

// code reads "code n" inside the brackets of an ACK.
func (a *args) code(def byte) byte {
	i := slices.IndexFunc(a.list, func(x *arg) bool { return x.form == 'w' && x.key == "code" })
	if i < 0 {
		return def
	}
	a.list[i].used = true
	if i+1 == len(a.list) {
		a.fail(a.at, "code needs a number")
		return def
	}
	x := a.list[i+1]
	x.used = true
	n, err := number(x.key)
	if err != nil || n > noCredits {
		a.fail(x.at, "code %q is not a number up to 31", x.key)
	}
	return byte(n)
}

func nakCode(s string, code *uint64) bool {
	n, err := strconv.ParseUint(s, 16, 8)
	*code = n
	return err == nil && n >= 0x60 && n <= 0x7f
}
