package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test's own program stand for one that is measured.
func TestMain(m *testing.M) {
	switch os.Getenv("BENCHRUN_TEST") {
	case "findings":
		os.Exit(1)
	case "failure":
		os.Exit(3)
	}
	os.Exit(m.Run())
}

const sample = "../../captures/evil-errchunk.pcap"

func self(t *testing.T) program {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return program{"self", []string{exe, "FILE"}, 1}
}

func TestCompare(t *testing.T) {
	p := self(t)
	capture, err := filepath.Abs(sample)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("bin", 0o777); err != nil {
		t.Fatal(err)
	}
	const script = "#!/bin/sh\necho \"$1: 39 frames, 4530 bytes\"\n"
	if err := os.WriteFile(walk, []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("BENCHRUN_TEST", "findings")
	for _, tt := range []struct {
		name     string
		patience time.Duration
		runs     int
	}{
		{"patient", time.Hour, 3},
		{"impatient", 0, 1},
	} {
		table, err := compare([]program{p, p}, capture, 3, tt.patience)
		if err != nil {
			t.Fatal(err)
		}
		if table.frames != 39 || table.size != 5178 {
			t.Errorf("%s: got %d frames, %d bytes, want 39, 5178", tt.name, table.frames, table.size)
		}
		for _, r := range table.rows {
			if len(r.runs) != tt.runs {
				t.Errorf("%s: got %d runs, want %d", tt.name, len(r.runs), tt.runs)
			}
			for _, m := range r.runs {
				if m.elapsed <= 0 || m.peak < 1<<20 {
					t.Errorf("%s: got %v, %d bytes, want some time and at least 1 MiB", tt.name, m.elapsed, m.peak)
				}
			}
		}
	}

	t.Setenv("BENCHRUN_TEST", "failure")
	if _, err := compare([]program{p}, capture, 1, time.Hour); err == nil {
		t.Error("exit status 3: got no error, want one")
	}
	if _, err := compare([]program{p}, "missing", 1, time.Hour); err == nil {
		t.Error("no capture: got no error, want one")
	}
}

func TestWrite(t *testing.T) {
	runs := func(seconds ...float64) []measurement {
		var out []measurement
		for i, s := range seconds {
			d := time.Duration(s * float64(time.Second))
			out = append(out, measurement{elapsed: d, cpu: 2 * d, peak: int64(i+1) << 20})
		}
		return out
	}
	tab := table{name: "x.pcap", size: 1 << 30, frames: 3e6, rows: []row{
		{"lint", runs(3, 1, 2)},
		{"other", runs(8, 4)},
	}}
	var b strings.Builder
	if err := tab.write(&b); err != nil {
		t.Fatal(err)
	}
	const want = `x.pcap: 1024 MiB, 3000000 frames

| program | runs | time s | from–to s | CPU s | GB/s | Mpkt/s | peak MiB | × time |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
| lint | 3 | 2.000 | 1.000–3.000 | 4.000 | 0.54 | 1.50 | 3 | 1.00 |
| other | 2 | 6.000 | 4.000–8.000 | 12.000 | 0.18 | 0.50 | 2 | 3.00 |

`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &b, want)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"-rounds", "0", sample}, {"-nonsense"}} {
		var out, errOut strings.Builder
		if status := run(args, &out, &errOut); status != 2 || errOut.Len() == 0 {
			t.Errorf("%q: got %d, %q, want 2 and a complaint", args, status, &errOut)
		}
	}
}
