// Command walk reads captures, frame by frame, and does nothing with them: the
// limit to measure the program against.
//
//	go run ./internal/walk CAPTURE...
package main

import (
	"fmt"
	"io"
	"os"

	"rpcrdma-lint/decode/capture"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(paths []string, stdout, stderr io.Writer) int {
	status := 0
	for _, path := range paths {
		frames, bytes, err := walk(path)
		fmt.Fprintf(stdout, "%s: %d frames, %d bytes\n", path, frames, bytes)
		if err != nil {
			fmt.Fprintln(stderr, err)
			status = 1
		}
	}
	return status
}

// walk counts the frames and their captured bytes.
func walk(path string) (frames, bytes int64, err error) {
	r, err := capture.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer r.Close()
	var f capture.Frame
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		frames++
		bytes += int64(len(f.Data))
	}
	if err == io.EOF {
		err = nil
	}
	return frames, bytes, err
}
