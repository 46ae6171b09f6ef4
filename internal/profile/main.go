// Command profile runs rpcrdma-lint several times in one process, and writes a
// CPU profile of that. The compiler takes cmd/rpcrdma-lint/default.pgo to find
// what is worth its effort; scripts/profile.sh makes it.
//
//	go run ./internal/profile -o cpu.pgo -times 5 -- --jobs 1 CAPTURE...
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"strings"

	"rpcrdma-lint/internal/cli"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(arguments []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("profile", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("o", "cpu.pgo", "where the profile goes")
	times := flags.Int("times", 5, "how often to run")
	if err := flags.Parse(arguments); err != nil {
		return 2
	}
	if err := profile(*path, *times, flags.Args(), stderr); err != nil {
		fmt.Fprintln(stderr, "profile:", err)
		return 1
	}
	return 0
}

// profile runs rpcrdma-lint with these arguments so many times.
func profile(path string, times int, arguments []string, stderr io.Writer) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	for range times {
		// Captures with violations are what it is for.
		if status := cli.Run(arguments, strings.NewReader(""), io.Discard, stderr); status > 1 {
			return fmt.Errorf("exit status %d", status)
		}
	}
	return nil
}
