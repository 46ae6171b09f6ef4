package rules

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// repeat writes a piece of notation for each number from 1 to n.
func repeat(n int, piece string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(piece, "#", fmt.Sprint(i+1)))
	}
	return b.String()
}

// Each refusal beyond the bound is counted as undecided, once.
func TestRefusalsBound(t *testing.T) {
	const piece = "C>CALL #; S>RNR(#); C>again #; S>RNR(#); C>again #; S>ACK(#); S>REPLY #;"
	tr := trace.Make(t, "est[R1 4K/4K | R0 4K/4K rnr=7];"+repeat(maxRefusals+2, piece)+"exchange")
	cov := covered(lint(t, tr, nil), recvRNRServer)
	if cov.Violated != maxRefusals || cov.Undecided != 2 || cov.Why[Forgotten] != 2 {
		t.Errorf("%d violated, %d undecided, %v; want %d, 2, all for %v", cov.Violated, cov.Undecided, cov.Why, maxRefusals, Forgotten)
	}
}

// A connection that was lost for a refusal beyond the bound does not seem to
// have been lost for nothing.
func TestRefusalsBoundLoss(t *testing.T) {
	const piece = "C>CALL #; S>RNR(#); C>again #; S>ACK(#); S>REPLY #;"
	tr := trace.Make(t, "est[R1 4K/4K | R0 4K/4K rnr=1];"+repeat(maxRefusals, piece)+"C>CALL 5000; S>RNR(5000); C>again 5000; S>RNR(5000); C>DREQ")
	if f := only(t, lint(t, tr, nil), connLoss); f.Guard != Forgotten {
		t.Errorf("%s: guard %q, want %q", f.Message, f.Guard, Forgotten)
	}
}

// NAKs beyond the bound are judged all the same, as far as they need nothing
// that comes later.
func TestNAKsBound(t *testing.T) {
	c := ledger(t, "est; exchange; C>CALL 1;"+repeat(maxRefusals+1, "S>NAK(63 1);"))
	if len(c.naks) != maxRefusals {
		t.Errorf("%d NAKs kept, want %d", len(c.naks), maxRefusals)
	}
	for forgotten, want := range map[bool]Guard{false: NotWhole, true: Forgotten} {
		if g := (&NAK{forgotten: forgotten}).withinSize(1024); g != want {
			t.Errorf("refused Send not known, forgotten %v: guard %q, want %q", forgotten, g, want)
		}
	}
}

// The error that explains the end may be one beyond the bound.
func TestFaultsBound(t *testing.T) {
	const piece = "C>CALL # len=5000; S>REPLY #;"
	for n, want := range map[int]struct {
		blame Blame
		guard Guard
	}{
		maxFaults - 1: {Client, 0},
		maxFaults:     {NoBlame, Forgotten},
	} {
		tr := trace.Make(t, "est;"+repeat(n, piece)+"C>CALL 500 len=5000; S>NAK(61 500); C>DREQ")
		if f := only(t, lint(t, tr, nil), connLoss); f.Blame != want.blame || f.Guard != want.guard {
			t.Errorf("%d errors before: blame %v, guard %q; want %v, %q", n, f.Blame, f.Guard, want.blame, want.guard)
		}
	}
}

// Whether a Call repeats a refused one is not known where that is forgotten.
func TestRefusedBound(t *testing.T) {
	const piece = "C>CALL # v3 READ count=#; S>ERR # CHUNK;"
	for n, want := range map[int]int{maxRefused: 0, maxRefused + 1: 1} {
		tr := trace.Make(t, "est;"+repeat(n, piece)+"C>CALL 500 v3 READ count=1; S>REPLY 500; exchange")
		cov := covered(lint(t, tr, nil), errRepeat)
		if got := cov.Why[Forgotten]; (got > 0) != (want > 0) {
			t.Errorf("%d refused: %d undecided for %q, want %d or more", n, got, Forgotten, want)
		}
	}
}

// A Call whose answer may be one of those captured before it, and forgotten,
// does not count as unanswered.
func TestEarlyForgotten(t *testing.T) {
	for n, want := range map[int]Guard{maxEarly - 1: 0, maxEarly: Forgotten} {
		notation := fmt.Sprintf("est; exchange; late=%d C>CALL 5 noack; S>ACK(5); S>REPLY 5;", n+2) +
			strings.ReplaceAll(repeat(n, "S>REPLY 1#;"), "REPLY 1", "REPLY 100") + "wait 70s; exchange"
		res := lint(t, trace.Make(t, notation), nil)
		var got []string
		for _, f := range res.Findings {
			if f.Rule == connUnanswered {
				got = append(got, f.Guard.Name())
			}
		}
		if want == 0 && len(got) > 0 || want != 0 && (len(got) != 1 || got[0] != want.Name()) {
			t.Errorf("%d answers between: conn/unanswered %v, want guard %q", n, got, want)
		}
	}
}

// A Call is compared with so many in flight and no more.
func TestCountedBound(t *testing.T) {
	const more = 6 // with that of the last exchange
	calls := fmt.Sprintf("C>CALL 2..%d noack;", maxCounted+more)
	tr := trace.Make(t, "est; C>CALL 1; S>REPLY 1 cr=1024;"+calls+"S>ACK; S>REPLY 2; exchange")
	cov := covered(lint(t, tr, nil), creditExceeded)
	if cov.Violated != 0 || cov.Inconclusive != more || cov.Why[Forgotten] != more {
		t.Errorf("%d violated, %d inconclusive, %v; want 0, %d, all for %v", cov.Violated, cov.Inconclusive, cov.Why, more, Forgotten)
	}
}

// RDMA Reads beyond the bounds are told.
func TestReadsBound(t *testing.T) {
	tr := trace.Make(t, "est[resp=16 init=16 | resp=16 init=16]; exchange; C>CALL 1 v3 WRITE rd=(p,16,7);"+repeat(MaxReads+3, "S>READ 7 0 16;"))
	if d := lint(t, tr, nil).Dropped; d.Reads != 3 || d.Pulls != MaxReads+3-MaxPulls {
		t.Errorf("got %d and %d beyond the bounds, want 3 and %d", d.Reads, d.Pulls, MaxReads+3-MaxPulls)
	}
}

// An XID that is not known is looked for among so many connections, and where
// there are more that is told.
func TestOthersBound(t *testing.T) {
	for n, want := range map[int]int{MaxOthers - 1: 0, MaxOthers: 1} {
		tr := trace.Make(t, repeat(n, "est;")+"est; exchange; S>REPLY 7; exchange")
		if d := lint(t, tr, nil).Dropped; d.Others != want {
			t.Errorf("%d other connections: got %d, want %d", n, d.Others, want)
		}
	}
}

// A Call under the rdma_xid of another one may be what was answered under its
// own XID, also where that XID is one of too many to be remembered.
func TestInnerBound(t *testing.T) {
	const misnamed = "est; exchange; C>CALL 7; C>CALL 7 rpc=100;"
	for rule, answered := range map[*Rule]string{
		writeChanged:     "C>CALL 100 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 100 count=4096 wr=(k,4096);",
		errShortAnswered: "C>CALL 8 cut=3; S>ERR 100 CHUNK;",
	} {
		for n, want := range map[int]Guard{maxInner - 1: Unpaired, maxInner: Forgotten} {
			tr := trace.Make(t, misnamed+repeat(n, "C>CALL 7 rpc=100#;")+answered+"S>REPLY 7; exchange")
			if f := only(t, lint(t, tr, nil), rule); f.Guard != want {
				t.Errorf("%s, %d more: guard %q, want %q", rule.ID, n, f.Guard, want)
			}
		}
	}
}

// An RDMA_ERROR to nothing known may be a second answer to a forgotten Call.
func TestShortAnsweredForgotten(t *testing.T) {
	for n, want := range map[int]Guard{maxClosed - 2: 0, maxClosed + 1: Forgotten} {
		tr := trace.Make(t, fmt.Sprintf("est; C>CALL 100; S>REPLY 100; exchange %d; C>CALL 8 cut=3; S>ERR 101 CHUNK; exchange", n))
		if f := only(t, lint(t, tr, nil), errShortAnswered); f.Guard != want {
			t.Errorf("%d exchanges: guard %q, want %q", n, f.Guard, want)
		}
	}
}

// A READ or an item beyond the bound leaves a message undecided, and so do too
// many Positions.
func TestItemsBound(t *testing.T) {
	const set = "est[256K/256K | 256K/256K]; exchange;"
	for _, tt := range []struct {
		name string
		rule *Rule
		n    int
		make func(n int) string
	}{
		{"READs", writePadSpace, maxItems, func(n int) string {
			return "C>CALL 1 v4 [PUTFH" + repeat(n, " READ(4096)") + "]" + repeat(n, " wr=(#,4096)") + "; S>REPLY 1 GARBAGE_ARGS;"
		}},
		{"items of a Call", chunkPadLeft, maxItems, func(n int) string {
			const write = "00000026" + "00000000000000000000000000000000" + "0000000000000000" + "00000002" + "00000004"
			return fmt.Sprintf("C>CALL 1 prog=100003 v=4 p=1 args=0000000000000000%08x", n) + write + repeat(n-1, write+"64617461") +
				" rd=(132,4,h); S>REPLY 1 GARBAGE_ARGS;"
		}},
		{"Positions", chunkPadLeft, maxReadChunks, func(n int) string {
			return "C>CALL 1 v4 [PUTFH" + repeat(n, " WRITE(4)") + "]" + repeat(n, " rd=(p#,4,h)") + "; S>REPLY 1 GARBAGE_ARGS;"
		}},
		{"items of a Reply", chunkPadLeft, maxItems, func(n int) string {
			const read = "00000019" + "00000000" + "00000000" + "00000004"
			return "C>CALL 1 v4 [" + repeat(n, " READ(4)") + "] wr=(h,4); S>REPLY 1 wr=(h,4) payload=" +
				"000000010000000100000000000000000000000000000000" + fmt.Sprintf("0000000000000000%08x", n) + read + repeat(n-1, read+"64617461") + ";"
		}},
	} {
		for _, more := range []int{0, 1} {
			res := lint(t, trace.Make(t, set+tt.make(tt.n+more)+"exchange"), nil)
			if got := covered(res, tt.rule); got.Undecided != more || got.Why[Forgotten] != more || got.Violated > 0 {
				t.Errorf("%d %s: %d undecided, %v; want %d for %v", tt.n+more, tt.name, got.Undecided, got.Why, more, Forgotten)
			}
		}
	}
}

// A region that others may have driven from its place in the table is not seen,
// and whether it was there is not known.
func TestRegionsBound(t *testing.T) {
	const (
		first   = 1
		address = 0x1000
		call    = "exchange 1 v3 WRITE rd=(p,4096,%d,@0x1000);"
	)
	place := func(handle uint32) uint64 { return regionPlace(handle, address) }
	var same, others []uint32
	for h := uint32(first + 1); len(same) < manyCalls; h++ {
		if place(h) == place(first) {
			same = append(same, h)
		} else if len(others) < manyCalls {
			others = append(others, h)
		}
	}
	for name, tt := range map[string]struct {
		handles    []uint32
		persistent bool
		held       bool
	}{
		"driven out":             {same, true, false},
		"each once":              {same, false, true},
		"in places of their own": {others, false, true},
	} {
		var b strings.Builder
		for i, h := range tt.handles {
			if i == len(tt.handles)/2 {
				b.WriteString("wait 11s;")
			}
			if tt.persistent {
				fmt.Fprintf(&b, call, first)
			}
			fmt.Fprintf(&b, call, h)
		}
		cov := covered(lint(t, trace.Make(t, "est;"+b.String()), nil), mrPersistent)
		if cov.Violated > 0 || (cov.Held > 0) != tt.held || (cov.Why[Forgotten] > 0) == tt.held {
			t.Errorf("%s: %d held, %v undecided; want held %v", name, cov.Held, cov.Why, tt.held)
		}
	}
}

// Answers that are not known to be received count, however many they are.
func TestGrantsBound(t *testing.T) {
	const answered, open = 1300, 2750
	notation := "est; C>CALL 100000 cr=4000; S>REPLY 100000 cr=4000; noack;" + repeat(answered, "C>CALL #; S>REPLY # cr=4000;") +
		fmt.Sprintf("C>CALL %d..%d;", answered+1, answered+open) + "C>CALL 100001; S>RNR(100001)"
	for _, f := range lint(t, trace.Make(t, notation), nil).Findings {
		if f.Rule == recvRNRServer || f.Rule == connLoss && f.Blame == Server {
			t.Errorf("the server is blamed where %d Calls may be in flight, 4000 granted: %s %s", answered+open+1, f.Rule.ID, f.Message)
		}
	}
}

// An error may be for a message too short for an XID that is forgotten.
func TestNamelessBound(t *testing.T) {
	for n, want := range map[int]Guard{maxNameless: 0, maxNameless + 1: Forgotten} {
		notation := "est; exchange;" + repeat(n, "C>SEND raw=0000;") + repeat(n, "S>ERR 0 CHUNK;") + "exchange; exchange; C>DREQ; S>DREP"
		wrong := 0
		for _, f := range lint(t, trace.Make(t, notation), nil).Findings {
			if f.Rule != errWrongXID {
				continue
			}
			if wrong++; f.Guard != want {
				t.Errorf("%d too short: guard %q, want %q", n, f.Guard, want)
			}
		}
		if wrong != n-maxNameless {
			t.Errorf("%d too short: %d errors answer nothing known, want %d", n, wrong, n-maxNameless)
		}
	}
}
