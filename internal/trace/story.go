package trace

import (
	"fmt"
	"strings"
)

// Story is the incident for which this program was written, as it would look in
// a capture. A client works for a while within its grant of 32. Its connection
// is lost with twelve RPCs outstanding. On the new one it sends all twelve at
// once, although RFC 8166 §3.3.3 allows one before the first grant, and has
// posted Receives for fewer Replies than that: the server's next Reply meets an
// RNR NAK, and since the client's ConnectRequest allows no RNR retry, the
// server's queue pair fails. A second later it all happens again, and once
// more, until the client sends one Call first.
//
// The frames that matter are called flood1 to flood3 (the second Call of each
// flood), refused1 to refused3 (the RNR NAKs), lost0 to lost3 (the
// DisconnectRequests) and recovered (the first Reply of the last connection).
func Story() (*Trace, error) {
	s := &story{xid: 0x5a17c000, handle: 0x2000}
	s.say("host C1 S1", "noack", "set mtu=1024")
	s.connect()
	s.calls([]rpc{{kind: "NULL"}})
	for round := range 12 {
		s.calls(mixture(round, 3+round%5))
		s.serveAll()
		s.say(fmt.Sprintf("wait %dus", 150+round*40))
	}
	s.calls(mixture(5, 12))
	s.say("wait 2ms")
	s.disconnect(0)
	for flood := 1; flood <= 3; flood++ {
		s.flood(flood, 4-flood)
	}
	s.recover()
	return Parse(strings.Join(s.lines, "\n"))
}

// A story writes the notation.
type story struct {
	lines  []string
	xid    uint32
	handle uint32
	open   []rpc // sent and not answered, oldest first
}

// An rpc is one transaction of the story.
type rpc struct {
	xid    uint32
	handle uint32
	kind   string // NULL, GETATTR, READ, WRITE
	length int    // of the chunk, in bytes
}

func (s *story) say(lines ...string) { s.lines = append(s.lines, lines...) }

func (s *story) sayf(format string, args ...any) { s.say(fmt.Sprintf(format, args...)) }

func (s *story) connect() {
	s.say("C>REQ[R1 4K/4K rnr=0 resp=16 init=0]", "+420us S>REP[R0 4K/4K rnr=0 resp=0 init=16]", "+180us C>RTU")
}

// mixture is n RPCs as an application would cause them.
func mixture(seed, n int) []rpc {
	kinds := []rpc{{kind: "GETATTR"}, {kind: "READ", length: 8192}, {kind: "WRITE", length: 8192}, {kind: "READ", length: 3000}}
	out := make([]rpc, n)
	for i := range out {
		out[i] = kinds[(seed+i)%len(kinds)]
	}
	return out
}

// calls sends new RPCs back to back and acknowledges them together.
func (s *story) calls(list []rpc) {
	for i, r := range list {
		s.xid++
		r.xid = s.xid
		s.send(r, "", i > 0)
	}
	s.say("+6us S>ACK")
	if len(list) == 1 {
		s.serveAll()
	}
}

// send sends one Call, over freshly registered memory.
func (s *story) send(r rpc, name string, burst bool) {
	s.handle += 0x101
	r.handle = s.handle
	gap := 35
	if burst {
		gap = 3
	}
	chunk := ""
	switch r.kind {
	case "READ":
		chunk = fmt.Sprintf("count=%d wr=(%#x,%d)", r.length, r.handle, r.length)
	case "WRITE":
		chunk = fmt.Sprintf("rd=(p,%d,%#x)", r.length, r.handle)
	}
	s.sayf("%s +%dus C>CALL %#x v3 %s cr=128 %s", name, gap, r.xid, r.kind, chunk)
	s.open = append(s.open, r)
}

// serve does what the server does for the oldest RPC, up to its Reply.
func (s *story) serve(name string) rpc {
	r := s.open[0]
	s.open = s.open[1:]
	chunk := ""
	switch r.kind {
	case "READ":
		s.sayf("+95us S>WRITE %#x 0 %d", r.handle, r.length)
		chunk = fmt.Sprintf("wr=(%#x,%d)", r.handle, r.length)
	case "WRITE":
		s.sayf("+40us S>READ %#x", r.handle)
		s.say("+12us C>RRESP", "wait 110us")
	}
	s.sayf("%s +15us S>REPLY %#x cr=32 %s", name, r.xid, chunk)
	return r
}

func (s *story) serveAll() {
	for len(s.open) > 0 {
		s.serve("")
		s.say("+4us C>ACK")
	}
}

// disconnect loses the connection: the server asks for it, since its queue pair
// has failed.
func (s *story) disconnect(n int) {
	s.sayf("lost%d: +310us S>DREQ", n)
	s.say("+240us C>DREP", "wait 1s")
}

// flood is a new connection on which everything pending is sent at once, to
// meet so many posted Receives.
func (s *story) flood(n, receives int) {
	s.connect()
	pending := s.open
	s.open = nil
	for i, r := range pending {
		name := ""
		if i == 1 {
			name = fmt.Sprintf("flood%d:", n)
		}
		s.send(r, name, true)
	}
	s.say("+5us S>ACK")
	for range receives {
		s.serve("")
		s.say("+4us C>ACK")
	}
	// The server sends on before it learns of the refusal.
	refused := []rpc{s.serve("")}
	for len(s.open) > 0 && s.open[0].kind == "GETATTR" {
		refused = append(refused, s.serve(""))
	}
	s.sayf("refused%d: +5us C>RNR(%#x) timer=14", n, refused[0].xid)
	s.open = append(refused, s.open...)
	s.disconnect(n)
}

// recover is the connection on which the client does it right.
func (s *story) recover() {
	s.connect()
	pending := s.open
	s.open = nil
	s.send(pending[0], "", false)
	s.say("+5us S>ACK")
	s.serve("recovered:")
	s.say("+4us C>ACK")
	for _, r := range pending[1:] {
		s.send(r, "", true)
	}
	s.say("+5us S>ACK")
	s.serveAll()
	for round := range 4 {
		s.calls(mixture(round, 6))
		s.serveAll()
		s.say("wait 300us")
	}
	s.say("wait 5s", "C>DREQ", "+200us S>DREP")
}
