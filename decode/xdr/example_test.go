package xdr_test

import (
	"errors"
	"fmt"

	"rpcrdma-lint/decode/xdr"
)

// A string of at most 16 bytes, then a word that the message doesn't have.
func ExampleReader() {
	b := []byte("\x00\x00\x00\x05hello\x00\x00\x00")
	r := xdr.NewReader(b, len(b))
	fmt.Printf("%q\n", r.Opaque(16))
	r.Uint32()
	if errors.Is(r.Err(), xdr.ErrShort) {
		fmt.Println(r.Err())
	}

	// The same, captured to its twelfth byte only.
	r = xdr.NewReader(b, 16)
	r.Opaque(16)
	r.Uint32()
	if errors.Is(r.Err(), xdr.ErrCaptured) {
		fmt.Println(r.Err())
	}
	// Output:
	// "hello"
	// xdr: message ends too soon: offset 12: 0 of 4 bytes
	// xdr: captured short: offset 12: 0 of 4 bytes
}
