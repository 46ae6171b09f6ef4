//go:build cgo && linux

package capture

/*
#include <stdint.h>
#include <sys/mman.h>

extern char __bss_start[], _end[];

// Package layers, which pcap brings with it, fills 6 MiB of tables before main
// begins, used or not: on pages of 4 KiB that is half of a short run. The linker
// puts them first; what is behind them is hardly touched.
__attribute__((constructor)) static void tablesOnHugePages(void) {
	const uintptr_t huge = 2 << 20;
	uintptr_t from = ((uintptr_t)__bss_start + huge - 1) & -huge, to = (uintptr_t)_end & -huge;
	if (to > from + 3 * huge)
		to = from + 3 * huge;
	if (from < to)
		madvise((void *)from, to - from, MADV_HUGEPAGE);
}
*/
import "C"
