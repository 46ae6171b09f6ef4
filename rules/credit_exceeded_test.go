package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/trace"
)

func TestCreditExceeded(t *testing.T) {
	runTraces(t, creditExceeded, []traceTest{
		{
			name:  "one more than granted",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; bad: C>CALL 4; S>REPLY 2..4; exchange",
			want:  []string{"credit/exceeded error client @bad"},
		},
		{
			name:  "exactly as many as granted",
			trace: "est; C>CALL 1; S>REPLY 1 cr=3; C>CALL 2..4; S>REPLY 2..4; exchange",
		},
		{
			name:  "an answer makes room for one",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; S>REPLY 2 cr=2; C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
		},
		{
			name:  "so does an RDMA_ERROR",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2 v3 FSINFO; C>CALL 3; err: S>ERR 2 CHUNK cr=2; C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"err/chunk-seen note none @err"},
		},
		{
			name:  "a grant of 0 leaves one",
			trace: "est; C>CALL 1; zero: S>REPLY 1 cr=0; C>CALL 2; bad: C>CALL 3; S>REPLY 2; S>REPLY 3; exchange",
			want:  []string{"credit/zero-grant error server @zero", "credit/exceeded error client @bad"},
		},
		{
			name:  "a Call in flight stays legal when the grant shrinks",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..5; S>REPLY 2 cr=2; S>REPLY 3..5 cr=2; exchange",
		},
		{
			name:  "a new one does not",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2..5; S>REPLY 2 cr=2; bad: C>CALL 6; S>REPLY 3..6 cr=2; exchange",
			want:  []string{"credit/exceeded error client @bad"},
		},
		{
			name:  "a Reply that was not acknowledged yet may be in use already",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; S>REPLY 2 cr=8 noack; C>CALL 4..6; S>REPLY 3..6; exchange",
		},
		{
			name:  "or not yet",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; S>REPLY 2 cr=1 noack; C>CALL 4..6; S>REPLY 3..6; exchange",
		},
		{
			name:  "a repeated Call takes no second credit",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; rep: C>CALL 3; S>REPLY 2; S>REPLY 3; exchange",
			want:  []string{"retry/same-connection note client @rep"},
		},
		{
			name:  "a message that is no Call takes none",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; odd: C>MSG 3 proc=7; S>REPLY 2; e: S>ERR 3 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @odd"},
		},
		{
			name:  "reverse Calls take none",
			trace: "est; backchannel; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; S>CALL r1; C>REPLY r1; S>REPLY 2; exchange",
		},
		{
			name: "a stretch of Calls is one finding, the next stretch another",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; a: C>CALL 3; C>CALL 4; S>REPLY 2..4 cr=1; C>CALL 5; S>REPLY 5 cr=1; " +
				"C>CALL 6; b: C>CALL 7; S>REPLY 6..7; exchange",
			want: []string{"credit/exceeded error client @a", "credit/exceeded error client @b"},
		},
		{
			name:  "set-up not captured: captured Calls without an answer are a lower bound",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; bad: C>CALL 4; S>REPLY 2..4; exchange",
			want:  []string{"credit/exceeded error client @bad"},
		},
		{
			name:  "set-up not captured: earlier Calls may be answered",
			trace: "drop est; C>CALL 1; second: C>CALL 2; C>CALL 3; S>REPLY 3 cr=2; C>CALL 4; S>REPLY 4 cr=2; exchange",
			want:  []string{"credit/first-call error client @second START"},
		},
		{
			name:  "Call not captured: fewer in flight",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; drop C>CALL 3; C>CALL 4; S>REPLY 2; r: S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"xid/reply-unknown error server @r SEQ-C"},
		},
		{
			name:  "Call not captured: still too many",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; drop C>CALL 3; C>CALL 4; bad: C>CALL 5; S>REPLY 2; r: S>REPLY 3; S>REPLY 4; S>REPLY 5; exchange",
			want:  []string{"credit/exceeded error client @bad", "xid/reply-unknown error server @r SEQ-C"},
		},
		{
			name:  "Reply not captured, which had made room",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; drop S>REPLY 2 cr=2; bad: C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
		},
		{
			name:  "Reply and its ACK not captured",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; drop S>REPLY 2 cr=2 noack; bad: C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name:  "grant not captured",
			trace: "est; exchange; C>CALL 1; drop S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; C>CALL 4; S>REPLY 2..4; exchange",
		},
		{
			name:  "nothing of the server after it",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; bad: C>CALL 4",
			want:  []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name:  "nothing but ACKs after it, one for each Call",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2 noack; C>CALL 3 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3); nak: S>RNR(4)",
			want: []string{
				"credit/exceeded error client @bad", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name: "the Responder fell silent, and a Call that it may have answered is missing",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; drop C>CALL 9 noack; C>CALL 2 noack; C>CALL 3 noack; bad: C>CALL 4 noack; " +
				"S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "the Responder fell silent, and what it acknowledges may be a repetition",
			trace: "est[acktimeout=10 |]; C>CALL 1; S>REPLY 1 cr=2; +5ms C>CALL 2 noack; C>CALL 3 noack; bad: C>CALL 4 noack; " +
				"S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "the same, after a gap",
			trace: "est[acktimeout=10 |]; C>CALL 1; S>REPLY 1 cr=3; drop S>CALL r1; +5ms C>CALL 8; S>REPLY 8 cr=2; C>CALL 2 noack; " +
				"C>CALL 3 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "the pause is just over",
			trace: "est[acktimeout=10 |]; C>CALL 1; S>REPLY 1 cr=3; +5ms C>CALL 8; S>REPLY 8 cr=2; C>CALL 2 noack; " +
				"C>CALL 3 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "the same, in a train of repetitions that began before the gap",
			trace: "est[acktimeout=10 |]; C>CALL 1; S>REPLY 1 cr=3; C>CALL 8; S>REPLY 8; +2ms C>CALL 7; S>REPLY 7 cr=2; " +
				"+3ms C>again 8; C>CALL 2 noack; C>CALL 3 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "the pause is long over",
			trace: "est[acktimeout=10 |]; C>CALL 1; S>REPLY 1 cr=3; +5ms C>CALL 7; S>REPLY 7; +4ms C>CALL 8; +200us S>REPLY 8 cr=2; C>CALL 2 noack; " +
				"C>CALL 3 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad"},
		},
		{
			name: "a Call whose answer may have been missed",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; drop C>CALL 9 noack; C>CALL 8; S>REPLY 8 cr=2; C>CALL 2 noack; C>CALL 3 noack; " +
				"drop S>REPLY 9 cr=10 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "a cut Call whose answer may have been missed",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; snap=70 C>CALL 9 noack; C>CALL 2 noack; C>CALL 3 noack; " +
				"drop S>REPLY 9 cr=10 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "an older Call whose answer may have been missed",
			trace: "est; C>CALL 9; C>CALL 1; drop S>CALL r1; S>REPLY 1 cr=2; C>CALL 2 noack; C>CALL 3 noack; " +
				"drop S>REPLY 9 cr=10 noack; bad: C>CALL 4 noack; S>ACK(2); S>ACK(3)",
			want: []string{"credit/first-call error client @6 SEQ-S", "credit/exceeded error client @bad SEQ-S"},
		},
		{
			name: "an ACK within the margin may repeat one that was missed",
			trace: "C>REQ; S>REP; C>RTU; +30us C>again RTU; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2 noack; C>CALL 3 noack; " +
				"drop S>REPLY 2 cr=10 noack; bad: C>CALL 4 noack; +10us S>ACK(2); S>ACK(3)",
			want: []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name:  "nothing but an ACK for all of them",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2 noack; C>CALL 3 noack; bad: C>CALL 4 noack; S>ACK(4)",
			want:  []string{"credit/exceeded error client @bad SEQ-S"},
		},
		{
			name:  "answers captured at the same time count",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; bad: C>CALL 4 noack; +900ns S>REPLY 2; S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"credit/exceeded error client @bad ORDER"},
		},
		{
			name:  "answers captured a little later do not",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; bad: C>CALL 4 noack; +1100ns S>REPLY 2; S>REPLY 3; S>REPLY 4; exchange",
			want:  []string{"credit/exceeded error client @bad"},
		},
		{
			name:  "so do grants, for the Call that they may have come before",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; bad: C>CALL 4 noack; near: C>CALL 5 noack; +500ns S>REPLY 2 cr=9; S>REPLY 3..5; exchange",
			want:  []string{"credit/exceeded error client @bad", "credit/exceeded error client @near ORDER"},
		},
		{
			name:  "a Reply cut before its role shows may be any",
			trace: "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; snap=70 S>REPLY 2; C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
		},
	})
}

// The finding lists the Calls in flight and the grant, and counts the Calls
// that were too many.
func TestCreditExceededFinding(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; grant: S>REPLY 1 cr=2; a: C>CALL 2; b: C>CALL 3; bad: C>CALL 4; C>CALL 5; next: S>REPLY 2..5; exchange")
	f := only(t, lint(t, tr, nil), creditExceeded)
	if f.Count != 2 || f.Observed != "3" || f.Expected != "2" || f.XID != 4 || f.Decided != tr.Frame("next") {
		t.Errorf("count %d, observed %q, expected %q, XID %d, decided at %d; want 2, 3, 2, 4, at %d",
			f.Count, f.Observed, f.Expected, f.XID, f.Decided, tr.Frame("next"))
	}
	want := []Evidence{
		{tr.Frame("grant"), "granted here: 2"},
		{tr.Frame("a"), "Call in flight"},
		{tr.Frame("b"), "Call in flight"},
		{tr.Frame("bad"), "one Call too many"},
	}
	if d := cmp.Diff(want, f.Evidence); d != "" {
		t.Errorf("evidence (-want +got):\n%s", d)
	}
}

// Calls are counted held where they are within the grant, and undecided where
// Calls before may be missing.
func TestCreditExceededCoverage(t *testing.T) {
	c := covered(lint(t, trace.Make(t, "est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; S>REPLY 2..3; exchange"), nil), creditExceeded)
	if c.Held != 3 || c.Undecided+c.Violated+c.Inconclusive != 0 { // Call 1 belongs to credit/first-call
		t.Errorf("coverage %+v, want 3 held", c)
	}
	c = covered(lint(t, trace.Make(t, "drop est; exchange; C>CALL 1; S>REPLY 1"), nil), creditExceeded)
	if c.Undecided != 1 || c.Why[NoStart] != 1 || c.Held != 0 {
		t.Errorf("coverage %+v, want 1 undecided for START", c)
	}
}

// A grant of zero is told as it is in the frame.
func TestCreditExceededZeroGrant(t *testing.T) {
	tr := trace.Make(t, "est; C>CALL 1; grant: S>REPLY 1 cr=0; C>CALL 2; C>CALL 3; S>REPLY 2; S>REPLY 3; exchange; C>DREQ")
	f := only(t, lint(t, tr, nil), creditExceeded)
	if want := (Evidence{tr.Frame("grant"), "granted here: 0, which counts as 1"}); f.Evidence[0] != want || f.Expected != "1" {
		t.Errorf("evidence %v, expected %q; want %v first, and 1", f.Evidence, f.Expected, want)
	}
}
