// Package hugepages has memory lie on huge pages where Linux gives them only to
// those who ask (/sys/kernel/mm/transparent_hugepage/enabled says madvise). A
// program that runs for a tenth of a second otherwise spends a good part of it
// on its first touch of every 4 KiB, in virtual machines above all.
package hugepages

import (
	"runtime/debug"
	"syscall"
)

// Heap asks for huge pages for the next n bytes that the heap grows by. It costs
// a garbage collection and no memory. Where the kernel has no huge pages nothing
// happens.
func Heap(n int) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // one collection is enough
	// The collector gives back the memory, but not the address range, nor what
	// was asked for it: what is allocated from now on comes to lie there.
	if syscall.Madvise(make([]byte, n), syscall.MADV_HUGEPAGE) == nil {
		debug.FreeOSMemory()
	}
}
