//go:build cgo && linux

package capture

import (
	"testing"
	"unsafe"

	"github.com/google/gopacket/layers"

	"rpcrdma-lint/internal/hugepages/smaps"
)

// The middle of a table that takes more than one huge page.
func TestTablesOnHugePages(t *testing.T) {
	m := &layers.EthernetTypeMetadata
	if !smaps.Advised(t, uintptr(unsafe.Pointer(&m[len(m)-1]))) {
		t.Error("no huge pages were asked for the tables of package layers")
	}
}
