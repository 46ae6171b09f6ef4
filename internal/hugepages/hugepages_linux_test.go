package hugepages

import (
	"testing"
	"unsafe"

	"rpcrdma-lint/internal/hugepages/smaps"
)

// What the heap begins with, and what it grows by, is on huge pages.
func TestHeap(t *testing.T) {
	if !smaps.Advised(t, uintptr(unsafe.Pointer(anything))) {
		t.Error("what was allocated first does not lie where huge pages were asked for")
	}
	b := make([]byte, size/2) // much more than the heap had before
	if !smaps.Advised(t, uintptr(unsafe.Pointer(&b[0]))) {
		t.Error("what is allocated now does not lie where huge pages were asked for")
	}
	b[len(b)-1] = 1
}
