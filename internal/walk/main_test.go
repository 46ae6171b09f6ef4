package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	const whole = "../../captures/evil-errchunk.pcap"
	b, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.pcap")
	if err := os.WriteFile(cut, b[:len(b)-1], 0o666); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, path, out string
		status          int
	}{
		{"whole", whole, whole + ": 39 frames, 4530 bytes\n", 0},
		{"cut", cut, cut + ": 38 frames, ", 1},
		{"missing", "missing", "missing: 0 frames, 0 bytes\n", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errOut strings.Builder
			status := run([]string{tt.path}, &out, &errOut)
			if status != tt.status || !strings.HasPrefix(out.String(), tt.out) {
				t.Errorf("got %d, %q, want %d, %q", status, &out, tt.status, tt.out)
			}
			if told := errOut.Len() > 0; told != (tt.status != 0) {
				t.Errorf("got complaint %q with status %d", &errOut, status)
			}
		})
	}
}
