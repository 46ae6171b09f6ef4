package rpc_test

import (
	"encoding/hex"
	"fmt"

	"rpcrdma-lint/decode/rpc"
)

func ExampleHeader_Decode() {
	b, err := hex.DecodeString("5a17c0010000000000000002000186a30000000300000001" + // NFSv3 GETATTR
		"00000000000000000000000000000000" + // AUTH_NONE, twice
		"0000000401020304") // the arguments
	if err != nil {
		fmt.Println(err)
		return
	}
	var h rpc.Header
	if err := h.Decode(b, len(b)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("XID %#x: %s\n", h.XID, rpc.ProcName(h.Program, h.Version, h.Procedure))
	fmt.Printf("arguments: %x\n", b[h.Len:])
	// Output:
	// XID 0x5a17c001: NFSv3 GETATTR
	// arguments: 0000000401020304
}
