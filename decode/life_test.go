package decode_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// What is captured of the CM exchange tells how a connection began and ended.
func TestLife(t *testing.T) {
	for _, tt := range []struct {
		name  string
		trace string
		o     decode.Options
		want  []string
	}{
		{name: "whole", trace: "est; C>CALL 1; S>REPLY 1; bye: C>DREQ; S>DREP", want: []string{
			"open cm", "C send 4 len=148", "S send 6 len=140", "close disconnected @bye"}},
		{name: "no CM", trace: "C>CALL 1; S>REPLY 1; exchange 3", want: []string{
			"open inferred",
			"C send 1 len=148", "S send 3 len=140",
			"C send 5 len=148", "S send 7 len=140", "C send 9 len=148", "S send 11 len=140",
			"C send 13 len=148", "S send 15 len=140", "close capture ended"}},
		{name: "REQ only", trace: "C>REQ; drop S>REP; drop C>RTU; C>CALL 1; S>REPLY 1", want: []string{
			"open partial", "C send 2 len=148", "S send 4 len=140", "close capture ended"}},
		{name: "REP only", trace: "drop C>REQ; S>REP; C>RTU; C>CALL 1; S>REPLY 1; exchange 2", want: []string{
			"open partial", "C send 3 len=148", "S send 5 len=140",
			"C send 7 len=148", "S send 9 len=140", "C send 11 len=148", "S send 13 len=140", "close capture ended"}},
		{name: "REP only, and a Reply before the acknowledgement", trace: `
			drop C>REQ; S>REP; C>RTU; C>CALL 1 noack; S>REPLY 1 noack; C>CALL 2 noack; S>ACK; S>REPLY 2`, want: []string{
			"open partial", "C send 3 len=148", "S send 4 len=140", "C send 5 len=148", "S send 7 len=140", "close capture ended"}},
		{name: "REP only, and nothing of the server", trace: `
			drop C>REQ; S>REP; C>RTU; C>CALL 1 noack; bye: C>DREQ; S>DREP`, want: []string{
			"open partial", "C send 3 len=148", "close disconnected @bye"}},
		{name: "cut at 128", trace: "set snap=128; est; C>CALL 1; S>REPLY 1", want: []string{
			"open partial", "C send 4 len=148 captured=74", "S send 6 len=140 captured=74", "close capture ended"}},
		{name: "cut at 256", trace: "set snap=256; est; C>CALL 1; S>REPLY 1", want: []string{
			"open partial", "C send 4 len=148", "S send 6 len=140", "close capture ended"}},
		{name: "cut at 70", trace: "set snap=70; est; C>CALL 1; S>REPLY 1; exchange 7", want: []string{
			"open inferred roles guessed",
			"C send 4 len=148 captured=16", "S send 6 len=140 captured=16",
			"C send 8 len=148 captured=16", "S send 10 len=140 captured=16",
			"C send 12 len=148 captured=16", "S send 14 len=140 captured=16",
			"C send 16 len=148 captured=16", "S send 18 len=140 captured=16",
			"C send 20 len=148 captured=16", "S send 22 len=140 captured=16",
			"C send 24 len=148 captured=16", "S send 26 len=140 captured=16",
			"C send 28 len=148 captured=16", "S send 30 len=140 captured=16",
			"C send 32 len=148 captured=16", "S send 34 len=140 captured=16",
			"close capture ended"}},
		{name: "rejected", trace: "C>REQ; S>REJ(8)", want: []string{"open partial", "close rejected 2"}},
		{name: "rejected by the client", trace: "C>REQ; S>REP; C>REJ(28)", want: []string{"open cm", "close rejected 3"}},
		{name: "unanswered", trace: "C>REQ", want: []string{"open partial", "close capture ended"}},
		{name: "REQ and REP again", trace: "C>REQ; C>again REQ; S>MRA; S>REP; S>again REP; C>RTU; C>CALL 1", want: []string{
			"open cm", "C send 7 len=148", "close capture ended"}},
		{name: "REQ behind traffic", trace: "late=5 C>REQ; drop S>REP; drop C>RTU; C>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 2", want: []string{
			"open inferred", "C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 8 len=140", "close capture ended"}},
		{name: "REP behind traffic", trace: "drop C>REQ; late=5 S>REP; drop C>RTU; C>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 2", want: []string{
			"open inferred", "C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140", "close capture ended"}},
		{name: "REP behind Calls", trace: "C>REQ; late=3 S>REP; C>RTU; C>CALL 1 noack; C>CALL 2 noack; S>REPLY 1; S>REPLY 2", want: []string{
			"open cm", "C send 3 len=148", "C send 4 len=148", "S send 6 len=140", "S send 8 len=140", "close capture ended"}},
		{name: "REP behind Calls, without its REQ", trace: "drop C>REQ; late=3 S>REP; C>RTU; C>CALL 1 noack; C>CALL 2 noack; S>REPLY 1; S>REPLY 2", want: []string{
			"open partial", "C send 2 len=148", "C send 3 len=148", "S send 5 len=140", "S send 7 len=140", "close capture ended"}},
		{name: "REQ behind the server's Calls", trace: "late=2 C>REQ; drop S>REP; S>CALL r1 noack; S>CALL r2 noack; C>REPLY r1; C>REPLY r2", want: []string{
			"open partial", "S send 1 len=228", "S send 3 len=228", "C send 4 len=112", "C send 6 len=112", "close capture ended"}},
		{name: "REQ behind its REP", trace: "late C>REQ; S>REP; C>RTU; C>CALL 1; S>REPLY 1; exchange", want: []string{
			"open partial", "C send 4 len=148", "S send 6 len=140", "C send 8 len=148", "S send 10 len=140", "close capture ended"}},
		{name: "REP again, without its REQ", trace: "drop C>REQ; S>REP; C>RTU; C>CALL 1; S>again REP; S>REPLY 1; exchange", want: []string{
			"open partial", "C send 3 len=148", "S send 6 len=140", "C send 8 len=148", "S send 10 len=140", "close capture ended"}},
		{name: "late CM messages", trace: `
			early: C>REQ; S>REP; C>RTU; C>CALL 1; S>REPLY 1; bye: C>DREQ; S>DREP
			C>again REQ; S>again REP`, want: []string{
			"open cm", "C send 4 len=148", "S send 6 len=140", "close disconnected @bye"}},
		{name: "late packets", trace: `
			est; C>CALL 1; S>REPLY 1 noack; bye: C>DREQ; S>DREP; C>ACK; S>again 1`, want: []string{
			"open cm", "C send 4 len=148", "S send 6 len=140", "close disconnected @bye"}},
		{name: "under way at the DREQ", trace: "est; bye: C>DREQ; S>SEND 1 len=40; S>DREP", want: []string{
			"open cm", "S send 5 len=40", "close disconnected @bye"}},
		{name: "DREQ from both", trace: "est; bye: C>DREQ; S>DREQ; S>DREP; C>DREP", want: []string{
			"open cm", "close disconnected @bye"}},
		{name: "QPN reuse", trace: `
			C>REQ[qpn=0x50]; S>REP[qpn=0x60]; C>RTU; C>CALL 1
			new: C>REQ[qpn=0x50]; S>REP[qpn=0x61]; C>RTU; C>CALL 2`, want: []string{
			"open cm", "C send 4 len=148", "close replaced @new",
			"2: open cm", "2: C send 9 len=148", "2: close capture ended"}},
		{name: "QPN of the server reused", trace: `
			C>REQ[qpn=0x50]; S>REP[qpn=0x60]; C>RTU; C>CALL 1
			C>REQ[qpn=0x51]; new: S>REP[qpn=0x60]; C>RTU; C>CALL 2`, want: []string{
			"open cm", "C send 4 len=148", "close replaced @new",
			"2: open cm", "2: C send 9 len=148", "2: close capture ended"}},
		{name: "QPN reuse without CM", trace: `
			C>REQ[qpn=0x50 psn=1000]; S>REP[qpn=0x60 psn=1000]; C>RTU; C>CALL 1; S>REPLY 1; bye: C>DREQ; S>DREP
			drop C>REQ[qpn=0x50 psn=0x40000]; drop S>REP[qpn=0x60 psn=0x40000]; drop C>RTU; first: C>CALL 2; S>REPLY 2; exchange`, want: []string{
			"open cm", "C send 4 len=148", "S send 6 len=140", "close disconnected @bye",
			"2: open inferred", "2: C send @first len=148", "2: S send 12 len=140",
			"2: C send 14 len=148", "2: S send 16 len=140", "2: close capture ended"}},
		{name: "inferred, then its QPN reused", trace: `
			drop C>REQ[qpn=0x50]; drop S>REP[qpn=0x60]; exchange 2
			new: C>REQ[qpn=0x50]; S>REP[qpn=0x61]; C>CALL 3`, want: []string{
			"open inferred", "C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"close replaced @new", "2: open cm", "2: C send 11 len=148", "2: close capture ended"}},
		{name: "inferred, then disconnected", trace: "drop est; exchange 2; bye: C>DREQ; S>DREP", want: []string{
			"open inferred", "C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"close disconnected @bye"}},
		{name: "lost by NAK", trace: "est; C>CALL 1; S>NAK(61 1); bye: S>DREQ; C>DREP", want: []string{
			"open cm", "C send 4 len=148", "S nak 5 invalid request of send 4 len=148", "close lost @bye"}},
		{name: "lost by RNR", trace: "est; C>CALL 1; S>RNR(1)", want: []string{
			"open cm", "C send 4 len=148", "S nak 5 RNR NAK of send 4 len=148", "close lost"}},
		{name: "RNR with retry", trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; S>RNR(1); C>again 1", want: []string{
			"open cm", "C send 4 len=148", "S nak 5 RNR NAK of send 4 len=148", "C resend 6", "close capture ended"}},
		{name: "another port", trace: "C>REQ[port=2050 none]; S>REP[none]; C>RTU; C>CALL 1; S>REPLY 1",
			o: decode.Options{Ports: []uint16{2050}}, want: []string{
				"open cm", "C send 4 len=148", "S send 6 len=140", "close capture ended"}},
		{name: "another port, not told", trace: "C>REQ[port=2050 none]; S>REP[none]; C>RTU; C>CALL 1; S>REPLY 1", want: []string{
			"open cm", "C send 4 len=148", "S send 6 len=140", "close capture ended"}},
		{name: "private data of the client only", trace: "C>REQ[port=2050]; S>REP[none]; C>RTU; C>SEND len=8", want: []string{
			"open cm", "C send 4 len=8", "close capture ended"}},
		{name: "private data of the server only", trace: "C>REQ[port=2050 none]; S>REP; C>RTU; C>SEND len=8", want: []string{
			"open cm", "C send 4 len=8", "close capture ended"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			r, _ := run(tr, tt.o)
			if d := cmp.Diff(numbered(tr, tt.want), without(r.lines, "ack")); d != "" {
				t.Errorf("events of\n%s\n(-want +got):\n%s", tt.trace, d)
			}
		})
	}
}
