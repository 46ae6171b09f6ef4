//go:build cgo

package lint_test

import (
	"testing"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/lint"
)

// Frames that don't pass are counted, keep their numbers and are not seen.
func TestFilter(t *testing.T) {
	for _, tt := range []struct {
		expr    string
		rpcrdma bool
	}{
		{"udp port 4791", true},
		{"tcp", false},
	} {
		f, err := capture.CompileFilter(tt.expr)
		if err != nil {
			t.Fatal(err)
		}
		c := lint.Run(flood, nil, lint.Options{Filter: f})
		if c.Frames != 1433 || !c.Complete {
			t.Errorf("%s: got %d frames, complete %t, want 1433, true", tt.expr, c.Frames, c.Complete)
		}
		if c.RPCRDMA() != tt.rpcrdma {
			t.Errorf("%s: got RPC-over-RDMA %t, want %t", tt.expr, c.RPCRDMA(), tt.rpcrdma)
		}
		if tt.rpcrdma && !found(c, "credit/first-call", 6) {
			t.Errorf("%s: got no credit/first-call at frame 6", tt.expr)
		}
	}
}
