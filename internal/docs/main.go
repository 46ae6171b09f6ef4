// Command docs writes what the documentation holds of the rules: a page for
// each and their index to docs/rules, and the worked examples that the program
// shows. It is run in the root of the repository:
//
//	go run ./internal/docs
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"rpcrdma-lint/internal/explain"
	"rpcrdma-lint/rules"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

// The directories that are written, and hold nothing else.
const (
	pagesDir    = "docs/rules"
	examplesDir = "internal/explain/examples"
)

// files makes all files, by name.
func files() (map[string]string, error) {
	all := map[string]string{filepath.Join(pagesDir, "README.md"): explain.Index()}
	for _, r := range rules.All {
		example, err := worked(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.ID, err)
		}
		name := explain.FileName(r)
		all[filepath.Join(pagesDir, name+".md")] = explain.Markdown(r, example)
		all[filepath.Join(examplesDir, name+".txt")] = example
	}
	return all, nil
}

// write writes all files below root, and removes those of rules that are gone.
func write(root string) error {
	all, err := files()
	if err != nil {
		return err
	}
	for _, dir := range []string{pagesDir, examplesDir} {
		old, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		for _, f := range old {
			if _, ok := all[filepath.Join(dir, f.Name())]; !ok {
				if err := os.Remove(filepath.Join(root, dir, f.Name())); err != nil {
					return err
				}
			}
		}
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			return err
		}
	}
	for name, text := range all {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}
