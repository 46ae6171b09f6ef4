package lint_test

import (
	"bytes"
	"runtime"
	"testing"

	"rpcrdma-lint/internal/lint"
)

// A weigher is a file that notes how much of the heap is in use when a third of
// it has been read, and when all of it has.
type weigher struct {
	*bytes.Reader
	inUse []uint64
}

func (w *weigher) Read(p []byte) (int, error) {
	third := w.Size() / 3
	if left := int64(w.Len()); left <= 2*third && len(w.inUse) == 0 || left == 0 && len(w.inUse) == 1 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		w.inUse = append(w.inUse, m.HeapAlloc)
	}
	// In small steps, so that what was read has been linted.
	return w.Reader.Read(p[:min(len(p), 64<<10)])
}

// What is remembered of a connection does not grow with the capture, once its
// history is full, but for the slack of its queues.
func TestMemory(t *testing.T) {
	for _, tt := range []struct {
		name   string
		rounds int
		round  func(int) string
	}{
		{"small-rpcs", 3500, smallRPCs},
		{"large-reads", 64, largeRead},
		{"large-writes", 64, largeWrite},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := &weigher{Reader: bytes.NewReader(repeated(t, tt.rounds, tt.round))}
			if c := lint.Run("-", file, lint.Options{}); !c.Complete {
				t.Fatal(c.Damage)
			}
			if len(file.inUse) != 2 {
				t.Fatalf("got %d weighings, want 2", len(file.inUse))
			}
			const tolerance = 1 << 20
			if got := int64(file.inUse[1]) - int64(file.inUse[0]); got > tolerance {
				t.Errorf("heap grew by %d KiB from the first third to the end, want less than %d", got>>10, tolerance>>10)
			} else {
				t.Logf("heap grew by %d KiB", got>>10)
			}
		})
	}
}
