package main

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// flows prints a table of what the program takes for captures that never are
// files: bin/gen writes each into a pipe. Making a capture takes longer than
// linting it, so that only memory and CPU time tell something.
func flows(captures []string, stdout, stderr io.Writer) int {
	fmt.Fprint(stdout, "| capture | CPU s | peak MiB |\n|---|---:|---:|\n")
	for _, c := range captures {
		m, err := flow(exec.Command("bin/gen"), exec.Command(programs[0].args[0], "-"), c)
		if err != nil {
			fmt.Fprintf(stderr, "benchrun: %s: %v\n", c, err)
			return 1
		}
		fmt.Fprintf(stdout, "| %s | %.1f | %d |\n", c, m.cpu.Seconds(), m.peak>>20)
	}
	fmt.Fprintln(stdout)
	return 0
}

// flow measures lint at the other end of a pipe from gen.
func flow(gen, lint *exec.Cmd, capture string) (measurement, error) {
	kind, size, ok := strings.Cut(capture, ":")
	if !ok {
		return measurement{}, errors.New("KIND:SIZE is wanted")
	}
	gen.Args = append(gen.Args, "-kind", kind, "-size", size, "-o", "/dev/stdout")
	pipe, err := gen.StdoutPipe()
	if err != nil {
		return measurement{}, err
	}
	lint.Stdin = pipe
	if err := gen.Start(); err != nil {
		return measurement{}, err
	}
	begin := time.Now()
	err = lint.Run()
	m := measurement{elapsed: time.Since(begin)}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == programs[0].passes {
		err = nil
	}
	if err = errors.Join(err, gen.Wait()); err != nil {
		return m, err
	}
	m.resources(lint.ProcessState)
	return m, nil
}
