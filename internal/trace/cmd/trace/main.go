// Command trace writes the pcap file of a notation, to look at it with other
// tools:
//
//	go run ./internal/trace/cmd/trace -o x.pcap 'est; C>CALL 1; S>REPLY 1'
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"rpcrdma-lint/internal/trace"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(arguments []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("trace", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("o", "", "file to write; standard output where it is absent")
	if err := flags.Parse(arguments); err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(stderr, "trace: one notation is wanted")
		return 2
	}
	tr, err := trace.Parse(flags.Arg(0))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	if err := write(tr, *out, stdout); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

func write(tr *trace.Trace, name string, stdout io.Writer) error {
	if name == "" {
		return tr.Write(stdout)
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("trace: %w", err)
	}
	if err := tr.Write(f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return f.Close()
}
