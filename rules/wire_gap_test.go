package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/trace"
)

func TestWireGap(t *testing.T) {
	runTraces(t, wireGap, []traceTest{
		{
			name:  "client",
			trace: "est; exchange 2; drop C>CALL 5; stray: S>REPLY 5; at: C>CALL 6; S>REPLY 6; exchange",
			want:  []string{"xid/reply-unknown error server @stray SEQ-C", "wire/gap note capture @at"},
		},
		{
			name:  "server",
			trace: "est; exchange 2; C>CALL 5; drop S>REPLY 5; C>CALL 6; at: S>REPLY 6; exchange",
			want:  []string{"wire/gap note capture @at"},
		},
		{
			name:  "one finding for each direction",
			trace: "est; exchange 2; drop exchange; client: C>CALL 6; server: S>REPLY 6; drop exchange; exchange",
			want:  []string{"wire/gap note capture @client", "wire/gap note capture @server"},
		},
		{
			name:  "nothing missing",
			trace: "est; exchange 3",
		},
		{
			name:  "captured twice",
			trace: "est; exchange; dup C>CALL 5; dup S>REPLY 5; exchange",
		},
		{
			name:  "lost on the way and sent again",
			trace: "est; exchange; lost C>CALL 5; C>again 5; S>REPLY 5; exchange",
		},
		{
			name:  "begins inside the connection",
			trace: "drop est; exchange 3",
			want:  []string{"wire/mid-stream note capture @1"},
		},
	})
}

// The finding counts gaps and packets, and names the PSNs.
func TestWireGapPSNs(t *testing.T) {
	tr := trace.Make(t, "C>REQ; S>REP[psn=0x100]; C>RTU; exchange; drop C>CALL 5; drop C>CALL 6; S>REPLY 5; S>REPLY 6; exchange; drop C>CALL 7; S>REPLY 7; exchange")
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule != wireGap {
			continue
		}
		if f.Count != 2 {
			t.Errorf("got count %d, want 2", f.Count)
		}
		var got []string
		for _, e := range f.Evidence {
			got = append(got, e.What)
		}
		want := []string{
			"missing before this frame: PSN 257 to 258",
			"missing before this frame: PSN 260 to 260",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("evidence (-want +got):\n%s", d)
		}
		if want := "3 packets of the client missing in 2 gaps; verdicts that need all that the client sent (SEQ-C) are impossible from here on"; f.Message != want {
			t.Errorf("got message %q, want %q", f.Message, want)
		}
		return
	}
	t.Error("no finding")
}
