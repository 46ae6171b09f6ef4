package nfs_test

import (
	"fmt"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

// A COMPOUND of minor version 1 whose WRITE has its data in a Read chunk.
func ExampleCall() {
	arguments := []byte{
		0, 0, 0, 0, // tag
		0, 0, 0, 1, // minor version
		0, 0, 0, 3, // operations
		0, 0, 0, 24, // PUTROOTFH
		0, 0, 0, 38, // WRITE
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // stateid
		0, 0, 0, 0, 0, 0, 0, 0, // offset
		0, 0, 0, 2, // FILE_SYNC4
		0, 0, 0x10, 0x01, // 4097 bytes, which are elsewhere
		0, 0, 0, 10, // GETFH
	}
	var c nfs.Call
	request := nfs.Request{Program: rpc.ProgNFS, Version: 4, Procedure: 1}
	c.Reset(request, xdr.NewReader(arguments, len(arguments)), []nfs.Chunk{{Position: 52, Length: 4097}})
	for c.Next() {
		op := c.Op()
		fmt.Printf("%s at %d, position %d\n", c.OpName(), op.Offset, op.Position)
		if it := op.Eligible(); it != nil {
			fmt.Printf("  %s: %d bytes at position %d, reduced: %v\n", it.Name, it.Length, it.Position, it.Reduced)
		}
	}
	fmt.Println(c.Stopped())
	// Output:
	// PUTROOTFH at 12, position 12
	// WRITE at 16, position 16
	//   data: 4097 bytes at position 52, reduced: true
	// GETFH at 52, position 4152
	// not stopped
}
