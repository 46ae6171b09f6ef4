package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// The command measures a program, and fails where that takes too much.
func TestRun(t *testing.T) {
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[string]int{"1000": 0, "0": 1} {
		var out, errs bytes.Buffer
		got := run([]string{"-program", program, "-frames", "100", "-run", "^hosts$", "-limit", limit}, &out, &errs)
		if got != want || strings.Count(out.String(), "\n") != 3 || (errs.Len() > 0) != (want > 0) {
			t.Errorf("limit %s: exit status %d, want %d; %q, %q", limit, got, want, &out, &errs)
		}
	}
}

// Time and memory may grow with the capture, and not faster.
func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		once, twice cost
		fails       bool
	}{
		{cost{100 << 20, time.Minute}, cost{100 << 20, 3 * time.Minute}, false},
		{cost{100 << 20, time.Minute}, cost{100 << 20, 4 * time.Minute}, true},
		{cost{100 << 20, time.Millisecond}, cost{100 << 20, time.Second}, false},
		{cost{300 << 20, time.Minute}, cost{100 << 20, time.Minute}, true},
		{cost{100 << 20, time.Minute}, cost{300 << 20, time.Minute}, true},
	} {
		if err := check("x", tt.once, tt.twice, 256); (err != nil) != tt.fails {
			t.Errorf("%v, then %v: got %v, want an error: %t", tt.once, tt.twice, err, tt.fails)
		}
	}
}

// It can write the captures instead.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	var out, errs bytes.Buffer
	if got := run([]string{"-write", dir, "-frames", "100", "-run", "^(calls|gzip-bomb)$"}, &out, &errs); got != 0 || out.Len()+errs.Len() > 0 {
		t.Errorf("exit status %d, %q, %q", got, &out, &errs)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 2 {
		t.Errorf("got %v, %v", files, err)
	}
}
