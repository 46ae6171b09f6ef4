package rules

import (
	"testing"

	"rpcrdma-lint/decode"
)

// The limits are one credit before any answer, then what the answers that may
// have been received grant.
func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		name              string
		k                 credits
		largest, smallest uint32
	}{
		{"no answer", credits{}, 1, 1},
		{"one answer, perhaps received", credits{grants: queue[grant]{items: []grant{{credits: 8}}}}, 8, 1},
		{"one answer, received", credits{certain: grant{credits: 8}, hasCertain: true}, 8, 8},
		{"a larger one, perhaps received", credits{certain: grant{credits: 8}, hasCertain: true, grants: queue[grant]{items: []grant{{credits: 32}}}}, 32, 8},
		{"a smaller one, perhaps received", credits{certain: grant{credits: 8}, hasCertain: true, grants: queue[grant]{items: []grant{{credits: 2}}}}, 8, 2},
	} {
		largest, smallest := tt.k.limits()
		if largest.credits != tt.largest || smallest != tt.smallest {
			t.Errorf("%s: limits %d and %d, want %d and %d", tt.name, largest.credits, smallest, tt.largest, tt.smallest)
		}
	}
}

// An acknowledgement of the Requester makes the answers up to it certain, also
// across the end of the PSN space.
func TestReceived(t *testing.T) {
	k := credits{grants: queue[grant]{items: []grant{{credits: 4, end: 0xfffffe}, {credits: 5, end: 0xffffff}, {credits: 6, end: 0}, {credits: 7, end: 1}}}}
	k.received(0xfffffd, 1)
	if k.hasCertain {
		t.Error("certain before any acknowledgement covers it")
	}
	k.received(0, 2)
	if !k.hasCertain || k.certain.credits != 6 || k.grants.len() != 1 {
		t.Errorf("certain %v %d, %d left; want 6, 1 left", k.hasCertain, k.certain.credits, k.grants.len())
	}
	k.sure = 3
	k.blur()
	if k.hasCertain || k.grants.len() != 0 || k.sure != 0 || k.gen != 1 {
		t.Errorf("after something went unseen: %+v, want nothing certain and a new generation", k)
	}
}

// Only an acknowledgement that names a Call tells when that was acknowledged.
func TestAcknowledge(t *testing.T) {
	calls := func(repeated bool) (credits, []*Transaction) {
		var k credits
		for psn := range uint32(3) {
			k.unacked.push(&Transaction{Call: Place{PSN: psn, EndPSN: psn, Time: 1000 + int64(psn)}, repeated: repeated})
		}
		return k, append([]*Transaction(nil), k.unacked.all()...)
	}
	for _, tt := range []struct {
		name     string
		psn      uint32
		since    int64
		named    bool
		repeated bool
		acked    [3]bool
		left     int
	}{
		{"names the first", 0, 0, true, false, [3]bool{true, false, false}, 2},
		{"names the second", 1, 0, true, false, [3]bool{false, true, false}, 1},
		{"names the second, in time", 1, 1000, true, false, [3]bool{false, true, false}, 1},
		{"names the second, too late", 1, 1001, true, false, [3]bool{}, 1},
		{"names the second, a repetition", 1, 0, true, true, [3]bool{}, 1},
		{"a NAK that covers the second", 1, 0, false, false, [3]bool{}, 1},
		{"an old one", 0xffffff, 0, true, false, [3]bool{}, 3},
	} {
		k, all := calls(tt.repeated)
		k.acknowledge(tt.psn, 9, tt.since, tt.named)
		for i, c := range all {
			if c.acked != tt.acked[i] || c.acked && c.ackTime != 9 {
				t.Errorf("%s: Call %d acknowledged %v at %d, want %v at 9", tt.name, i, c.acked, c.ackTime, tt.acked[i])
			}
		}
		if k.unacked.len() != tt.left {
			t.Errorf("%s: %d left, want %d", tt.name, k.unacked.len(), tt.left)
		}
	}
}

// A transaction is open, then closed, then forgotten.
func TestDirectionBounds(t *testing.T) {
	d := &direction{}
	for xid := range uint32(maxClosed + 2) {
		x := &Transaction{XID: xid, RPCXID: xid}
		if !d.add(x) || d.find(xid) != x {
			t.Fatalf("XID %d is not open", xid)
		}
		d.close(x)
	}
	if d.closed[1] != nil || d.closed[2] == nil || len(d.closed) != maxClosed || d.forgot != 2 {
		t.Errorf("%d closed, %d forgotten, XID 1 known %v; want %d, 2, forgotten", len(d.closed), d.forgot, d.closed[1] != nil, maxClosed)
	}
	d = &direction{}
	for xid := range uint32(maxOpen) {
		if !d.add(&Transaction{XID: xid, RPCXID: xid}) {
			t.Fatalf("XID %d was not taken", xid)
		}
	}
	if d.add(&Transaction{XID: maxOpen, RPCXID: maxOpen}) || d.forgot != 1 {
		t.Errorf("one more than %d was taken", maxOpen)
	}
}

// A Call whose two XIDs differ is found under either.
func TestDirectionTwoXIDs(t *testing.T) {
	d := &direction{}
	x := &Transaction{XID: 1, RPCXID: 2}
	d.add(x)
	if d.find(1) != x || d.find(2) != x {
		t.Error("not found under both XIDs")
	}
	d.close(x)
	if d.find(1) != nil || d.find(2) != nil || d.closed[1] != x || d.closed[2] != x {
		t.Error("not closed under both XIDs")
	}
}

// A NAK finds the Send that it refuses among the latest.
func TestSentRing(t *testing.T) {
	var r sentRing
	for psn := range uint32(maxSent + 1) {
		r.add(Sent{Place: Place{PSN: psn}})
	}
	if r.find(0) != nil {
		t.Error("the oldest is still found")
	}
	for _, psn := range []uint32{1, 2, maxSent} {
		if s := r.find(psn); s == nil || s.PSN != psn {
			t.Errorf("PSN %d: %v, want its Send", psn, s)
		}
	}
}

func TestGuards(t *testing.T) {
	for g := Guard(1); g < guardCount; g++ {
		if g.Name() == "" || g.String() == "" {
			t.Errorf("guard %d: name %q, text %q, want both", g, g.Name(), g)
		}
	}
	for side, want := range map[decode.Side][3]any{
		decode.ClientSide: {GapClient, OpenClient, Client},
		decode.ServerSide: {GapServer, OpenServer, Server},
	} {
		if got := [3]any{gapGuard(side), openGuard(side), blame(side)}; got != want {
			t.Errorf("%v: %v, want %v", side, got, want)
		}
	}
}

// A Call that may have been sent before a smaller grant was received may go by
// the larger one.
func TestLoweredGrant(t *testing.T) {
	k := credits{}
	for i, n := range []uint32{32, 11, 12, 5, 40} {
		k.grants.push(grant{credits: n, end: uint32(i)})
		k.received(uint32(i), int64(100*i))
	}
	for at, want := range map[int64]uint32{0: 32, 100: 32, 101: 12, 300: 12, 301: 0} {
		if got := k.since(at); got != want {
			t.Errorf("since %d: %d credits, want %d", at, got, want)
		}
	}
	for i := range 2 * maxPast {
		k.certain.credits = uint32(1000 - i)
		k.lowered(int64(1000 + i))
	}
	if got := k.since(1000); len(k.past) != maxPast || got != 1000 {
		t.Errorf("%d kept, the largest %d; want %d, 1000", len(k.past), got, maxPast)
	}
}

// However many connections there are, a lane remembers no more closed
// transactions than a few for each, or one connection as many as it may.
func TestClosedInLane(t *testing.T) {
	var inLane int
	dirs := make([]direction, 40)
	for i := range dirs {
		dirs[i].inLane = &inLane
		for xid := range uint32(2 * minClosed) {
			x := &Transaction{XID: xid, RPCXID: xid}
			dirs[i].add(x)
			dirs[i].close(x)
		}
	}
	all := 0
	for i := range dirs {
		n := dirs[i].ring.len()
		if all += n; n < minClosed || n+dirs[i].forgot != 2*minClosed {
			t.Errorf("direction %d remembers %d and forgot %d of %d", i, n, dirs[i].forgot, 2*minClosed)
		}
	}
	if all != inLane || all > maxClosedInLane+len(dirs)*minClosed {
		t.Errorf("%d are remembered, counted as %d, want at most %d", all, inLane, maxClosedInLane+len(dirs)*minClosed)
	}
}

// Limits that are kept up to date are those that are found anew.
func TestLimitsKept(t *testing.T) {
	var k credits
	for i := range uint32(8 * maxGrants) {
		credits := []uint32{1 + i%7, 32, 40 - i/maxGrants, 1 + i/100}[i/64%4]
		k.push(grant{credits: credits, frame: int(i), end: i, zero: credits == 1})
		if i%1500 == 1499 {
			k.received(i-maxGrants/2, 0)
		}
		if i%3000 == 2999 {
			k.blur()
		}
		anew := k
		anew.limited = false
		largest, smallest := k.limits()
		wantLargest, wantSmallest := anew.limits()
		if largest != wantLargest || smallest != wantSmallest {
			t.Fatalf("grant %d: got limits %+v and %d, want %+v and %d", i, largest, smallest, wantLargest, wantSmallest)
		}
	}
}
