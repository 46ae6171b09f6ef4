package trace

import (
	"encoding/hex"
	"slices"
	"strconv"
	"time"
)

// count is the only bare word of a statement, a number.
func (st *statement) count(most uint64) uint64 {
	x, ok := st.args.word(func(string) bool { return true })
	if !ok {
		st.args.fail(st.at, "%s needs a number", st.verb)
		return 0
	}
	n, err := number(x.key)
	if err != nil || n > most {
		st.args.fail(x.at, "%q is not a number up to %d", x.key, most)
		return 0
	}
	return n
}

// global runs the statements that belong to no side.
func (b *builder) global(st *statement) {
	a := st.args
	switch st.verb {
	case "conn":
		a.word(func(string) bool { return true }) // resolve has read it
	case "wait":
		x, ok := a.word(func(string) bool { return true })
		d, err := time.Duration(0), error(nil)
		if ok {
			d, err = time.ParseDuration(x.key)
		}
		if !ok || err != nil || d < 0 || d > maxWait {
			a.fail(st.at, "wait needs a time such as 30s")
			return
		}
		b.now = b.now.Add(d)
	case "host":
		x, ok := a.word(func(s string) bool { return len(s) > 1 && (s[0] == 'C' || s[0] == 'S') })
		for ; ok; x, ok = a.word(func(s string) bool { return len(s) > 1 && (s[0] == 'C' || s[0] == 'S') }) {
			side := Client
			if x.key[0] == 'S' {
				side = Server
			}
			n, err := strconv.Atoi(x.key[1:])
			if err != nil || n < 1 || n > 99 {
				a.fail(x.at, "%q is not a host", x.key)
				return
			}
			b.hosts[side] = newHost(side, n)
		}
	case "frame":
		x, ok := a.word(func(string) bool { return true })
		if !ok {
			a.fail(st.at, "frame needs bytes")
			return
		}
		raw, err := hex.DecodeString(x.key)
		if err != nil {
			a.fail(x.at, "%q is not hexadecimal", x.key)
			return
		}
		b.deliver(st, []Frame{{Data: raw, Orig: len(raw), Label: st.text, Name: st.name}})
	case "set", "noack", "acks":
		b.set(st)
	default:
		a.fail(st.at, "unknown word %q", st.verb)
	}
}

// set changes what holds for the rest of the trace.
func (b *builder) set(st *statement) {
	a := st.args
	switch {
	case st.verb == "noack" || a.flag("noack"):
		b.noAck = true
	case st.verb == "acks" || a.flag("acks"):
		b.noAck = false
	}
	b.mtu = int(a.num("mtu", uint64(b.mtu), 4096))
	if !slices.Contains(mtuCodes, b.mtu) {
		a.fail(st.at, "mtu is not 256, 512, 1024, 2048 or 4096")
	}
	b.snap = int(a.num("snap", uint64(b.snap), 1<<18))
	b.credits = byte(a.num("code", uint64(b.credits), noCredits))
	b.link.vlan = int(a.num("vlan", uint64(b.link.vlan), 4094))
	ip := uint64(4)
	if b.link.ip6 {
		ip = 6
	}
	b.link.ip6 = a.num("ip", ip, 6) == 6
}
