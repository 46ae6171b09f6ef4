package cli

import (
	"crypto/rand"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
)

// A file is written by the program, under another name beside it where it is to
// be there whole or not at all.
type file struct {
	*os.File
	path   string // to be given at the end, "" for one that has its name
	settle func()
}

// create begins a file under its own name.
func create(path string) (*file, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &file{File: f}, nil
}

// createWhole begins a file that gets its name when it is complete. What is no
// ordinary file, like a pipe, is written as it is.
func (a *app) createWhole(path string) (*file, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return create(path)
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	dir, base := filepath.Split(path)
	name := filepath.Join(dir, "."+base+"."+rand.Text()+".tmp")
	f := &file{path: path}
	var err error
	f.settle, err = a.unfinished.add(func() (string, error) {
		f.File, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		return name, err
	})
	return f, err
}

// keep ends the file, unless err says that it is not complete.
func (f *file) keep(err error) error {
	if f.path == "" {
		return errors.Join(err, f.Close())
	}
	defer f.settle()
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), f.path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// unfinished are files that go when the process is told to end, as a batch
// scheduler does some time before it kills.
type unfinished struct {
	mu    sync.Mutex
	paths map[string]bool
	told  chan os.Signal // while there are any
}

// add is for a file that create makes, and that is unfinished until settle is
// called. To be told meanwhile waits for its path.
func (u *unfinished) add(create func() (path string, err error)) (settle func(), err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.told == nil {
		u.paths, u.told = map[string]bool{}, make(chan os.Signal, 1)
		signal.Notify(u.told, os.Interrupt, syscall.SIGTERM)
		go u.end(u.told)
	}
	path, err := create()
	if err != nil {
		u.rest()
		return nil, err
	}
	u.paths[path] = true
	return func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		delete(u.paths, path)
		u.rest()
	}, nil
}

// rest leaves signals alone where nothing is unfinished.
func (u *unfinished) rest() {
	if len(u.paths) == 0 {
		signal.Stop(u.told)
		close(u.told)
		u.told = nil
	}
}

// end removes what is unfinished, and ends the process with the status that a
// shell gives to a death by signal: the first process of a container can't die
// by one.
func (u *unfinished) end(told <-chan os.Signal) {
	s, ok := <-told
	if !ok {
		return
	}
	u.mu.Lock()
	for path := range u.paths {
		os.Remove(path)
	}
	os.Exit(128 + int(s.(syscall.Signal)))
}
