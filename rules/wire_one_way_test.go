package rules

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rpcrdma-lint/internal/trace"
)

func TestWireOneWay(t *testing.T) {
	runTraces(t, wireOneWay, []traceTest{
		{
			name:  "only the client, from the beginning",
			trace: "noack; C>REQ; drop S>REP; C>RTU; C>CALL 1; drop S>REPLY 1; C>ACK; second: C>CALL 2; drop S>REPLY 2; C>ACK; C>CALL 3",
			want:  []string{"wire/one-way note capture @1", "credit/first-call error client @second START"},
		},
		{
			name:  "only the client",
			trace: "noack; drop est; C>CALL 1; drop S>REPLY 1; second: C>CALL 2; drop S>REPLY 2; C>CALL 3",
			want:  []string{"wire/mid-stream note capture @1", "wire/one-way note capture @1", "credit/first-call error client @second START"},
		},
		{
			name:  "only the server",
			trace: "noack; drop est; drop C>CALL 1; S>REPLY 1; drop C>CALL 2; S>REPLY 2",
			want: []string{
				"wire/mid-stream note capture @1", "wire/one-way note capture @1", "xid/reply-unknown error none @1 START",
				"xid/reply-unknown error none @2 START",
			},
		},
		{
			name:  "both",
			trace: "est; exchange",
		},
		{
			name:  "only the client, and nothing of another connection",
			trace: "noack; drop est; drop est; @1 C>CALL 1..3; @2 C>CALL 11..13",
			want: []string{
				"wire/mid-stream note capture @1", "wire/one-way note capture @1", "credit/first-call error client @2 START",
				"wire/mid-stream note capture @4", "wire/one-way note capture @4", "credit/first-call error client @5 START",
			},
		},
		{
			name:  "the server is silent",
			trace: "noack; est; C>CALL 1",
		},
		{
			name:  "refused",
			trace: "C>REQ; S>REJ(8)",
			want:  []string{"conn/rejected note none @2"},
		},
	})
}

// Where both directions were captured and nothing tells which queue pairs belong
// together, none is said to be missing.
func TestUnpaired(t *testing.T) {
	const began = "noack; drop est[psn=0x500000 | psn=0xc00000]; drop est[psn=0x500000 | psn=0xc00000]; "
	for _, tt := range []struct {
		name, trace string
		want        []string
	}{
		{
			name: "two connections whose PSNs are equal", trace: "@1 C>CALL 1..3; @2 C>CALL 11..13; @1 S>REPLY 1..3; @2 S>REPLY 11..13",
			want: []string{
				"unpaired: only packets of the client are known, 3 of them; those of the server may be on 2 other queue pairs",
				"unpaired: only packets of the client are known, 3 of them; those of the server may be on 2 other queue pairs",
				"unpaired: only packets of the server are known, 3 of them; those of the client may be on 2 other queue pairs",
				"unpaired: only packets of the server are known, 3 of them; those of the client may be on 2 other queue pairs",
			},
		},
		{
			name: "one direction of each", trace: "@1 C>CALL 1..3; drop @2 C>CALL 11..13; @2 S>REPLY 11..13",
			want: []string{
				"unpaired: only packets of the client are known, 3 of them; those of the server may be on 1 other queue pair",
				"unpaired: only packets of the server are known, 3 of them; those of the client may be on 1 other queue pair",
			},
		},
		{
			name: "one direction", trace: "@1 C>CALL 1..3; @2 C>CALL 11..13",
			want: []string{"only packets of the client captured, 3 of them", "only packets of the client captured, 3 of them"},
		},
		{
			name: "ACKs tell", trace: "acks; @1 C>CALL 1..3; @2 C>CALL 11..16; @1 S>REPLY 1..3; @2 S>REPLY 11..16",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := []string{}
			for _, f := range lint(t, trace.Make(t, began+tt.trace), nil).Findings {
				if f.Rule == wireOneWay {
					text, _, _ := strings.Cut(f.Message, " between")
					text, _, _ = strings.Cut(text, "; verdicts")
					got = append(got, text)
				}
			}
			if d := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
