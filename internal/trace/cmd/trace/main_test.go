package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.pcap")
	for _, tt := range []struct {
		name      string
		arguments []string
		want      int
		stderr    string
	}{
		{"to a file", []string{"-o", file, "C>CALL 1"}, 0, ""},
		{"to standard output", []string{"C>CALL 1"}, 0, ""},
		{"no notation", nil, 2, "trace: one notation is wanted\n"},
		{"wrong notation", []string{"C>CALL 1 x"}, 1, "trace: 1:10: unknown word \"x\"\n"},
		{"no such directory", []string{"-o", filepath.Join(file, "y"), "C>CALL 1"}, 1, "trace: open"},
	} {
		var stdout, stderr bytes.Buffer
		got := run(tt.arguments, &stdout, &stderr)
		if got != tt.want || !strings.HasPrefix(stderr.String(), tt.stderr) {
			t.Errorf("%s: got %d, %q, want %d, %q", tt.name, got, stderr.String(), tt.want, tt.stderr)
		}
		if tt.name != "to standard output" {
			continue
		}
		written, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(written, stdout.Bytes()) || len(written) == 0 {
			t.Errorf("got %d bytes in the file, %d on standard output, %v, want the same", len(written), stdout.Len(), err)
		}
	}
}
