//go:build !cgo

package main

// cgo says that --filter works in this build.
const cgo = false
