package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
)

// annotable checks what --annotate asks for before anything is overwritten.
func annotable(file string, vs views, paths []string) error {
	if len(paths) != 1 {
		return fmt.Errorf("--annotate: takes one capture, not %d", len(paths))
	}
	if err := rereadable("--annotate", paths[0]); err != nil {
		return err
	}
	if same(file, paths[0]) {
		return fmt.Errorf("--annotate: %s is the capture to read", file)
	}
	for _, v := range vs {
		if v.file != "" && (v.file == file || same(v.file, file)) {
			return fmt.Errorf("--annotate: %s is written already", file)
		}
	}
	return nil
}

// rereadable refuses what can be read only once.
func rereadable(flag, path string) error {
	if path == "-" {
		return fmt.Errorf("%s: standard input can be read only once; give a file", flag)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return fmt.Errorf("%s: %s can be read only once; give a file", flag, path)
	}
	return nil
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// annotate copies a capture, with comments at the frames of its findings.
func (a *app) annotate(c *lint.Capture, f *lintFlags) error {
	if c.Result == nil {
		return nil
	}
	comments := report.Comments(report.Listed(c, f.inconclusive))
	return copyTo(f.annotate, c, func(n int) capture.Edit { return capture.Edit{Comments: comments[n]} })
}

// copyTo writes an edited copy of a capture to a file.
func copyTo(file string, c *lint.Capture, edit func(int) capture.Edit) error {
	w, err := os.Create(file)
	if err != nil {
		return &writeError{file, cause(err)}
	}
	if err := copyCapture(w, file, c, edit); err != nil {
		w.Close()
		return err
	}
	if err := w.Close(); err != nil {
		return &writeError{file, cause(err)}
	}
	return nil
}

// copyCapture writes an edited copy of a capture as far as it could be linted.
func copyCapture(w io.Writer, name string, c *lint.Capture, edit func(int) capture.Edit) error {
	r, err := c.Reopen()
	if err != nil {
		return &readError{err}
	}
	defer r.Close()
	b := bufio.NewWriterSize(w, 1<<20)
	reading := capture.Copy(b, r, edit)
	if err := b.Flush(); err != nil {
		return &writeError{name, cause(err)}
	}
	if reading != nil && c.Damage == nil {
		return &readError{reading}
	}
	return nil
}

// A readError is a capture that could be linted but not read again.
type readError struct{ err error }

func (e *readError) Error() string { return e.err.Error() }
func (e *readError) Unwrap() error { return e.err }
