// Command gen writes big captures, to measure with:
//
//	go run ./internal/gen -kind large-reads -size 1GiB -o big.pcap
//
// The kinds are large-writes, large-reads, small-rpcs, many-connections,
// reconnects and, where the traffic does not conform, violations. The same kind
// and size give the same bytes every time.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(arguments []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	kind := flags.String("kind", "large-reads", strings.Join(kindNames(), ", "))
	size := flags.String("size", "64MiB", "bytes to write: the file ends with the cycle that reaches them")
	out := flags.String("o", "", "file to write")
	if err := flags.Parse(arguments); err != nil {
		return 2
	}
	bytes, err := parseSize(*size)
	if err == nil && (*out == "" || flags.NArg() > 0) {
		err = fmt.Errorf("gen: -o is wanted, and nothing behind the flags")
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	begin := time.Now()
	written, err := writeFile(*out, *kind, bytes)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	seconds := time.Since(begin).Seconds()
	fmt.Fprintf(stderr, "%d bytes in %.1f s, %.0f MB/s\n", written, seconds, float64(written)/seconds/1e6)
	return 0
}

func writeFile(name, kind string, size int64) (written int64, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, fmt.Errorf("gen: %w", err)
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	return generate(f, kind, size)
}

// parseSize reads 500, 64KiB, 20MiB, 1GiB.
func parseSize(s string) (int64, error) {
	shift := 0
	for i, suffix := range []string{"KiB", "MiB", "GiB"} {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			s, shift = rest, 10*(i+1)
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n<<shift>>shift != n {
		return 0, fmt.Errorf("gen: %q is not a size", s)
	}
	return n << shift, nil
}
