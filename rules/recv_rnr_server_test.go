package rules

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestRecvRNRServer(t *testing.T) {
	loss := func(by string) []string {
		return []string{"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server " + by}
	}
	taken := []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"}
	runTraces(t, recvRNRServer, []traceTest{
		{
			name:  "within the grant",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; nak: S>RNR(3); C>DREQ",
			want:  loss("@nak"),
		},
		{
			name:  "exactly at the grant",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; nak: S>RNR(3); C>DREQ",
			want:  loss("@nak"),
		},
		{
			name:  "no refusal",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; S>REPLY 2; S>REPLY 3; exchange",
		},
		{
			name:  "received in the end",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; S>REPLY 1; C>CALL 2; nak: S>RNR(2); C>again 2; S>ACK(2); S>REPLY 2; exchange",
			want:  []string{"recv/rnr-server warning server @nak"},
		},
		{
			name:  "Replies that were perhaps not received count as in flight",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; S>REPLY 2 cr=2 noack; C>CALL 3; C>CALL 4; nak: S>RNR(4); C>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "the smallest grant that the client may go by counts",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..4; S>REPLY 2 cr=2 noack; C>CALL 5; nak: S>RNR(5); C>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "a message before that nothing asked for may have taken the Receive",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; bad: C>REPLY r9; C>CALL 2; nak: S>RNR(2); C>DREQ",
			want: []string{
				"xid/reply-unknown error client @bad SEQ-S", "conn/loss note none @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "an RDMA_DONE before may have taken the Receive",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; bad: C>DONE 9; C>CALL 2; nak: S>RNR(2); C>DREQ",
			want:  append([]string{"hdr/done error client @bad"}, taken...),
		},
		{
			name:  "an RDMA_DONE within the grant refused",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; bad: C>DONE 9; nak: S>RNR(9); C>DREQ",
			want:  append([]string{"hdr/done error client @bad"}, taken...),
		},
		{
			name:  "an RDMA Write with immediate data before may have taken the Receive",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; imm: C>WRITE hx 0 0 imm; C>CALL 2; nak: S>RNR(2); C>DREQ",
			want:  append([]string{"rdma/other-op note client @imm"}, taken...),
		},
		{
			name:  "a repeated Call before may have taken the Receive",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; wait 60s; again: C>CALL 2; C>CALL 3; nak: S>RNR(3); C>DREQ",
			want:  append([]string{"retry/same-connection note client @again SEQ-S"}, taken...),
		},
		{
			name:  "a message too short for an XID before may have taken the Receive",
			trace: "est; exchange; bad: C>SEND raw=0102; C>CALL 2; nak: S>RNR(2); C>DREQ",
			want:  append([]string{"hdr/short error client @bad"}, taken...),
		},
		{
			name:  "a repeated Call refused",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; first: C>CALL 2; wait 60s; again: C>CALL 2; nak: S>RNR(2); dup: S>REPLY 1; C>DREQ",
			want: append(append([]string{"conn/unanswered note server @first", "retry/same-connection note client @again"}, taken...),
				"xid/duplicate-reply error server @dup SEQ-C"),
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; nak: S>RNR(3); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "a Call before not captured",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; drop C>CALL 2; C>CALL 3; nak: S>RNR(3); C>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "a Reply before not captured",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; drop S>REPLY 2; C>CALL 3; S>REPLY 3; C>CALL 4; nak: S>RNR(4); C>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "the refused Call not captured",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; drop C>CALL 3; nak: S>RNR(3); C>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "the NAK not captured",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; drop S>RNR(3); end: C>DREQ",
			want:  []string{"conn/loss note none @end TAIL"},
		},
	})
}

// The message tells of the Calls in flight, the grant, the retries and the
// outcome.
func TestRecvRNRServerFinding(t *testing.T) {
	tr := trace.Make(t, "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; grant: S>REPLY 1 cr=8; C>CALL 2; call: C>CALL 3; nak: S>RNR(3) timer=1; "+
		"C>again 3; last: S>RNR(3) timer=1; C>again 3; ack: S>ACK(3); S>REPLY 2; S>REPLY 3; exchange")
	f := only(t, lint(t, tr, nil), recvRNRServer)
	const want = "no Receive was available at the server for Call 0x00000003: at the most 2 in flight, 8 granted; " +
		"refused 2 times, RNR retries unlimited, timer 10µs, then received"
	if f.Message != want {
		t.Errorf("message %q, want %q", f.Message, want)
	}
	if f.Count != 2 || f.XID != 3 || f.Severity != Warning {
		t.Errorf("count %d, XID %d, %v; want 2, 3, warning", f.Count, f.XID, f.Severity)
	}
	got := map[int]string{}
	for _, e := range f.Evidence {
		got[e.Frame] = e.What
	}
	for name, what := range map[string]string{
		"grant": "granted here", "call": "sent here", "nak": "refused here: RNR NAK", "last": "refused for the last time", "ack": "received at last",
	} {
		if !strings.HasPrefix(got[tr.Frame(name)], what) {
			t.Errorf("evidence of %s: %q, want %q", name, got[tr.Frame(name)], what)
		}
	}
}
