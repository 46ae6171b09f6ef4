package nfs_test

import (
	"encoding/binary"
	"fmt"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// A zeros is a fixed-length field of so many zero bytes.
type zeros int

// enc is XDR: an int is a word, a uint64 two, a string is an opaque with its count and pad, a []byte stands as it is.
func enc(parts ...any) (b []byte) {
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			b = binary.BigEndian.AppendUint32(b, uint32(p))
		case uint64:
			b = binary.BigEndian.AppendUint64(b, p)
		case string:
			b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
			b = append(b, pad([]byte(p))...)
		case zeros:
			b = append(b, make([]byte, p)...)
		case []byte:
			b = append(b, p...)
		default:
			panic(fmt.Sprintf("%T has no encoding", p))
		}
	}
	return b
}

const stateID = zeros(16)

// Requests that the tests are about.
var (
	compound    = nfs.Request{Program: rpc.ProgNFS, Version: 4, Procedure: 1}
	callbackReq = nfs.Request{Program: rpc.ProgCallbackFirst, Version: 1, Procedure: 1}
	write3      = nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 7}
	read3       = nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 6}
	lookup3     = nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 3}
)
