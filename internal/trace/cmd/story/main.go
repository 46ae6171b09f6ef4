// Command story writes the founding incident of this program as a capture:
//
//	go run ./internal/trace/cmd/story -o captures/story-reconnect-flood.pcap
package main

import (
	"flag"
	"fmt"
	"os"

	"rpcrdma-lint/internal/trace"
)

func main() {
	out := flag.String("o", "captures/story-reconnect-flood.pcap", "file to write")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(name string) error {
	tr, err := trace.Story()
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("story: %w", err)
	}
	if err := tr.Write(f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return f.Close()
}
