package rules

import (
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
