package part_test

import (
	"testing"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/part"
	"rpcrdma-lint/rules"
)

// What a trace of a few connections costs when parts are merged.
func BenchmarkRead(b *testing.B) {
	const traces = 100
	c := lint.Run("../../captures/abuse-rnr.pcap", nil, options)
	w, err := part.Create(b.TempDir(), header(traces))
	if err != nil {
		b.Fatal(err)
	}
	for range traces {
		if err := w.Capture(c); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	path := w.Path()
	b.ReportAllocs()
	for b.Loop() {
		set, err := part.OpenSet([]string{path})
		if err != nil {
			b.Fatal(err)
		}
		f := fleet.New()
		for c, err := range set.Captures() {
			if err != nil {
				b.Fatal(err)
			}
			f.Add(c, func(*rules.Finding) bool { return false })
		}
		f.Finish()
	}
}
