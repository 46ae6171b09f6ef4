package rules

import (
	"testing"

	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rfc8166"
)

// The first requirement of a finding gives the section that a report shows: it
// is the one that fits what was found.
func TestSection(t *testing.T) {
	const lost = "est; exchange; C>CALL 5; C>DREQ; S>DREP; est; @2 C>CALL 5; @2 "
	for _, tt := range []struct {
		rule  *Rule
		trace string // empty for the rule's Bad one
		want  rfc8166.Key
	}{
		{connLoss, "", "8166-4.5.3-a"},
		{errChunkMissing, "", "8166-4.5.2-a"},
		{errChunkSeen, "", "8267-3.1-a"},
		{errChunkSeen, lost + "S>ERR 5 CHUNK; @2 exchange", "8166-4.5.3-a"},
		{hdrMsgNoPayload, "", "8166-4.2.4-a"},
		{hdrNomsgNoChunks, "", "8166-4.2.4-c"},
		{hdrUndecodable, "", "8166-4-a"},
		{inlineExceeded, "", "8797-4.2-b"},
		{inlineExceeded, "est[R1 4K/1K | R0 4K/4K]; C>CALL 1; S>REPLY 1 len=1100; exchange", "8797-4.2-c"},
		{inlineOverDefault, "", "8166-3.3.3-e"},
		{invOwnFlagClear, "", "8797-4.1-c"},
		{invWithoutPermission, "", "8797-4.1-c"},
		{rdmaAfterReply, "", "8166-3.5.2-b"},
		{readIncomplete, "", "8166-3.4.5.1-b"},
		{recvRNRClient, "", "8166-3.3.1-h"},
		{recvRNRServer, "", "8166-3.3.1-g"},
		{recvRNRClient, "est; backchannel; exchange; S>CALL r1; C>REPLY r1; S>CALL r2; C>RNR(r2); S>DREQ", "8167-4.3.1-a"},
		{recvRNRServer, "est; backchannel; exchange; S>CALL r1; C>REPLY r1; S>RNR(r1); C>DREQ", "8167-4.3.2-b"},
		{recvTooSmall, "", "8797-4.2-d"},
		{recvTooSmall, "est[none | none]; C>CALL 1; S>REPLY 1; C>CALL 2 len=1000; S>NAK(61 2 last); C>DREQ", "8166-3.3.3-d"},
		{retrySameConnection, "", "5661-2.9.2-a"},
		{rpcEnum, "", "5531-9-b"},
		{rpcTruncated, "", "5531-9-d"},
		{rpcVersion, "", "5531-9-a"},
		{writeBytesMissing, "", "8166-3.4.6-d"},
		{xidMismatch, "", "8166-4.2.1-a"},
		{xidMismatch, "est; backchannel; S>CALL r1 rpc=7; exchange", "8167-5.1-d"},
	} {
		notation := tt.trace
		if notation == "" {
			notation = tt.rule.Doc.Bad
		}
		if got := only(t, lint(t, trace.Make(t, notation), nil), tt.rule).Requirements; got[0] != tt.want {
			t.Errorf("%s\n%s: requirements %v, want %s first", notation, tt.rule.ID, got, tt.want)
		}
	}
}
