package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cpu.pgo")
	var stderr bytes.Buffer
	if status := run([]string{"-o", path, "-times", "2", "--", "--jobs", "1", "../../captures/evil-vers2.pcap"}, &stderr); status != 0 {
		t.Fatalf("exit status %d: %s", status, stderr.String())
	}
	b, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		t.Errorf("% x, %v: want a packed profile", b[:min(len(b), 2)], err)
	}
}

func TestFails(t *testing.T) {
	dir := t.TempDir()
	for name, arguments := range map[string][]string{
		"no such flag":       {"-nothing"},
		"no place to write":  {"-o", filepath.Join(dir, "none", "x"), "../../captures/evil-vers2.pcap"},
		"no such capture":    {"-o", filepath.Join(dir, "x"), filepath.Join(dir, "none.pcap")},
		"no flag of program": {"-o", filepath.Join(dir, "x"), "--", "--nothing"},
	} {
		var stderr bytes.Buffer
		if status := run(arguments, &stderr); status == 0 || stderr.Len() == 0 {
			t.Errorf("%s: exit status %d, %q", name, status, stderr.String())
		}
	}
}
