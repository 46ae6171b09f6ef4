package lint_test

import (
	"os"
	"path/filepath"
	"testing"

	"rpcrdma-lint/internal/hostile"
	"rpcrdma-lint/internal/lint"
)

// What is forgotten does not depend on how the lanes were divided.
func TestHostileJobs(t *testing.T) {
	for _, name := range []string{"hosts", "fitting-halves", "set-ups", "connections", "reconnects", "one-handle", "long-calls", "sends", "findings"} {
		t.Run(name, func(t *testing.T) {
			c, err := hostile.Find(name)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), name+".pcap")
			file, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			if err := c.Write(file, 6000); err != nil {
				t.Fatal(err)
			}
			o := lint.Options{Memory: 2 << 20}
			if limits := lint.Run(path, nil, o).Limits(); len(limits) == 0 {
				t.Error("no bound bit")
			}
			sameOnAnyCores(t, path, o)
		})
	}
}
