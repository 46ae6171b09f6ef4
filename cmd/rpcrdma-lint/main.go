// Command rpcrdma-lint reads packet captures of RPC-over-RDMA version 1
// traffic and reports where a peer broke RFC 8166 and its companions.
// Run it with --help for how to use it.
package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"

	"rpcrdma-lint/internal/cli"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, in io.Reader, out, errOut io.Writer) int {
	// A closed pipe is to be an error like any other that writing may have,
	// with its own exit status, not a death by signal.
	signal.Ignore(syscall.SIGPIPE)
	return cli.Run(args, in, out, errOut)
}
