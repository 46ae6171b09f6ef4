package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A measurement is one run of a program.
type measurement struct {
	elapsed time.Duration
	cpu     time.Duration // of all its threads, in user and system mode
	peak    int64         // resident memory, bytes
}

// measure runs p over a capture and throws away what it prints. The peak is
// never below what this process itself has resident, a few MiB: the system
// counts from the moment before the program is loaded.
func measure(p program, path string) (measurement, error) {
	args := make([]string, len(p.args))
	for i, a := range p.args {
		if a == "FILE" {
			a = path
		}
		args[i] = a
	}
	cmd := exec.Command(args[0], args[1:]...)
	begin := time.Now()
	err := cmd.Run()
	m := measurement{elapsed: time.Since(begin)}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() > 0 && exit.ExitCode() <= p.passes {
		err = nil
	}
	if err != nil {
		return m, fmt.Errorf("%s: %w", args[0], err)
	}
	m.resources(cmd.ProcessState)
	return m, nil
}

// resources takes what the system counted of a process.
func (m *measurement) resources(s *os.ProcessState) {
	m.cpu = s.UserTime() + s.SystemTime()
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		m.peak = u.Maxrss << 10 // Linux counts in KiB
	}
}
