package manifest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"rpcrdma-lint/decode/capture"
)

// A Walk looks for captures in trees of directories, one directory after the
// other in the order of their names, so that memory depends on the largest
// directory only.
type Walk struct {
	// Found takes the traces. An error ends the walk.
	Found func(*Trace) error

	// Problem is told of what could not be looked at.
	Problem func(path string, err error)

	Passed int // files that are no captures
}

// Trees finds the traces below directories, and those of files: files of one
// directory, one given after the other, may be of one trace.
func (w *Walk) Trees(roots []string) error {
	for len(roots) > 0 {
		n := 0
		for n < len(roots) && filepath.Dir(roots[n]) == filepath.Dir(roots[0]) && isFile(roots[n]) {
			n++
		}
		var err error
		if n > 0 {
			err = w.files(roots[:n])
		} else {
			n, err = 1, w.Tree(roots[0])
		}
		if err != nil {
			return err
		}
		roots = roots[n:]
	}
	return nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// Twice says which root lists captures that another one lists, too, "" where
// none does.
func Twice(roots []string) string {
	at := map[string]string{}
	for _, root := range roots {
		path := placeOf(root)
		if _, known := at[path]; known {
			return root + " is given twice"
		}
		at[path] = root
	}
	for _, root := range roots {
		for path := placeOf(root); path != filepath.Dir(path); {
			path = filepath.Dir(path)
			if above, known := at[path]; known {
				return fmt.Sprintf("%s is in %s: its captures would be listed twice", root, above)
			}
		}
	}
	return ""
}

// placeOf is the path without links to directories.
func placeOf(root string) string {
	path, err := filepath.Abs(root)
	if err != nil {
		return root // whoever opens it says what is wrong
	}
	dir, base := path, ""
	if isFile(path) {
		dir, base = filepath.Split(path)
	}
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	return filepath.Join(dir, base)
}

// Tree finds the traces below a directory, or the one in a file.
func (w *Walk) Tree(root string) error {
	info, err := os.Stat(root)
	if err != nil {
		w.Problem(root, cause(err))
		return nil
	}
	switch {
	case info.IsDir():
		return w.directory(root)
	case info.Mode().IsRegular():
		return w.files([]string{root})
	}
	w.Problem(root, errors.New("neither a file nor a directory")) // a pipe would be waited for
	return nil
}

func (w *Walk) directory(dir string) error {
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		w.Problem(dir, cause(err))
	}
	var files, dirs []string
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir():
			dirs = append(dirs, path)
		case e.Type().IsRegular():
			files = append(files, path)
		case e.Type()&fs.ModeSymlink != 0:
			// A link to a directory is not followed: it may lead in a circle.
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				files = append(files, path)
			}
		}
	}
	if err := w.files(files); err != nil {
		return err
	}
	for _, d := range dirs {
		if err := w.directory(d); err != nil {
			return err
		}
	}
	return nil
}

// files finds the traces among the files of one directory.
func (w *Walk) files(paths []string) error {
	looked := look(paths)
	var found []surveyed
	for i, path := range paths {
		err := looked[i].err
		switch {
		case errors.Is(err, capture.ErrNotCapture) && !named(path):
			w.Passed++
			continue
		case err != nil && !errors.Is(err, capture.ErrNotCapture):
			w.Problem(path, cause(err))
			if !named(path) {
				continue
			}
		}
		if !utf8.ValidString(path) {
			w.Problem(path, errors.New("the name is not UTF-8"))
			continue
		}
		// What is called a capture and is none stays in: whoever reads it says why.
		found = append(found, surveyed{path, parseName(path), looked[i].Survey})
	}
	for _, t := range group(found) {
		if err := w.Found(t); err != nil {
			return err
		}
	}
	return nil
}

// atOnce is how many files are looked at together: on a file system across a
// network that takes the time of waiting, not of a processor.
const atOnce = 16

type looked struct {
	capture.Survey
	err error
}

func look(paths []string) []looked {
	all := make([]looked, len(paths))
	var next atomic.Int64
	var done sync.WaitGroup
	for range min(atOnce, len(paths)) {
		done.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(paths)); i = next.Add(1) - 1 {
				all[i].Survey, all[i].err = capture.Look(paths[i])
			}
		})
	}
	done.Wait()
	return all
}

func cause(err error) error {
	var file *fs.PathError
	if errors.As(err, &file) {
		return file.Err
	}
	return err
}
