package rules

import (
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// ledger is the ledger of the first connection of a trace.
func ledger(t *testing.T, notation string) *Conn {
	t.Helper()
	res := lint(t, trace.Make(t, notation), nil)
	if len(res.Connections) == 0 {
		t.Fatalf("no connection in %s", notation)
	}
	return res.Connections[0].Conn.User.(*Conn)
}

// The threshold of a direction is the smaller of what its sender can send and
// its receiver can take (RFC 8797 §4.2).
func TestThreshold(t *testing.T) {
	for _, tt := range []struct {
		trace          string
		client, server Threshold
	}{
		{"est[R1 4K/8K | R0 16K/2K]; exchange", Threshold{2048, true, true}, Threshold{8192, true, true}},
		{"est[R1 4K/4K | none]; exchange", Threshold{1024, true, false}, Threshold{1024, true, false}},
		{"est[none | none]; exchange", Threshold{1024, true, false}, Threshold{1024, true, false}},
		{"drop est; exchange 2", Threshold{}, Threshold{}},
		{"C>REQ; drop S>REP; C>RTU; exchange 2", Threshold{}, Threshold{}},
	} {
		c := ledger(t, tt.trace)
		if got := c.Threshold(decode.ClientSide); got != tt.client {
			t.Errorf("%s: client's %+v, want %+v", tt.trace, got, tt.client)
		}
		if got := c.Threshold(decode.ServerSide); got != tt.server {
			t.Errorf("%s: server's %+v, want %+v", tt.trace, got, tt.server)
		}
	}
}

// An answer is fresh within the timeout that the ConnectRequest names: 4.096 µs
// times two to the power of its code, for ever with code 0.
func TestFresh(t *testing.T) {
	for _, tt := range []struct {
		trace   string
		timeout int64
		known   bool
	}{
		{"est[acktimeout=10 |]; exchange", 4194304, true},
		{"est[acktimeout=0 |]; exchange", 1 << 62, true},
		{"drop est; exchange 2", 0, false},
	} {
		c := ledger(t, tt.trace)
		if got, known := c.AckTimeout(); got != tt.timeout || known != tt.known {
			t.Errorf("%s: timeout %d, %v; want %d, %v", tt.trace, got, known, tt.timeout, tt.known)
		}
		if !tt.known {
			if g := c.Fresh(0, 1); g != NotFresh {
				t.Errorf("%s: fresh without a timeout", tt.trace)
			}
			continue
		}
		if g := c.Fresh(7, 7+tt.timeout-1); g != 0 {
			t.Errorf("%s: not fresh just before the timeout", tt.trace)
		}
		if g := c.Fresh(7, 7+tt.timeout); g != NotFresh {
			t.Errorf("%s: fresh at the timeout", tt.trace)
		}
	}
}

// The margin is twice the skew, and one microsecond at least.
func TestMargin(t *testing.T) {
	if got := ledger(t, "est; exchange 2").Margin(); got != 1000 {
		t.Errorf("without skew %d ns, want 1000", got)
	}
	if got := ledger(t, "est; exchange; late C>CALL 1 noack; S>ACK(1); S>REPLY 1; exchange").Margin(); got <= 1000 {
		t.Errorf("with an ACK before its Call %d ns, want more than 1000", got)
	}
}

// What a message is, by its header, its RPC message and the ledger.
func TestRoles(t *testing.T) {
	for _, tt := range []struct {
		name, trace string
		want        Summary
	}{
		{"forward", "est; exchange 2", Summary{Calls: 2, Replies: 2}},
		{"reverse", "est; exchange; S>CALL r1; C>REPLY r1", Summary{Calls: 1, Replies: 1, ReverseCalls: 1, ReverseReplies: 1}},
		{"RDMA_ERROR", "est; C>CALL 1; S>ERR 1 CHUNK", Summary{Calls: 1, RDMAErrors: 1}},
		{"Long Call", "est; C>NOMSG 1 rd=(0,200,k); S>READ k; C>RRESP; S>REPLY 1", Summary{Calls: 1, Replies: 1, Reads: 1}},
		{"Long Reply", "est; C>CALL 1 rc=(h,4096); S>WRITE h 0 112; S>NOMSG 1 rc=(h,112)", Summary{Calls: 1, Replies: 1, Writes: 1}},
		{"no RPC-over-RDMA version 1", "est; exchange; C>CALL 1 vers=2", Summary{Calls: 1, Replies: 1, Unknown: 1}},
		{"cut before the role", "est; exchange; C>CALL 1; snap=70 S>REPLY 1", Summary{Calls: 2, Replies: 2}},
		{"cut before the XID of a server's message", "est; exchange; snap=56 S>REPLY 1", Summary{Calls: 1, Replies: 1, Unknown: 1}},
		{"repeated packets", "est; C>CALL 1; C>again 1; S>REPLY 1; S>again 1", Summary{Calls: 1, Replies: 1}},
		{"a gap", "est; exchange; drop C>CALL 1; S>REPLY 1; exchange", Summary{Calls: 2, Replies: 3, Gaps: 1}},
	} {
		got := *ledger(t, tt.trace).Sum
		got.Conn, got.ID = nil, 0
		if got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// A pair of hosts remembers a few ended connections, no more.
func TestPairBound(t *testing.T) {
	notation := "est; exchange; C>CALL 7; C>DREQ; S>DREP"
	for range maxEnded + 1 {
		notation += "; est; exchange; C>DREQ; S>DREP"
	}
	last := maxEnded + 3
	res := lint(t, trace.Make(t, notation+"; est; C>CALL 7; S>REPLY 7; exchange"), nil)
	if len(res.Connections) != last {
		t.Fatalf("%d connections, want %d", len(res.Connections), last)
	}
	if f := only(t, res, connLoss); f.Proven() {
		t.Error("a loss was proven by a Call that came after the connection was forgotten")
	}
}
