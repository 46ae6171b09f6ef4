//go:build !cgo

package capture

import "errors"

// A Filter is never made by this build: compiling a BPF expression needs libpcap.
type Filter struct{}

// CompileFilter says what is missing.
func CompileFilter(string) (*Filter, error) {
	return nil, errors.New("--filter needs libpcap: this binary was built with CGO_ENABLED=0")
}

// Match lets nothing pass.
func (*Filter) Match(*Frame) bool { return false }

// Err has nothing to tell.
func (*Filter) Err() error { return nil }
