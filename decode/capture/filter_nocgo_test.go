//go:build !cgo

package capture_test

import (
	"strings"
	"testing"

	"rpcrdma-lint/decode/capture"
)

func TestFilterNeedsLibpcap(t *testing.T) {
	if _, err := capture.CompileFilter("udp"); err == nil || !strings.Contains(err.Error(), "CGO_ENABLED=0") {
		t.Errorf("error is %v, want one that tells of CGO_ENABLED=0", err)
	}
}
