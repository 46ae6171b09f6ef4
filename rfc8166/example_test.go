package rfc8166_test

import (
	"fmt"

	"rpcrdma-lint/rfc8166"
)

func ExampleFind() {
	r, _ := rfc8166.Find("8166-4.6.2-a")
	fmt.Printf("%s §%s, %s: %s\n", r.Document, r.Section, r.Level, r.Text)
	// Output: RFC 8166 §4.6.2, MUST NOT: RDMA_DONE is never sent.
}
