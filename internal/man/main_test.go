package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/cli"
)

// Every command has its page, and the page tells of every flag.
func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "man1")
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	checkPage(t, dir, cli.Root())
	for _, c := range cli.Root().Commands() {
		if c.Name() != "help" && c.Name() != "completion" {
			checkPage(t, dir, c)
		}
	}
}

func checkPage(t *testing.T, dir string, c *cobra.Command) {
	t.Helper()
	name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Error(err)
		return
	}
	page := strings.ReplaceAll(string(b), `\-`, "-")
	if !strings.Contains(page, c.Short) {
		t.Errorf("%s: got no %q", name, c.Short)
	}
	for _, line := range strings.Split(c.LocalFlags().FlagUsages(), "\n") {
		for _, word := range strings.Fields(line) {
			if strings.HasPrefix(word, "--") && !strings.Contains(page, strings.TrimSuffix(word, ",")) {
				t.Errorf("%s: got no %s", name, word)
			}
		}
	}
}

// A page that can't be written is an error.
func TestWriteFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := write(file); err == nil {
		t.Error("got no error for a directory that is a file")
	}
}
