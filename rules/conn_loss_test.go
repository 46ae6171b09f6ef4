package rules

import (
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestConnLoss(t *testing.T) {
	const again = "; est; @2 C>CALL 5; @2 S>REPLY 5; @2 exchange"
	runTraces(t, connLoss, []traceTest{
		{
			name:  "a fatal NAK",
			trace: "est; exchange; C>CALL 1; nak: S>NAK(63 1); C>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "a fatal NAK of a message with a proven fault",
			trace: "est; exchange; bad: C>CALL 1 len=5000; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"inline/exceeded error client @bad", "conn/loss note client @nak"},
		},
		{
			name:  "a fatal NAK, and nothing after it",
			trace: "est; exchange; C>CALL 1; nak: S>NAK(63 1)",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "a fatal NAK, and a new connection",
			trace: "est; exchange; C>CALL 5; nak: S>NAK(63 5)" + again,
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "closed with nothing outstanding",
			trace: "est; exchange 2; C>DREQ; S>DREP",
		},
		{
			name:  "closed with a Call outstanding: its Reply may be missing",
			trace: "est; exchange; C>CALL 5; end: C>DREQ; S>DREP",
			want:  []string{"conn/loss note none @end TAIL"},
		},
		{
			name:  "closed with a Call outstanding that comes again",
			trace: "est; exchange; C>CALL 5; end: C>DREQ; S>DREP" + again,
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "closed by the server",
			trace: "est; exchange; C>CALL 5; end: S>DREQ; C>DREP" + again,
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "closed with a reverse Call outstanding",
			trace: "est; backchannel; S>CALL r1; end: C>DREQ; S>DREP",
			want:  []string{"conn/loss note none @end TAIL"},
		},
		{
			name:  "another Call on the next connection proves nothing",
			trace: "est; exchange; C>CALL 5; end: C>DREQ; S>DREP; est; @2 exchange",
			want:  []string{"conn/loss note none @end TAIL"},
		},
		{
			name:  "the Reply not captured: still the Call did not come again",
			trace: "est; exchange; C>CALL 5; drop S>REPLY 5; end: C>DREQ; S>DREP; est; @2 exchange",
			want:  []string{"conn/loss note none @end TAIL"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 2; C>CALL 5; end: C>DREQ; S>DREP" + again,
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "the capture ends",
			trace: "est; exchange; C>CALL 1",
		},
		{
			name:  "refused before it began",
			trace: "C>REQ; no: S>REJ(8)",
			want:  []string{"conn/rejected note none @no"},
		},
	})
}

// The message tells of the Calls outstanding and of the cause, and counts the
// Replies that were sent but refused.
func TestConnLossMessage(t *testing.T) {
	for _, tt := range []struct{ trace, want string }{
		{
			"est; exchange; C>CALL 1; C>CALL 2; S>REPLY 1; S>REPLY 2; C>RNR(1); S>DREQ",
			"connection lost with 2 Calls outstanding: no Receive for Reply 0x00000001",
		},
		{
			"est; exchange; C>CALL 1; C>CALL 2; S>REPLY 2; S>REPLY 1 len=5000; C>NAK(63 1); C>DREQ",
			"connection lost with 1 Call outstanding: the client refused a request (remote operational error)",
		},
		{
			"est; exchange; C>CALL 1; S>REPLY 1; C>CALL 2; S>REPLY 1; C>RNR; C>CALL 3; S>DREQ",
			"connection lost with 2 Calls outstanding: no Receive for Reply 0x00000001",
		},
		{
			"est; exchange; C>CALL 1; S>NAK(63 1); C>DREQ",
			"connection lost with 1 Call outstanding: the server refused a request (remote operational error)",
		},
		{
			"est; backchannel; C>CALL 1; S>CALL r1; S>DREQ; C>DREP",
			"connection closed by the server with 1 Call outstanding, 1 reverse Call",
		},
		{
			"est; backchannel; S>CALL r1; C>REPLY r1 cr=4; S>RNR(r1); C>DREQ",
			"connection lost with 1 reverse Call outstanding: no Receive for reverse Reply 0x52000001",
		},
		{
			"est; exchange; S>WRITE h 0 100; C>NAK(62); S>DREQ",
			"connection lost: the client refused a request (remote access error)",
		},
	} {
		f := only(t, lint(t, trace.Make(t, tt.trace), nil), connLoss)
		if f.Message != tt.want {
			t.Errorf("%s\nmessage %q\nwant    %q", tt.trace, f.Message, tt.want)
		}
		if !slices.ContainsFunc(f.Evidence, func(e Evidence) bool { return strings.HasPrefix(e.What, "last answer") }) {
			t.Errorf("%s: evidence %v, want the last answer", tt.trace, f.Evidence)
		}
	}
}

// Where nothing refused a request, the reason to doubt is that no Call came
// again, whether or not the capture goes on.
func TestConnLossDoubt(t *testing.T) {
	const want = "no later connection shows that the Calls were still outstanding"
	for _, notation := range []string{
		"est; exchange; C>CALL 5; C>DREQ; S>DREP",
		"est; exchange; C>CALL 5; C>DREQ; S>DREP; est; @2 exchange 3",
	} {
		if f := only(t, lint(t, trace.Make(t, notation), nil), connLoss); f.Guard.String() != want {
			t.Errorf("%s: guard %q, want %q", notation, f.Guard, want)
		}
	}
}

// A Call whose answer was refused is named among those outstanding, and that
// answer is not the last one.
func TestConnLossUndelivered(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; last: S>REPLY 1; call: C>CALL 2; S>REPLY 2; nak: C>RNR(2); open: C>CALL 3; end: S>DREQ")
	want := []Evidence{
		{tr.Frame("last"), "last answer"},
		{tr.Frame("call"), "outstanding, its answer not received: 0x00000002"},
		{tr.Frame("nak"), "RNR NAK"},
		{tr.Frame("open"), "outstanding: 0x00000003"},
		{tr.Frame("end"), "lost"},
	}
	if got := only(t, lint(t, tr, nil), connLoss).Evidence; !slices.Equal(got, want) {
		t.Errorf("evidence %v, want %v", got, want)
	}
}
