package cli

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/spf13/cobra"
)

// Flags win over the configuration file, and the file over what holds without
// either.
func TestResolve(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lint.yaml")
	text := "ports: [20050, 20051]\nfail-on: note\nunder-test: server\n"
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name              string
		args              []string
		ports             []uint16
		failOn, underTest string
	}{
		{"nothing", []string{"--config", "none"}, nil, "error", ""},
		{"file", []string{"--config", path}, []uint16{20050, 20051}, "note", "server"},
		{"flags", []string{"--config", path, "--port", "7", "--fail-on", "error", "--under-test", "client"}, []uint16{7}, "error", "client"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSettings()
			cmd := &cobra.Command{Use: "test"}
			s.register(cmd)
			if err := cmd.ParseFlags(tt.args); err != nil {
				t.Fatal(err)
			}
			o, err := s.resolve(cmd)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(o.Ports, tt.ports) || s.failOn.value != tt.failOn || s.underTest.value != tt.underTest {
				t.Errorf("got ports %v, --fail-on %s, --under-test %s", o.Ports, s.failOn.value, s.underTest.value)
			}
		})
	}
}
