package decode_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/trace"
)

var ignoreTimes = cmpopts.IgnoreFields(decode.Request{}, "Time", "CommID")

// What the CM exchange says is kept, and what was cut is not known.
func TestCMFields(t *testing.T) {
	const est = `
		C>REQ[R1 8K/2K resp=7 init=3 rnr=5 e2e srq qpn=0x123 psn=0x456 mtu=2048 acktimeout=14]
		S>REP[R0 1K/1K resp=2 init=9 rnr=6 qpn=0x321 psn=0x654 at=8]; C>RTU; C>CALL 1; S>REPLY 1; exchange 3`
	request := decode.Request{
		Frame: 1, Whole: true, Service: 0x1064e51, HasService: true, HasPort: true, Port: 20049,
		QPN: 0x123, PSN: 0x456, HasPSN: true, Resources: 7, Depth: 3, FlowControl: 1, RNRRetry: 5, SRQ: 1,
		AckTimeout: 67108864, PathMTU: 2048, IPCM: roce.Present, PrivateState: roce.Present,
		Private: roce.PrivateMessage{Version: 1, Flags: 1, SendSize: 8192, ReceiveSize: 2048},
	}
	reply := decode.Reply{
		Frame: 2, Whole: true, QPN: 0x321, PSN: 0x654, HasPSN: true, Resources: 2, Depth: 9, RNRRetry: 6,
		PrivateState: roce.Present, PrivateAt: 8, Private: roce.PrivateMessage{Version: 1, SendSize: 1024, ReceiveSize: 1024},
	}
	for _, tt := range []struct {
		name    string
		trace   string
		request func(*decode.Request)
		reply   func(*decode.Reply)
	}{
		{name: "whole", trace: est, request: func(*decode.Request) {}, reply: func(*decode.Reply) {}},
		{name: "cut in the path", trace: "set snap=128" + est,
			request: func(r *decode.Request) {
				r.Whole, r.IPCM, r.PrivateState, r.Private = false, roce.NotCaptured, roce.NotCaptured, roce.PrivateMessage{}
				r.PSN, r.HasPSN, r.AckTimeout, r.PathMTU = 0, false, 0, 0
				r.Transport, r.FlowControl, r.SRQ, r.RNRRetry = -1, -1, -1, -1
			},
			reply: func(r *decode.Reply) {
				r.Whole, r.PrivateState, r.PrivateAt, r.Private = false, roce.NotCaptured, 0, roce.PrivateMessage{}
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, _ := run(trace.Make(t, tt.trace), decode.Options{})
			if len(r.conns) != 1 {
				t.Fatalf("got %d connections, want 1", len(r.conns))
			}
			c := r.conns[0]
			wantReq, wantRep := request, reply
			tt.request(&wantReq)
			tt.reply(&wantRep)
			if d := cmp.Diff(&wantReq, c.CM.Req, ignoreTimes); d != "" {
				t.Errorf("REQ (-want +got):\n%s", d)
			}
			if d := cmp.Diff(&wantRep, c.CM.Rep, cmpopts.IgnoreFields(decode.Reply{}, "Time", "CommID", "ReqID")); d != "" {
				t.Errorf("REP (-want +got):\n%s", d)
			}
			if c.Port() != 20049 || c.CM.RTUFrame != 3 {
				t.Errorf("got port %d, RTU at frame %d, want 20049, 3", c.Port(), c.CM.RTUFrame)
			}
			if got, want := c.RNRRetry(decode.ClientSide), 6; got != want {
				t.Errorf("got RNR retry %d for the client, want %d", got, want)
			}
			if got, want := c.RNRRetry(decode.ServerSide), wantReq.RNRRetry; got != want {
				t.Errorf("got RNR retry %d for the server, want %d", got, want)
			}
			if !c.Anchored(decode.ClientSide) || c.Anchored(decode.ServerSide) != wantReq.HasPSN {
				t.Errorf("got anchored %t, %t, want true, %t", c.Anchored(decode.ClientSide), c.Anchored(decode.ServerSide), wantReq.HasPSN)
			}
		})
	}
}

// What is not known of a connection is said to be.
func TestUnknown(t *testing.T) {
	tr := trace.Make(t, "drop est; exchange 3")
	r, _ := run(tr, decode.Options{})
	c := r.conns[0]
	if c.Port() != -1 || c.RNRRetry(decode.ClientSide) != -1 || c.RNRRetry(decode.ServerSide) != -1 || c.PathMTU() != 0 {
		t.Errorf("got port %d, RNR retries %d, %d, path MTU %d, want -1, -1, -1, 0",
			c.Port(), c.RNRRetry(decode.ClientSide), c.RNRRetry(decode.ServerSide), c.PathMTU())
	}
	if c.Anchored(decode.ClientSide) || c.Anchored(decode.ServerSide) {
		t.Error("got anchored streams, want none")
	}
	if h := c.Hosts(); h.A.String() != "192.0.2.1" || h.B.String() != "192.0.2.101" {
		t.Errorf("got hosts %v", h)
	}
}

// A REP that was captured after the first messages belongs to their connection.
func TestLateReply(t *testing.T) {
	tr := trace.Make(t, "C>REQ; late=8 rep: S>REP; C>RTU; C>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 2; C>CALL 3; S>REPLY 3; C>CALL 4; bye: C>DREQ; S>DREP")
	r, _ := run(tr, decode.Options{})
	if len(r.conns) != 1 || len(r.xids) != 7 {
		t.Fatalf("got %d connections, %d messages, want 1, 7", len(r.conns), len(r.xids))
	}
	c := r.conns[0]
	if c.CM.Rep == nil || c.CM.Rep.Frame != tr.Frame("rep") || c.Start != decode.StartPartial {
		t.Errorf("got REP %+v, start %s, want that of frame %d, partial", c.CM.Rep, c.Start, tr.Frame("rep"))
	}
	if c.End != decode.EndDisconnected || c.EndFrame != tr.Frame("bye") || c.EndSide != decode.ClientSide {
		t.Errorf("got end %s at %d by the %s", c.End, c.EndFrame, c.EndSide)
	}
}

// A refusal says who refused and why.
func TestReject(t *testing.T) {
	r, _ := run(trace.Make(t, "C>REQ; S>REJ(8)"), decode.Options{})
	if cm := r.conns[0].CM; cm.Reason != 8 || cm.RejectSide != decode.ServerSide || cm.REJFrame != 2 {
		t.Errorf("got reason %s from the %s in frame %d, want 8, server, 2", cm.Reason, cm.RejectSide, cm.REJFrame)
	}
}
