package main

import (
	"fmt"
	"slices"
	"strings"
)

// A kind of traffic is a notation for its beginning, and one for a cycle that
// repeats. Cycles are told apart by their number n, and what changes with it
// must change by the same amount each time.
type kind struct {
	name   string
	begin  func() string
	cycle  func(n int) string
	period int // cycles after which the numbers begin anew, 0 for never
}

// chunkLength is what the large kinds move with each RPC, in bytes.
const chunkLength = 256 << 10

const (
	connections = 200 // of many-connections
	inFlight    = 8   // of small-rpcs
)

// kinds are the kinds, in the order of the help text.
var kinds = []kind{
	{"large-writes", beginOne, cycleWrite, 0},
	{"large-reads", beginOne, cycleRead, 0},
	{"small-rpcs", beginOne, cycleSmall, 0},
	{"many-connections", beginMany, cycleMany, 0},
	{"reconnects", func() string { return "noack" }, cycleReconnect, 4000},
	{"violations", beginOne, cycleWrong, 0},
}

func kindNames() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.name)
	}
	return out
}

func findKind(name string) (kind, error) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, fmt.Errorf("gen: unknown kind %q, want %s", name, strings.Join(kindNames(), ", "))
	}
	return kinds[i], nil
}

func beginOne() string { return "est[mtu=4096]; exchange 2; noack" }

func cycleWrite(n int) string {
	return fmt.Sprintf(`
		C>CALL %[1]d v3 WRITE rd=(p,%[3]d,%[2]d)
		S>ACK; S>READ %[2]d; C>RRESP
		S>REPLY %[1]d; C>ACK`, xid(n), handle(n), chunkLength)
}

func cycleRead(n int) string {
	return fmt.Sprintf(`
		C>CALL %[1]d v3 READ count=%[3]d wr=(%[2]d,%[3]d)
		S>ACK; S>WRITE %[2]d 0 %[3]d
		S>REPLY %[1]d wr=(%[2]d,%[3]d); C>ACK`, xid(n), handle(n), chunkLength)
}

// cycleSmall keeps the names of one cycle apart from those of the next.
func cycleSmall(n int) string {
	var b strings.Builder
	first := xid(n * inFlight)
	fmt.Fprintf(&b, "+3us C>CALL %d..%d\nS>ACK\n", first, first+inFlight-1)
	for i := range inFlight {
		fmt.Fprintf(&b, "+5us S>REPLY %d\n", first+i)
	}
	b.WriteString("C>ACK")
	return b.String()
}

// beginMany spreads the connections over clients, so that no pair of hosts has
// more than four.
func beginMany() string {
	var b strings.Builder
	for i := range connections {
		fmt.Fprintf(&b, "host C%d S1\nest; exchange\n", 1+i/4)
	}
	b.WriteString("noack")
	return b.String()
}

func cycleMany(n int) string {
	var b strings.Builder
	for i := range connections {
		x, h := xid(n*connections+i), handle(n*connections+i)
		fmt.Fprintf(&b, "@%d +2us C>CALL %d v3 READ count=4096 wr=(%d,4096)\n", i+1, x, h)
	}
	for i := range connections {
		x, h := xid(n*connections+i), handle(n*connections+i)
		c := i + 1
		fmt.Fprintf(&b, "@%d +2us S>ACK\n@%d S>WRITE %d 0 4096\n@%d S>REPLY %d wr=(%d,4096)\n@%d C>ACK\n", c, c, h, c, x, h, c)
	}
	return b.String()
}

func cycleReconnect(n int) string {
	var b strings.Builder
	b.WriteString("est\n")
	for i := range 10 {
		x, h := xid(10*n+i), handle(10*n+i)
		fmt.Fprintf(&b, "C>CALL %d v3 READ count=2048 wr=(%d,2048)\nS>ACK\n", x, h)
		fmt.Fprintf(&b, "S>WRITE %d 0 2048\nS>REPLY %d wr=(%d,2048)\nC>ACK\n", h, x, h)
	}
	b.WriteString("wait 1ms\nC>DREQ; S>DREP; wait 20ms")
	return b.String()
}

// cycleWrong breaks a rule in every frame.
func cycleWrong(n int) string {
	return fmt.Sprintf("C>CALL %[1]d cr=0\nS>REPLY %[1]d cr=0", xid(n))
}

func xid(n int) int    { return 0x10000000 + n }
func handle(n int) int { return 0x1000 + n }
