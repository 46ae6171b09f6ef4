package rules

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestInvOwnFlagClear(t *testing.T) {
	const (
		one  = "; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; i: S>REPLY 1 wr=(h,4096) SINV(h)"
		more = "; C>CALL 2 v3 READ count=4096 wr=(k,4096); S>WRITE k 0 4096; S>REPLY 2 wr=(k,4096) SINV(k); exchange"
	)
	runTraces(t, invOwnFlagClear, []traceTest{
		{name: "Linux server", trace: "est" + one + more,
			want: []string{"inv/own-flag-clear note server @i"}},
		{name: "server without private data", trace: "est[R1 | none]" + one + more,
			want: []string{"cmp/one-sided note none @2", "inv/own-flag-clear note server @i"}},
		{name: "both set", trace: "est[R1 | R1]" + one + more},
		{name: "both clear", trace: "est[R0 | R0]" + one + more,
			want: []string{"inv/without-permission error server @i", "inv/without-permission error server @24"}},
		{name: "set-up missing", trace: "drop est; exchange" + one + more},
		{name: "REP missing", trace: "C>REQ[R1]; drop S>REP[R0]; C>RTU; exchange" + one + more},
	})
}

// One finding of a connection stands for all its Replies.
func TestInvOwnFlagClearCount(t *testing.T) {
	tr := trace.Make(t, "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); "+
		"C>CALL 2 v3 READ count=4096 wr=(k,4096); S>WRITE k 0 4096; S>REPLY 2 wr=(k,4096) SINV(k); exchange")
	got := 0
	for _, f := range lint(t, tr, nil).Findings {
		if f.Rule == invOwnFlagClear {
			got += f.Count
		}
	}
	if got != 2 {
		t.Errorf("got %d Replies, want 2", got)
	}
}

// The message says in a sentence what the private data of each side has.
func TestInvalidationText(t *testing.T) {
	const use = "; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange"
	for _, tt := range []struct {
		rule *Rule
		est  string
		want string
	}{
		{invOwnFlagClear, "est", "but the private data of the server itself has R clear"},
		{invOwnFlagClear, "est[R1 | none]", "but the private data of the server itself has no RFC 8797 message, which means that R is clear"},
		{invWithoutPermission, "est[R0 | R1]", "but the private data of the client has R clear"},
		{invWithoutPermission, "est[R1 version=2 | R1]", "but the private data of the client has no usable RFC 8797 message, which means that R is clear"},
	} {
		f := only(t, lint(t, trace.Make(t, tt.est+use), nil), tt.rule)
		if !strings.HasPrefix(f.Message, "Reply invalidates handle 0x") || !strings.HasSuffix(f.Message, ", "+tt.want) {
			t.Errorf("%s: message %q, want it to end in %q", tt.est, f.Message, tt.want)
		}
		if got := f.Requirements[0]; got != "8797-4.1-c" {
			t.Errorf("%s: first requirement %s, want 8797-4.1-c", tt.est, got)
		}
	}
}
