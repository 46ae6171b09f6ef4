package rules

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// told writes some facts of a peer as a test states them.
func told(p *Peer) string {
	span := func(s Span) string { return fmt.Sprintf("%d-%d x%d", s.Min, s.Max, s.N) }
	share := func(s Share) string { return fmt.Sprintf("%d/%d", s.N, s.Of) }
	a, g, r := &p.Private, &p.Granted, &p.Returned
	lines := []string{
		fmt.Sprintf("%s %s: %d connections", p.Addr, p.Side, p.Connections),
		fmt.Sprintf("private %d/%d/%d/%d, send %s, receive %s, R %s", a.Sent, a.None, a.Unusable, a.Unknown,
			span(a.Send), span(a.Receive), share(a.Invalidation)),
		fmt.Sprintf("rnr %s, serves %s, starts %s, mtu %s, e2e %s, srq %s", span(p.RNRRetry), span(p.Serves),
			span(p.Starts), span(p.PathMTU), share(p.FlowControl), share(p.SRQ)),
		fmt.Sprintf("%v %d calls, %d replies, %d errors, long %d/%d", p.Programs, p.Calls, p.Replies, p.Errors,
			p.LongCalls, p.LongReplies),
		fmt.Sprintf("requests %s, grants %s %s", span(p.Requested), g.Policy(), span(g.Span)),
		fmt.Sprintf("rnr naks %d, ack credits %s, codes %s", p.RNRNAKs, share(p.AckCredits), span(p.CreditCodes)),
		fmt.Sprintf("read chunks %d, segments %s, unpadded %d, pads %s", p.ReadChunks.Chunks, span(p.ReadChunks.Segments),
			p.ReadChunks.Unpadded, share(p.ReadChunks.Pads)),
		fmt.Sprintf("write chunks %d, segments %s, unpadded %d, pads %s", p.WriteChunks.Chunks, span(p.WriteChunks.Segments),
			p.WriteChunks.Unpadded, share(p.WriteChunks.Pads)),
		fmt.Sprintf("reply chunks %s, %s bytes; used %s", share(p.ReplyChunks), span(p.ReplyChunk), share(p.ReplyChunkUse)),
		fmt.Sprintf("returned %d, unused %d, fewer %d, unpadded %d, pads %s", r.Chunks, r.Unused, r.Fewer, r.Unpadded,
			share(r.PadsFilled)),
		fmt.Sprintf("invalidating %s, reading %d", share(p.Invalidating), p.Reading),
	}
	return strings.Join(lines, "\n")
}

func TestPeers(t *testing.T) {
	for _, tt := range []struct {
		name, trace    string
		client, server []string // parts of what is told of them
	}{
		{
			name:   "set-up",
			trace:  "est[R1 8K/2K resp=5 init=3 rnr=6 mtu=4096 e2e | R0 1K/16K resp=1 init=9 rnr=7 srq]; exchange",
			client: []string{"private 1/0/0/0, send 8192-8192 x1, receive 2048-2048 x1, R 1/1", "rnr 6-6 x1, serves 5-5 x1, starts 3-3 x1, mtu 4096-4096 x1, e2e 1/1, srq 0/1"},
			server: []string{"private 1/0/0/0, send 1024-1024 x1, receive 16384-16384 x1, R 0/1", "rnr 7-7 x1, serves 1-1 x1, starts 9-9 x1, mtu 0-0 x0, e2e 0/1, srq 1/1"},
		},
		{
			name:   "private data absent, of no use and not captured",
			trace:  "est[none | version=2]; exchange; C>DREQ; S>DREP; C>REQ; drop S>REP; C>RTU; @2 exchange 3",
			client: []string{"client: 2 connections", "private 1/1/0/0"},
			server: []string{"server: 2 connections", "private 0/0/1/1"},
		},
		{
			name:   "constant grants",
			trace:  "est; exchange 3 cr=16",
			client: []string{"[NFSv3] 3 calls, 0 replies", "requests 16-16 x3, grants none"},
			server: []string{"[] 0 calls, 3 replies, 0 errors", "requests 0-0 x0, grants constant"},
		},
		{
			name:   "echo",
			trace:  "est; C>CALL 1 cr=8; S>REPLY 1 cr=8; C>CALL 2 cr=9; S>REPLY 2 cr=9; C>CALL 3 cr=7; S>REPLY 3 cr=7",
			server: []string{"grants echo 7-9 x3"},
		},
		{
			name:   "shrinking",
			trace:  "est; C>CALL 1; S>REPLY 1 cr=9; C>CALL 2; S>REPLY 2 cr=5; C>CALL 3; S>REPLY 3 cr=5",
			server: []string{"grants shrinking 5-9 x3"},
		},
		{
			name:   "varying",
			trace:  "est; C>CALL 1; S>REPLY 1 cr=9; C>CALL 2; S>REPLY 2 cr=5; C>CALL 3; S>REPLY 3 cr=6",
			server: []string{"grants varying 5-9 x3"},
		},
		{
			name:   "balance",
			trace:  creditGrantDecay.Doc.Bad,
			server: []string{"grants balance 11-32"},
		},
		{
			name: "chunks of Calls",
			trace: `est; exchange
				C>CALL 1 v3 WRITE rd=(116,5,a)(116,3,b); S>READ a; C>RRESP; S>READ b; C>RRESP; S>REPLY 1
				C>CALL 2 v3 WRITE rd=(116,5,c); S>READ c; C>RRESP; S>REPLY 2
				C>NOMSG 3 v3 WRITE rd=(0,500,d); S>READ d; C>RRESP; S>REPLY 3
				C>CALL 4 v3 READ count=6 wr=(e,6)(f,2); S>WRITE e 0 6; S>REPLY 4 wr=(e,6)(f,0)
				C>CALL 5 v3 READ count=8 wr=(g,8); S>REPLY 5 wr=(g,0)
				C>CALL 6 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 6 rc=(h,2000)
				C>CALL 7 v3 READDIR rc=(i,1024); S>REPLY 7 rc=(i,0)`,
			client: []string{
				"8 calls, 0 replies, 0 errors, long 1/0", "read chunks 2, segments 1-2 x2, unpadded 1, pads 1/1",
				"write chunks 2, segments 1-2 x2, unpadded 0, pads 1/1", "reply chunks 2/8, 1024-4096 x2 bytes",
			},
			server: []string{
				"8 replies, 0 errors, long 0/1", "used 1/2", "returned 2, unused 1, fewer 0, unpadded 1, pads 0/1", "reading 1",
			},
		},
		{
			name:   "fewer segments and a filled pad",
			trace:  "est; exchange; C>CALL 1 v3 READ count=8 wr=(a,4)(b,4); S>WRITE a 0 4; S>WRITE b 0 4; S>REPLY 1 wr=(a,4)(b,4); C>CALL 2 v3 READ count=8 wr=(c,4096)(d,4096); S>WRITE c 0 8; S>REPLY 2 wr=(c,8)",
			server: []string{"returned 2, unused 0, fewer 1, unpadded 0, pads 1/1"},
		},
		{
			name:   "invalidation",
			trace:  invWithoutPermission.Doc.Good,
			server: []string{"invalidating 1/3"},
		},
		{
			name:   "RNR NAK",
			trace:  "est[rnr=7 | rnr=7]; exchange; C>CALL 1; S>RNR(1); C>again 1; S>ACK(1); S>REPLY 1; exchange",
			server: []string{"rnr naks 1"},
		},
		{
			name:   "credit codes",
			trace:  "set code=4; est; exchange 2",
			client: []string{"codes 4-4 x"},
			server: []string{"codes 4-4 x"},
		},
		{
			name:   "reverse direction",
			trace:  "est; exchange; backchannel; S>CALL r1 cr=2; C>REPLY r1 cr=16; exchange",
			client: []string{"grants constant 16-16 x1", "1 replies"},
			server: []string{"requests 2-2 x1", "1 calls"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := lint(t, trace.Make(t, tt.trace), nil)
			if len(res.Peers) != 2 || res.Unprofiled != 0 {
				t.Fatalf("got %d peers, %d connections left out, want 2 and 0", len(res.Peers), res.Unprofiled)
			}
			for _, p := range res.Peers {
				want := tt.client
				if p.Side == 1 {
					want = tt.server
				}
				text := told(p)
				for _, w := range want {
					if !strings.Contains(text, w) {
						t.Errorf("got %s\nwant %q in it", text, w)
					}
				}
			}
		})
	}
}

// Peers are sorted by address and role, and one host may be two.
func TestPeerOrder(t *testing.T) {
	res := lint(t, trace.Make(t, "est; exchange 2; host C2 S2; est; exchange 2; host C1 S2; est; exchange 2"), nil)
	for i := 1; i < len(res.Peers); i++ {
		a, b := res.Peers[i-1], res.Peers[i]
		if c := a.Addr.Compare(b.Addr); c > 0 || c == 0 && a.Side >= b.Side {
			t.Errorf("got %s %s before %s %s", a.Addr, a.Side, b.Addr, b.Side)
		}
	}
	if len(res.Peers) != 4 {
		t.Errorf("got %d peers, want 4", len(res.Peers))
	}
}

// Whichever connection ends first, the profile is the same.
func TestPeerMerge(t *testing.T) {
	var parts []*Peer
	for _, text := range []string{creditGrantDecay.Doc.Bad, creditShrunk.Doc.Bad, "est[none | none]; exchange 3 v4 [PUTROOTFH]"} {
		parts = append(parts, lint(t, trace.Make(t, text), nil).Peers...)
	}
	sum := func(order []int) string {
		var all Peer
		for _, i := range order {
			all.merge(parts[i])
		}
		return told(&all)
	}
	want := sum([]int{0, 1, 2, 3, 4, 5})
	for _, order := range [][]int{{5, 4, 3, 2, 1, 0}, {2, 3, 0, 5, 1, 4}} {
		if d := cmp.Diff(want, sum(order)); d != "" {
			t.Errorf("merged as %v (-in order +got):\n%s", order, d)
		}
	}
}

// What a capture holds cannot make a profile grow.
func TestPeerBounds(t *testing.T) {
	var p Peer
	for i := range uint32(1000) {
		p.calls(Program{999 - i, 1})
		p.calls(Program{999 - i, 1})
	}
	if len(p.Programs) != maxPrograms || !slices.IsSortedFunc(p.Programs, comparePrograms) || p.Programs[0].Number != 0 {
		t.Errorf("got programs %v, want the first %d in order", p.Programs, maxPrograms)
	}
	e := New(Options{})
	for i := range maxPeers {
		e.peers[peerKey{side: 2, addr: addrOf(i)}] = &Peer{}
	}
	e.peersOf[0] = maxPeers
	c := &Conn{Conn: connOf(1), pair: &Pair{}}
	e.profile(c)
	if len(e.peers) != maxPeers || e.unprofiled != 1 {
		t.Errorf("got %d peers and %d connections left out, want %d and 1", len(e.peers), e.unprofiled, maxPeers)
	}
}

func TestProgramString(t *testing.T) {
	for p, want := range map[Program]string{
		{100003, 3}: "NFSv3", {100003, 4}: "NFSv4", {100003, 9}: "NFS version 9", {100227, 3}: "NFSACLv3",
		{0x40000000, 1}: "NFS callback", {400122, 2}: "program 400122 version 2",
	} {
		if got := p.String(); got != want {
			t.Errorf("%d, %d: got %q, want %q", p.Number, p.Version, got, want)
		}
	}
}

func addrOf(i int) netip.Addr { return netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}) }

func connOf(i int) *decode.Conn {
	return &decode.Conn{
		RolesKnown: true, Client: decode.Endpoint{Addr: addrOf(i)}, Server: decode.Endpoint{Addr: addrOf(i + 1)},
	}
}
