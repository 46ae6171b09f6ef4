package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rpcrdma-lint/rules"
)

// The pages and examples are those that the rules make now.
func TestFresh(t *testing.T) {
	want, err := files()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join("..", "..")
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || string(got) != text {
			t.Errorf("%s is stale (%v): run make docs", name, err)
		}
	}
	for _, dir := range []string{pagesDir, examplesDir} {
		have, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range have {
			if _, ok := want[filepath.Join(dir, f.Name())]; !ok {
				t.Errorf("%s is of no rule: run make docs", filepath.Join(dir, f.Name()))
			}
		}
	}
}

// A worked example tells of the rule that it is for, and of each frame that
// its findings name.
func TestWorked(t *testing.T) {
	for _, r := range rules.All {
		got, err := worked(r)
		if err != nil {
			t.Errorf("%s: %v", r.ID, err)
			continue
		}
		if !strings.Contains(got, "["+r.ID+"]") {
			t.Errorf("%s: got no finding of it in\n%s", r.ID, got)
		}
	}
}

// Writing takes away the files of rules that are gone.
func TestWrite(t *testing.T) {
	root := t.TempDir()
	gone := filepath.Join(root, pagesDir, "gone-rule.md")
	if err := os.MkdirAll(filepath.Dir(gone), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(gone, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := write(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(gone); !os.IsNotExist(err) {
		t.Errorf("got %v, want the page to be gone", err)
	}
	if _, err := os.Stat(filepath.Join(root, pagesDir, "README.md")); err != nil {
		t.Error(err)
	}
}
