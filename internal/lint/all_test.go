package lint_test

import (
	"slices"
	"testing"

	"rpcrdma-lint/internal/lint"
)

// Captures come in the order in which they were named, whichever is done
// first, and each as if it were the only one.
func TestAll(t *testing.T) {
	paths := []string{corpus + "/v3-restart-nfsd.pcap.zst"}
	for range 20 {
		paths = append(paths, flood, corpus+"/evil-vers2.pcap", "/nonexistent")
	}
	want := map[string]string{}
	for _, jobs := range []int{1, 2, 5} {
		var got []string
		for c := range lint.All(lint.Each(paths), len(paths), nil, lint.Options{Jobs: jobs}) {
			got = append(got, c.Path)
			what := "not opened"
			if c.Result != nil {
				what = told(t, c)
			}
			if want[c.Path] == "" {
				want[c.Path] = what
			}
			if what != want[c.Path] {
				t.Errorf("%d jobs: %s is not what it was with one", jobs, c.Path)
			}
		}
		if !slices.Equal(got, paths) {
			t.Errorf("%d jobs: got %v, want %v", jobs, got, paths)
		}
	}
}

// Who has seen enough stops, and no further capture is opened.
func TestAllStops(t *testing.T) {
	n := 0
	for c := range lint.All(lint.Each([]string{flood, "/nonexistent", flood}), 3, nil, lint.Options{Jobs: 2}) {
		if n++; c.Path != flood {
			t.Errorf("got %s first", c.Path)
		}
		break
	}
	if n != 1 {
		t.Errorf("got %d captures, want 1", n)
	}
}
