package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/trace"
)

func TestCreditFirstCall(t *testing.T) {
	runTraces(t, creditFirstCall, []traceTest{
		{
			name:  "two Calls",
			trace: "est; C>CALL 1; bad: C>CALL 2; S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad"},
		},
		{
			name:  "a flood is one finding",
			trace: "est; C>CALL 1; bad: C>CALL 2; C>CALL 3..32; S>REPLY 1..32; exchange",
			want:  []string{"credit/first-call error client @bad"},
		},
		{
			name:  "one Call, then as many as were granted",
			trace: "est; C>CALL 1; S>REPLY 1 cr=3; C>CALL 2..4; S>REPLY 2..4; exchange",
		},
		{
			name:  "an RDMA_ERROR grants too",
			trace: "est; C>CALL 1 v3 FSINFO; err: S>ERR 1 CHUNK; C>CALL 2; C>CALL 3; S>REPLY 2; S>REPLY 3; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "a repetition of the packet is no second Call",
			trace: "est; C>CALL 1; C>again 1; S>REPLY 1; exchange",
		},
		{
			name:  "a repetition of the Call is no second Call",
			trace: "est; C>CALL 1; rep: C>CALL 1; S>REPLY 1; exchange",
			want:  []string{"retry/same-connection note client @rep"},
		},
		{
			name:  "a reverse Reply is no Call",
			trace: "est; C>CALL 1; r: S>CALL r1; C>REPLY r1; S>REPLY 1; exchange",
			want:  []string{"dir/unannounced error server @r"},
		},
		{
			name:  "a reverse Call shows that no Reply was missed",
			trace: "est; C>CALL 1; bad: C>CALL 2; r: S>CALL r1; C>REPLY r1",
			want:  []string{"credit/first-call error client @bad", "dir/unannounced error server @r"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; C>CALL 1; bad: C>CALL 2; S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad START"},
		},
		{
			name:  "ConnectRequest not captured",
			trace: "drop C>REQ; S>REP; C>RTU; C>CALL 1; bad: C>CALL 2; S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad START"},
		},
		{
			name:  "first Reply not captured",
			trace: "est; C>CALL 1; bad: C>CALL 2; drop S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "Reply to the first Call lost before the second, with its ACK",
			trace: "est; C>CALL 1; drop S>REPLY 1 noack; bad: C>CALL 2; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "Reply to the first Call lost before the second, its ACK was not",
			trace: "est; C>CALL 1; drop S>REPLY 1; C>CALL 2; S>REPLY 2; exchange",
		},
		{
			name:  "the Call before the Reply not captured, and those behind it acknowledged together",
			trace: "est; drop C>CALL 1; S>REPLY 1; C>CALL 2 noack; C>CALL 3 noack; S>ACK(3); S>REPLY 2; S>REPLY 3; exchange",
			want:  []string{"xid/reply-unknown error server @5 SEQ-C"},
		},
		{
			name:  "second Call not captured",
			trace: "est; C>CALL 1; drop C>CALL 2; S>REPLY 1; r2: S>REPLY 2; exchange",
			want:  []string{"xid/reply-unknown error server @r2 SEQ-C"},
		},
		{
			name:  "nothing of the server after it",
			trace: "est; C>CALL 1; bad: C>CALL 2",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "nothing but the first ACK, after both Calls",
			trace: "est; C>CALL 1 noack; bad: C>CALL 2 noack; S>ACK(1)",
			want:  []string{"credit/first-call error client @bad"},
		},
		{
			name:  "nothing but the first ACK, after both Calls, and a Call before them missing",
			trace: "est; drop C>CALL 1 noack; C>CALL 2 noack; bad: C>CALL 3 noack; S>ACK(2)",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "nothing but the first ACK, and a cut message before both Calls",
			trace: "est; snap=70 C>CALL 7; drop S>REPLY 7 noack; C>CALL 1 noack; bad: C>CALL 2 noack; S>ACK(1)",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "nothing but the first ACK, just behind both Calls, where frames are doubled",
			trace: "C>REQ; S>REP; C>RTU; +30us C>again RTU; C>CALL 1 noack; bad: C>CALL 2 noack; +10us S>ACK(1)",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "nothing but an ACK, of what may be a repetition",
			trace: "est[acktimeout=10 |]; +5ms C>CALL 1 noack; bad: C>CALL 2 noack; S>ACK(1)",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "nothing but an ACK, which may be a repetition",
			trace: "est[acktimeout=10 |]; C>CALL 1 noack; bad: C>CALL 2 noack; +5ms S>ACK(1)",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "nothing but an ACK for both",
			trace: "est; C>CALL 1 noack; bad: C>CALL 2 noack; S>ACK(2)",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "the client acknowledged something",
			trace: "est; C>CALL 1 noack; bad: C>CALL 2 noack; S>ACK(1); C>ACK psn=1",
			want:  []string{"credit/first-call error client @bad SEQ-S"},
		},
		{
			name:  "the Reply may be a repetition: just before the timeout",
			trace: "est[acktimeout=10 |]; C>CALL 1; bad: C>CALL 2; +4100us S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad"},
		},
		{
			name:  "the Reply may be a repetition: just after the timeout",
			trace: "est[acktimeout=10 |]; C>CALL 1; bad: C>CALL 2; +4200us S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad FRESH"},
		},
		{
			name:  "no timeout, no repetition",
			trace: "est[acktimeout=0 |]; C>CALL 1; bad: C>CALL 2; +90s S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad"},
		},
		{
			name:  "the Reply captured behind what was sent after it",
			trace: "est; C>CALL 1; late=2 S>REPLY 1 noack; bad: C>CALL 2; S>REPLY 2 noack; exchange",
			want:  []string{"credit/first-call error client @bad ORDER"},
		},
		{
			name:  "second Call and Reply at the same time",
			trace: "est; C>CALL 1; bad: C>CALL 2 noack; +900ns S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad ORDER"},
		},
		{
			name:  "just far enough apart",
			trace: "est; C>CALL 1; bad: C>CALL 2 noack; +1100ns S>REPLY 1; S>REPLY 2; exchange",
			want:  []string{"credit/first-call error client @bad"},
		},
		{
			name: "an earlier connection between the same hosts grants nothing",
			trace: "est; exchange 3; C>DREQ; S>DREP; est; @2 C>CALL 1; bad: @2 C>CALL 2; @2 S>REPLY 1; @2 S>REPLY 2; " +
				"@2 exchange",
			want: []string{"credit/first-call error client @bad"},
		},
	})
}

// The finding tells how many Calls there were, and of the reconnect.
func TestCreditFirstCallFinding(t *testing.T) {
	tr := trace.Make(t, "est; exchange; one: C>CALL 5; C>CALL 6; lost: C>DREQ; S>DREP; "+
		"again: est; @2 first: C>CALL 5; @2 bad: C>CALL 6; @2 C>CALL 7; @2 grant: S>REPLY 5 cr=16; @2 S>REPLY 6; @2 S>REPLY 7; @2 exchange")
	f := only(t, lint(t, tr, nil), creditFirstCall)
	if f.Observed != "3" || f.Expected != "1" || f.XID != 6 || !f.HasXID || f.Decided < tr.Frame("grant") {
		t.Errorf("observed %q, expected %q, XID %d (%v), decided at %d; want 3, 1, 6, at %d or later",
			f.Observed, f.Expected, f.XID, f.HasXID, f.Decided, tr.Frame("grant"))
	}
	want := []Evidence{
		{tr.Frame("again"), "reconnected here: the XID was outstanding when the connection before was lost"},
		{tr.Frame("first"), "Call 1"},
		{tr.Frame("bad"), "second Call"},
		{tr.Frame("grant"), "first grant: 16"},
	}
	if d := cmp.Diff(want, f.Evidence); d != "" {
		t.Errorf("evidence (-want +got):\n%s", d)
	}
}

// Calls are counted by when they were sent, be it that they were refused first.
// The zero of a first grant is told as it is.
func TestCreditFirstCallCount(t *testing.T) {
	for _, tt := range []struct{ trace, message, grant string }{
		{
			"est; C>CALL 1; C>CALL 2; S>RNR(2); S>REPLY 1; C>again 2; S>REPLY 2; exchange",
			"2 Calls sent before the first Reply granted credits (limit 1)", "first grant: 32",
		},
		{
			"est; C>CALL 1; C>CALL 2; S>REPLY 1 cr=0; S>REPLY 2; exchange",
			"2 Calls sent before the first Reply granted credits (limit 1)", "first grant: 0, which counts as 1",
		},
	} {
		f := only(t, lint(t, trace.Make(t, tt.trace), nil), creditFirstCall)
		if last := f.Evidence[len(f.Evidence)-1].What; f.Message != tt.message || last != tt.grant {
			t.Errorf("%s: message %q, last evidence %q; want %q, %q", tt.trace, f.Message, last, tt.message, tt.grant)
		}
	}
}
