package rules

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rfc8166"
)

func TestInlineExceeded(t *testing.T) {
	runTraces(t, inlineExceeded, []traceTest{
		{
			name:  "above the client's own Send Size",
			trace: "est[R1 1K/1K | R0 4K/4K]; bad: C>CALL 1 len=1100; S>REPLY 1; exchange",
			want:  []string{"inline/exceeded error client @bad"},
		},
		{
			name:  "above the server's Receive Size",
			trace: "est[R1 4K/4K | R0 4K/2K]; bad: C>CALL 1 len=2052; S>REPLY 1; exchange",
			want:  []string{"inline/exceeded error client @bad"},
		},
		{
			name:  "Reply above the client's Receive Size",
			trace: "est[R1 4K/1K | R0 4K/4K]; C>CALL 1 v3 READ count=2000; bad: S>REPLY 1 count=2000; exchange",
			want:  []string{"reply/chunk-missing warning client @4", "inline/exceeded error server @bad"},
		},
		{
			name:  "the other direction has room",
			trace: "est[R1 4K/1K | R0 1K/4K]; C>CALL 1 len=4096; S>REPLY 1; exchange",
		},
		{
			name:  "as long as allowed",
			trace: "est[R1 8K/4K | R0 4K/8K]; C>CALL 1 len=8192; S>REPLY 1; exchange",
		},
		{
			name:  "one word longer",
			trace: "est[R1 8K/4K | R0 4K/8K]; bad: C>CALL 1 len=8196; S>REPLY 1; exchange",
			want:  []string{"inline/exceeded error client @bad"},
		},
		{
			name:  "reverse Call by the server's direction of travel",
			trace: "est[R1 4K/1K | R0 4K/4K]; backchannel; bad: S>CALL r1 CB_COMPOUND len=1500; C>REPLY r1; exchange",
			want:  []string{"inline/exceeded error server @bad"},
		},
		{
			name:  "cut by the snapshot length",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; bad: snap=96 C>CALL 1 len=5000; S>REPLY 1; exchange",
			want:  []string{"inline/exceeded error client @bad"},
		},
		{
			name:  "what was captured is enough",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; C>CALL 1 v3 READ count=8000; bad: drop=6..8 S>REPLY 1 count=8000; exchange",
			want:  []string{"reply/chunk-missing warning client @4", "inline/exceeded error server @bad"},
		},
		{
			name:  "what was captured is not enough",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; C>CALL 1 v3 READ count=8000; drop=4 S>REPLY 1 count=8000; exchange", want: []string{"reply/chunk-missing warning client @4"},
		},
		{
			name:  "first packet missing",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; exchange; C>CALL 1 v3 READ count=8000; drop=1 S>REPLY 1 count=8000; exchange", want: []string{"reply/chunk-missing warning client @8"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est[R1 1K/1K | R0 1K/1K]; exchange 3; C>CALL 1 len=4000; S>REPLY 1; exchange",
		},
		{
			name:  "ConnectReply not captured",
			trace: "C>REQ[R1 1K/1K]; drop S>REP[R0 1K/1K]; C>RTU; exchange 3; C>CALL 1 len=4000; S>REPLY 1; exchange",
		},
		{
			name:  "private data cut off",
			trace: "C>REQ[R1 1K/1K]; snap=120 S>REP[R0 1K/1K]; C>RTU; exchange 3; C>CALL 1 len=4000; S>REPLY 1; exchange",
		},
		{
			name:  "an RPC after the one at fault is missing",
			trace: "est[R1 1K/1K | R0 4K/4K]; bad: C>CALL 1 len=1100; S>REPLY 1; drop exchange; exchange",
			want:  []string{"inline/exceeded error client @bad"},
		},
		{
			name: "new settings after a reconnect",
			trace: "est; C>CALL 1 len=2000; S>REPLY 1; C>DREQ; S>DREP; " +
				"est[R1 4K/4K | R0 4K/1K]; bad: C>CALL 2 len=2000; S>REPLY 2; exchange",
			want: []string{"inline/exceeded error client @bad"},
		},
	})
}

// A Send that is refused before its end is still too long.
func TestInlineExceededRefused(t *testing.T) {
	tr := trace.Make(t, "est[R1 4K/4K mtu=1024 | R0 4K/4K]; exchange; C>CALL 1; "+
		"bad: drop=6..9 S>REPLY 1 len=9000; nak: C>NAK(61 1); S>DREQ; C>DREP")
	var got *Finding
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule == inlineExceeded {
			got = f
		}
	}
	if got == nil || !got.Proven() {
		t.Fatalf("got %+v, want a proven finding", got)
	}
	want := []Evidence{
		{1, "client announces Send Size 4096, Receive Size 4096"},
		{2, "server announces Send Size 4096, Receive Size 4096"},
		{tr.Frame("bad"), "sent here"},
		{tr.Frame("nak"), "refused here: invalid request"},
	}
	if d := cmp.Diff(want, got.Evidence); d != "" {
		t.Errorf("evidence (-want +got):\n%s", d)
	}
	if got, want := got.Message, "Send of at least 5120 bytes, inline threshold 4096"; got != want {
		t.Errorf("got message %q, want %q", got, want)
	}
}

// A finding cites what its message broke, no more.
func TestInlineExceededKeys(t *testing.T) {
	always := []rfc8166.Key{"8166-3.3.2-a", "8166-3.5.3-a", "8166-4.2.4-g", "8166-2.3.2-b"}
	for _, tt := range []struct {
		name, trace string
		want        []rfc8166.Key
	}{
		{"Call", "est[R1 1K/1K | R0 1K/1K]; C>CALL 1 len=2000; S>REPLY 1; exchange", []rfc8166.Key{"8797-4.2-b"}},
		{
			"Reply with a Reply chunk",
			"est[R1 4K/1K | R0 4K/4K]; C>CALL 1 v3 READ count=2000 rc=(k,4096); S>REPLY 1 count=2000 rc=(k,0); exchange",
			[]rfc8166.Key{"8797-4.2-c", "8166-3.5.3-f"},
		},
		{
			"reverse Call",
			"est[R1 4K/1K | R0 4K/4K]; backchannel; S>CALL r1 CB_COMPOUND len=1500; C>REPLY r1; exchange",
			[]rfc8166.Key{"8797-4.2-c", "8167-4.2-a", "8167-5.3-b"},
		},
		{
			"the settings of the connection before",
			"est; exchange; C>DREQ; S>DREP; est[R1 4K/4K | R0 4K/1K]; C>CALL 2 len=2000; S>REPLY 2; exchange",
			[]rfc8166.Key{"8797-4.2-b", "8797-4-a"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []rfc8166.Key
			for _, f := range lint(t, trace.Make(t, tt.trace), nil).Findings {
				if f.Rule == inlineExceeded {
					got = f.Requirements
				}
			}
			want := slices.Concat(tt.want[:1], always, tt.want[1:])
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("requirements (-want +got):\n%s", d)
			}
		})
	}
}
