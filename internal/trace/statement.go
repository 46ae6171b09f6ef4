package trace

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Side is one of the two peers of a connection.
type Side uint8

// The sides. The client is the one that sends the ConnectRequest.
const (
	Client Side = iota
	Server
)

// String is the letter of the notation.
func (s Side) String() string { return [...]string{"C", "S"}[s] }

func (s Side) other() Side { return 1 - s }

// A statement is one step of a notation after macros were expanded.
type statement struct {
	at     place
	text   string
	name   string
	conn   int // as written, then as resolved; 0 is the current one
	side   Side
	sided  bool // has C> or S>
	verb   string
	inside string // what stands in the verb's own brackets, and their kind
	args   *args
	words  []word // of args, for expansion

	fate

	// answered tells that a later statement acknowledges or refuses this one,
	// so that no ACK is implied.
	answered bool
	answers  *statement // for ACK, RNR, NAK: the statement that it answers
}

// A fate is what becomes of a statement's packets, set by the prefixes.
type fate struct {
	gap      time.Duration // since the frame before; 0 for the usual
	drop     bool          // never captured
	dropOnly []int         // packets of the message that were never captured, from 1
	lost     bool          // never captured and never delivered
	late     int           // captured after so many further statements
	dup      bool          // captured twice
	badICRC  bool          // captured with a wrong ICRC, so not delivered
	snap     int           // captured bytes, 0 for all
}

// parse turns the words of one statement into statements: several where it is a
// macro or names a range of transactions.
func parse(words []word) ([]*statement, error) {
	st := &statement{at: words[0].at}
	for len(words) > 0 {
		ok, err := st.prefix(words[0])
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		words = words[1:]
	}
	if len(words) == 0 {
		return nil, st.at.errorf("nothing follows the prefix")
	}
	if n := len(words); n > 2 && words[n-2].text == "as" {
		st.name, words = words[n-1].text, words[:n-2]
	}
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	st.text = strings.Join(texts, " ")
	verb := words[0].text
	if rest, ok := strings.CutPrefix(verb, "C>"); ok {
		st.sided, verb = true, rest
	} else if rest, ok := strings.CutPrefix(verb, "S>"); ok {
		st.sided, st.side, verb = true, Server, rest
	}
	words = words[1:]
	if verb == "" && st.sided && len(words) > 0 {
		verb, words = words[0].text, words[1:]
	}
	if br := strings.IndexAny(verb, "(["); br >= 0 {
		if !strings.ContainsRune(")]", rune(verb[len(verb)-1])) {
			return nil, st.at.errorf("unknown word %q", verb)
		}
		st.inside, verb = verb[br+1:len(verb)-1], verb[:br]
	}
	st.verb, st.words = verb, words
	return st.expand()
}

// prefix takes one word in front of the verb; ok is false when w is the verb.
func (st *statement) prefix(w word) (ok bool, err error) {
	key, val, _ := strings.Cut(w.text, "=")
	switch {
	case len(w.text) > 1 && strings.HasSuffix(w.text, ":"):
		st.name = strings.TrimSuffix(w.text, ":")
	case strings.HasPrefix(w.text, "@"):
		st.conn, err = strconv.Atoi(w.text[1:])
		if err != nil || st.conn < 1 {
			return false, w.at.errorf("%q is not a connection", w.text)
		}
	case strings.HasPrefix(w.text, "+"):
		st.gap, err = time.ParseDuration(w.text[1:])
		if err != nil || st.gap <= 0 || st.gap > maxWait {
			return false, w.at.errorf("%q is not a time", w.text)
		}
	case w.text == "drop":
		st.drop = true
	case w.text == "lost":
		st.drop, st.lost = true, true
	case w.text == "dup":
		st.dup = true
	case w.text == "badicrc":
		st.badICRC = true
	case key == "drop":
		st.dropOnly, err = packets(val, w.at)
	case key == "late":
		st.late = 1
		if val != "" {
			st.late, err = strconv.Atoi(val)
		}
		if err != nil || st.late < 1 {
			return false, w.at.errorf("%q is not a number of statements", w.text)
		}
	case key == "snap":
		st.snap, err = strconv.Atoi(val)
		if err != nil || st.snap < 1 {
			return false, w.at.errorf("%q is not a snapshot length", w.text)
		}
	default:
		return false, nil
	}
	return true, err
}

// packets reads "1,3" or "2..5".
func packets(s string, at place) ([]int, error) {
	var out []int
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "..")
		if !isRange {
			to = from
		}
		lo, err1 := strconv.Atoi(from)
		hi, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || lo < 1 || hi < lo || hi-lo > maxRange {
			return nil, at.errorf("%q is not a list of packets", s)
		}
		for n := lo; n <= hi; n++ {
			out = append(out, n)
		}
	}
	return out, nil
}

// expand resolves macros and ranges.
func (st *statement) expand() ([]*statement, error) {
	switch {
	case !st.sided && st.verb == "est":
		return st.establish()
	case !st.sided && st.verb == "exchange":
		return st.exchange()
	case !st.sided && st.verb == "backchannel":
		return st.macro("C>CALL 0x0d000001 v4 [CREATE_SESSION] flags=2", "S>REPLY 0x0d000001")
	}
	if len(st.words) > 0 && strings.Contains(st.words[0].text, "..") && isMessage(st.verb) {
		return st.spread(st.words[0].text, func(c *statement, x string) {
			c.words = slices.Clone(st.words)
			c.words[0].text = x
			c.text = strings.Replace(st.text, st.words[0].text, x, 1)
		})
	}
	if strings.Contains(st.inside, "..") && isAnswer(st.verb) {
		inside := st.inside
		return st.spread(inside, func(c *statement, x string) {
			c.inside = x
			c.text = strings.Replace(st.text, inside, x, 1)
		})
	}
	st.args = newArgs(st.at, st.words)
	return []*statement{st}, nil
}

// spread makes one statement for each transaction of a range such as 2..5.
func (st *statement) spread(text string, set func(*statement, string)) ([]*statement, error) {
	from, to, _ := strings.Cut(text, "..")
	prefix := ""
	if rest, ok := strings.CutPrefix(from, "r"); ok {
		prefix, from, to = "r", rest, strings.TrimPrefix(to, "r")
	}
	lo, err1 := strconv.ParseUint(from, 10, 32)
	hi, err2 := strconv.ParseUint(to, 10, 32)
	if err1 != nil || err2 != nil || hi < lo || hi-lo > maxRange {
		return nil, st.at.errorf("%q is not a range of transactions", text)
	}
	var out []*statement
	for n := lo; n <= hi; n++ {
		c := *st
		set(&c, prefix+strconv.FormatUint(n, 10))
		c.args = newArgs(c.at, c.words)
		if n > lo {
			c.name, c.gap = "", 0
		}
		out = append(out, &c)
	}
	return out, nil
}

// macro is the statements of texts, in the fate and on the connection of st.
func (st *statement) macro(texts ...string) ([]*statement, error) {
	var out []*statement
	for i, text := range texts {
		lexed, err := lex(text)
		if err != nil {
			return nil, err
		}
		more, err := parse(lexed[0])
		if err != nil {
			return nil, err
		}
		for _, m := range more {
			m.at, m.conn, m.fate = st.at, st.conn, st.fate
			if i == 0 {
				m.name = st.name
			} else {
				m.gap = 0
			}
		}
		out = append(out, more...)
	}
	return out, nil
}

func (st *statement) establish() ([]*statement, error) {
	if len(st.words) > 0 {
		return nil, st.words[0].at.errorf("unknown word %q", st.words[0].text)
	}
	req, rep, _ := strings.Cut(st.inside, "|")
	return st.macro("C>REQ["+req+"]", "S>REP["+rep+"]", "C>RTU")
}

// exchange is n pairs of Call and Reply whose XIDs no one else uses. Words
// behind the number belong to each Call.
func (st *statement) exchange() ([]*statement, error) {
	n, words := 1, st.words
	if len(words) > 0 {
		v, err := strconv.Atoi(words[0].text)
		if err != nil || v < 1 || v > maxRange {
			return nil, words[0].at.errorf("%q is not a number of exchanges", words[0].text)
		}
		n, words = v, words[1:]
	}
	call := "C>CALL fresh"
	for _, w := range words {
		call += " " + w.text
	}
	var texts []string
	for range n {
		texts = append(texts, call, "S>REPLY fresh")
	}
	return st.macro(texts...)
}

func isMessage(verb string) bool {
	return slices.Contains([]string{"CALL", "REPLY", "NOMSG", "ERR", "MSG", "msg", "DONE", "MSGP"}, verb)
}

// isRequest tells whether the verb takes PSNs of its side's request stream.
func isRequest(verb string) bool {
	return isMessage(verb) || slices.Contains([]string{"SEND", "WRITE", "READ", "FADD", "CSWAP", "again", "resend"}, verb)
}

func isAnswer(verb string) bool {
	return slices.Contains([]string{"ACK", "RNR", "NAK", "SEQNAK"}, verb)
}
