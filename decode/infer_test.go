package decode_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// roundTrips is a notation of n Calls and Replies on each of conns connections,
// taking turns.
func roundTrips(conns, n int) string {
	var b strings.Builder
	for i := range n {
		for c := range conns {
			fmt.Fprintf(&b, "@%d C>CALL %d\n@%d S>REPLY %d\n", c+1, c*1000+i+1, c+1, c*1000+i+1)
		}
	}
	return b.String()
}

// Without the CM exchange the halves of each connection are found among those
// of several between the same hosts.
func TestPairing(t *testing.T) {
	for _, conns := range []int{1, 2, 4, 16} {
		t.Run(fmt.Sprint(conns), func(t *testing.T) {
			whole := trace.Make(t, strings.Repeat("est\n", conns)+roundTrips(conns, 4))
			r, _ := run(whole, decode.Options{})
			want := endpoints(r)
			if len(want) != conns {
				t.Fatalf("got %d connections with CM, want %d", len(want), conns)
			}
			midway := whole.From(3*conns + 1)
			r, d := run(midway, decode.Options{})
			if got := endpoints(r); !slices.Equal(got, want) {
				t.Errorf("got connections\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			for i, c := range r.conns {
				if c.Start != decode.StartInferred || !c.RolesKnown {
					t.Errorf("connection %d: got start %s, roles known %t, want inferred, true", i+1, c.Start, c.RolesKnown)
				}
			}
			if got, want := len(r.xids), 8*conns; got != want {
				t.Errorf("got %d messages, want %d", got, want)
			}
			if o := d.Other(); len(o) > 0 {
				t.Errorf("got other %v, want none", o)
			}
		})
	}
}

// endpoints lists the connections by their endpoints.
func endpoints(r *recorder) []string {
	var out []string
	for _, c := range r.conns {
		out = append(out, fmt.Sprint(c.Client, c.Server))
	}
	slices.Sort(out)
	return out
}

// Who is the client is known from what the peers do.
func TestRoles(t *testing.T) {
	for _, tt := range []struct {
		name  string
		trace string
		known bool
	}{
		{name: "Calls", trace: "C>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 2", known: true},
		{name: "Calls from the other address", trace: "host C1 S99\nC>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 2", known: true},
		{name: "Replies first", trace: "drop C>CALL 1..3; S>REPLY 1..3; C>CALL 4; S>REPLY 4"},
		{name: "callbacks", trace: "S>CALL r1 CB_NULL; C>REPLY r1; S>CALL r2 CB_NULL; C>REPLY r2", known: true},
		{name: "callbacks and Calls", trace: "S>CALL r1 CB_NULL; C>REPLY r1; C>CALL 2; S>REPLY 2", known: true},
		{name: "Writes", trace: `
			set snap=70
			drop C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096)
			C>CALL 2; S>REPLY 2; C>CALL 3; S>REPLY 3; C>CALL 4; S>REPLY 4; exchange`, known: true},
		{name: "Reads", trace: `
			set snap=70
			drop C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1
			C>CALL 2; S>REPLY 2; C>CALL 3; S>REPLY 3; C>CALL 4; S>REPLY 4; exchange`, known: true},
		{name: "XIDs that come back", trace: `
			set snap=70
			C>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 2; C>CALL 3; S>REPLY 3; C>CALL 4; S>REPLY 4; exchange`},
	} {
		for _, hosts := range []string{"host C1 S1\n", "host C1 S99; set ip=6\n"} {
			t.Run(tt.name, func(t *testing.T) {
				notation := tt.trace
				if strings.Contains(hosts, "ip=6") {
					notation = strings.ReplaceAll(notation, "snap=70", "snap=90")
				}
				r, _ := run(trace.Make(t, hosts+"drop est\n"+notation), decode.Options{})
				if len(r.conns) != 1 {
					t.Fatalf("got %d connections, want 1: %q", len(r.conns), r.lines)
				}
				c := r.conns[0]
				client := "192.0.2.101"
				if strings.Contains(hosts, "ip=6") {
					client = "2001:db8::1:1"
				}
				if got := c.Client.Addr.String(); got != client {
					t.Errorf("got client %s, want %s", got, client)
				}
				if c.RolesKnown != tt.known {
					t.Errorf("got roles known %t, want %t", c.RolesKnown, tt.known)
				}
			})
		}
	}
}

// Of one direction alone messages come all the same.
func TestOneWay(t *testing.T) {
	for _, side := range []trace.Side{trace.Client, trace.Server} {
		for _, est := range []string{"est\n", ""} {
			t.Run(fmt.Sprint(side, est != ""), func(t *testing.T) {
				tr := trace.Make(t, est+roundTrips(1, 8)).OnlyFrom(side)
				r, _ := run(tr, decode.Options{})
				if len(r.conns) != 1 {
					t.Fatalf("got %d connections, want 1", len(r.conns))
				}
				if got := len(r.xids); got != 8 {
					t.Errorf("got %d messages, want 8", got)
				}
				if c := r.conns[0]; !c.OneWay() || c.Packets[side] == 0 {
					t.Errorf("got one way %t, packets %v, want those of side %d alone", c.OneWay(), c.Packets, side)
				}
				if c := r.conns[0]; c.RolesKnown != (side == trace.Client || est != "") {
					t.Errorf("got roles known %t", c.RolesKnown)
				}
			})
		}
	}
}

// Other protocols are named and never linted.
func TestOther(t *testing.T) {
	sends := strings.Repeat("C>SEND len=64 raw=0011223344556677; S>SEND raw=8899aabbccddeeff0011\n", 40)
	for _, tt := range []struct {
		name  string
		trace string
		o     decode.Options
		want  []decode.Other
	}{
		{name: "NVMe-oF", trace: "C>REQ[none port=4420]; S>REP[none]; C>RTU; " + sends, want: []decode.Other{{What: "NVMe-oF", Frames: 160}}},
		{name: "iSER, few frames", trace: "C>REQ[none port=3260]; S>REP[none]; C>RTU; C>SEND raw=00", want: []decode.Other{{What: "iSER", Frames: 2}}},
		{name: "unknown", trace: sends, want: []decode.Other{{What: "RoCEv2 of an unknown protocol", Frames: 160}}},
		{name: "unknown, few frames", trace: "C>SEND raw=00", want: []decode.Other{{What: "RoCEv2 of an unknown protocol", Frames: 2}}},
		{name: "a port of theirs, called ours", trace: "C>REQ[none port=4420]; S>REP[none]; C>RTU; C>CALL 1", o: decode.Options{Ports: []uint16{4420}}},
		{name: "CNP", trace: "est; C>CNP; C>CALL 1"},
		{name: "an XID that agrees now and then", trace: "C>SEND raw=00000001000000010000002000000000; " + sends,
			want: []decode.Other{{What: "RoCEv2 of an unknown protocol", Frames: 162}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, d := run(trace.Make(t, tt.trace), tt.o)
			if got := d.Other(); !slices.Equal(got, tt.want) {
				t.Errorf("got other %v, want %v", got, tt.want)
			}
			if got := len(r.conns) > 0; got != (tt.want == nil) {
				t.Errorf("got connections %q with other %v", r.lines, tt.want)
			}
		})
	}
}

// Events come in capture order although the connection was recognised late.
func TestLateRecognition(t *testing.T) {
	for _, start := range []string{"est", "C>REQ; drop S>REP; drop C>RTU", "drop C>REQ; S>REP; C>RTU", "drop est"} {
		t.Run(start, func(t *testing.T) {
			r, _ := run(trace.Make(t, start+"\n"+roundTrips(1, 6)), decode.Options{})
			last := 0
			for _, l := range without(r.lines, "open", "close") {
				var side, kind string
				var frame int
				if _, err := fmt.Sscan(l, &side, &kind, &frame); err != nil {
					t.Fatal(err)
				}
				if frame < last {
					t.Errorf("%q after frame %d", l, last)
				}
				last = frame
			}
			if len(r.xids) != 12 {
				t.Errorf("got %d messages, want 12", len(r.xids))
			}
		})
	}
}
