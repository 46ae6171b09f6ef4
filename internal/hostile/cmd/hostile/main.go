// Command hostile measures what captures cost that were made to exhaust memory:
//
//	go run ./internal/hostile/cmd/hostile -program bin/rpcrdma-lint
//
// Each is written with so many frames, and with twice as many, and linted by a
// process of its own. It prints the table in docs/bounds.md, and fails where the
// memory was over the limit, or twice as many frames took more than three times
// the time.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"time"

	"rpcrdma-lint/internal/hostile"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(arguments []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("hostile", flag.ContinueOnError)
	flags.SetOutput(stderr)
	program := flags.String("program", "bin/rpcrdma-lint", "what is measured")
	frames := flags.Int("frames", 1_000_000, "frames of a capture, and of another one twice as many")
	limit := flags.Int("limit", 256, "MiB of memory that are allowed")
	only := flags.String("run", ".", "captures whose names match this expression")
	keep := flags.String("write", "", "write the captures to this directory, and measure nothing")
	if err := flags.Parse(arguments); err != nil {
		return 2
	}
	match, err := regexp.Compile(*only)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	if *keep == "" {
		fmt.Fprint(stdout, "| capture | what grows | frames | file | peak | CPU | twice as many: peak | CPU |\n|---|---|---:|---:|---:|---:|---:|---:|\n")
	}
	status := 0
	for i := range hostile.Captures {
		c := &hostile.Captures[i]
		if !match.MatchString(c.Name) {
			continue
		}
		if *keep != "" {
			err = write(c, *keep, *frames)
		} else {
			err = line(stdout, c, *program, *frames, *limit)
		}
		if err != nil {
			fmt.Fprintln(stderr, err)
			status = 1
		}
	}
	return status
}

// line measures one capture and prints a line of the table.
func line(w io.Writer, c *hostile.Capture, program string, frames, limit int) error {
	dir, err := os.MkdirTemp("", "hostile")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	size, once, err := measure(c, dir, program, frames)
	if err != nil {
		return err
	}
	_, twice, err := measure(c, dir, program, 2*frames)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "| `%s` | %s | %d | %d MiB | %d MiB | %.1f s | %d MiB | %.1f s |\n", c.Name, c.What, frames, size>>20,
		once.peak>>20, once.cpu.Seconds(), twice.peak>>20, twice.cpu.Seconds())
	return check(c.Name, once, twice, limit)
}

// check reports what went over the bounds. Time has a second to spare, for what
// other work on the same cores makes of short runs.
func check(name string, once, twice cost, limit int) error {
	if peak := max(once.peak, twice.peak) >> 20; peak > int64(limit) {
		return fmt.Errorf("hostile: %s took %d MiB, more than %d", name, peak, limit)
	}
	if twice.cpu > 3*once.cpu+time.Second {
		return fmt.Errorf("hostile: %s took %.1f s, and %.1f s for twice as many frames", name, once.cpu.Seconds(), twice.cpu.Seconds())
	}
	return nil
}

func pathOf(c *hostile.Capture, dir string) string {
	return filepath.Join(dir, c.Name+"."+cmp.Or(c.Ext, "pcap"))
}

// write writes a capture to a file in dir.
func write(c *hostile.Capture, dir string, frames int) error {
	f, err := os.Create(pathOf(c, dir))
	if err != nil {
		return err
	}
	return errors.Join(c.Write(f, frames), f.Close())
}

// A cost is what one run took.
type cost struct {
	peak int64 // bytes of resident memory
	cpu  time.Duration
}

// asCommand is what a test looks for that stands in for this command.
const asCommand = "HOSTILE_COMMAND"

// measure lets another process write the capture: what this one has had resident
// counts for those that it starts.
func measure(c *hostile.Capture, dir, program string, frames int) (size int64, x cost, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, x, err
	}
	writer := exec.Command(self, "-write", dir, "-run", "^"+c.Name+"$", "-frames", strconv.Itoa(frames))
	writer.Env = append(os.Environ(), asCommand+"=1")
	if out, err := writer.CombinedOutput(); err != nil {
		return 0, x, fmt.Errorf("hostile: %s: %w: %s", c.Name, err, out)
	}
	path := pathOf(c, dir)
	info, err := os.Stat(path)
	if err != nil {
		return 0, x, err
	}
	cmd := exec.Command(program, "--format", "json="+filepath.Join(dir, "out.json"), path)
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // findings
		return 0, x, fmt.Errorf("hostile: %s: %w", c.Name, err)
	}
	x.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		x.peak = u.Maxrss << 10 // Linux counts in KiB
	}
	return info.Size(), x, os.Remove(path)
}
