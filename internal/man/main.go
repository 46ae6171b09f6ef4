// Command man writes the manual pages of rpcrdma-lint, one for each command,
// to a directory:
//
//	go run ./internal/man DIR
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra/doc"

	"rpcrdma-lint/internal/cli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: man DIR")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "man:", err)
		os.Exit(1)
	}
}

// write makes the pages. They bear the date of SOURCE_DATE_EPOCH, where that is
// set, and of today otherwise.
func write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root := cli.Root()
	root.DisableAutoGenTag = true
	root.InitDefaultCompletionCmd()
	return doc.GenManTree(root, &doc.GenManHeader{
		Section: "1",
		Source:  "rpcrdma-lint",
		Manual:  "RPC-over-RDMA conformance",
	}, dir)
}
