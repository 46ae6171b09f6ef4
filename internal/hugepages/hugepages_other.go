//go:build !linux

// Package hugepages has memory lie on huge pages on Linux.
package hugepages

// Heap does nothing.
func Heap(int) {}
