package hugepages

import (
	"testing"
	"unsafe"

	"rpcrdma-lint/internal/hugepages/smaps"
)

func TestHeap(t *testing.T) {
	Heap(64 << 20)
	// Much less than was asked for, much more than the heap had before.
	b := make([]byte, 32<<20)
	if got := smaps.Advised(t, uintptr(unsafe.Pointer(&b[0]))); !got {
		t.Error("what is allocated after Heap does not lie where huge pages were asked for")
	}
	b[len(b)-1] = 1
}
