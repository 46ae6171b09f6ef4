//go:build !linux

// Package hugepages has the heap lie on huge pages on Linux.
package hugepages
