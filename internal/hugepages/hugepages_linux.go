// Package hugepages has the heap lie on huge pages where Linux gives them only
// to those who ask (/sys/kernel/mm/transparent_hugepage/enabled says madvise). A
// program that runs for a tenth of a second otherwise spends a good part of it
// on its first touch of every 4 KiB, in virtual machines above all.
//
// To import it is enough. It imports so little itself that it is initialised
// before the packages that fill the heap with tables.
package hugepages

import (
	"runtime"
	"syscall"
	"unsafe"
)

// size is how much of the heap lies on huge pages, in bytes: what most captures
// need. Of more there would be gaps that count as used memory.
const size = 128 << 20

// grain is what the runtime lets the heap grow by, in bytes.
const grain = 4 << 20

var anything *int

// init asks for huge pages for what the heap has, and for the next bytes that
// it grows by. Where the kernel has no huge pages nothing happens.
func init() {
	anything = new(int)
	start := uintptr(unsafe.Pointer(anything)) &^ (grain - 1)
	if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, start, grain, syscall.MADV_HUGEPAGE); errno != 0 {
		return
	}
	// The collector gives back the memory, but not the address range, nor what
	// was asked for it: what is allocated from now on comes to lie there.
	if syscall.Madvise(make([]byte, size), syscall.MADV_HUGEPAGE) == nil {
		runtime.GC()
	}
}
