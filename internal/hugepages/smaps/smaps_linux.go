// Package smaps tells tests what the kernel was asked to do with memory.
package smaps

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// Advised reports whether huge pages were asked for the memory at addr. It skips
// the test where the kernel has none.
func Advised(t testing.TB, addr uintptr) bool {
	t.Helper()
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skipf("no huge pages here: %v", err)
	}
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	inside := false
	for line := range strings.Lines(string(maps)) {
		var from, to uintptr
		if n, _ := fmt.Sscanf(line, "%x-%x ", &from, &to); n == 2 {
			inside = from <= addr && addr < to
		}
		if flags, ok := strings.CutPrefix(line, "VmFlags:"); ok && inside {
			return slices.Contains(strings.Fields(flags), "hg")
		}
	}
	t.Fatalf("no memory is mapped at %#x", addr)
	return false
}
