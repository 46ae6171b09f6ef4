package trace_test

import (
	"fmt"

	"rpcrdma-lint/internal/trace"
)

// The second Call is sent before the first Reply has granted any credit.
func ExampleParse() {
	tr, err := trace.Parse(`
		est
		C>CALL 1
		second: C>CALL 2
		S>REPLY 1
		S>REPLY 2`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, f := range tr.Frames() {
		fmt.Printf("%2d %s\n", i+1, f.Label)
	}
	fmt.Println("second Call in frame", tr.Frame("second"))
	// Output:
	//  1 C>REQ[]
	//  2 S>REP[]
	//  3 C>RTU
	//  4 C>CALL 1
	//  5 implied ACK of C>CALL 1
	//  6 C>CALL 2
	//  7 implied ACK of C>CALL 2
	//  8 S>REPLY 1
	//  9 implied ACK of S>REPLY 1
	// 10 S>REPLY 2
	// 11 implied ACK of S>REPLY 2
	// second Call in frame 6
}
