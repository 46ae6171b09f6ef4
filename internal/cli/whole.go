package cli

import (
	"crypto/rand"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// A whole is a file that is there whole or not at all: it is written under
// another name beside it.
type whole struct {
	*os.File
	path   string
	settle func()
}

func createWhole(path string) (*whole, error) {
	dir, base := filepath.Split(path)
	f, err := os.OpenFile(filepath.Join(dir, "."+base+"."+rand.Text()+".tmp"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &whole{f, path, removeOnSignal(f.Name())}, nil
}

// keep gives the file its name, unless err says that it is not whole.
func (w *whole) keep(err error) error {
	defer w.settle()
	if err == nil {
		err = w.Sync()
	}
	if err = errors.Join(err, w.Close()); err == nil {
		err = os.Rename(w.Name(), w.path)
	}
	if err != nil {
		os.Remove(w.Name())
	}
	return err
}

// removeOnSignal removes an unfinished file when the process is asked to end, as
// a batch scheduler does some time before it kills, and ends it. That holds
// until settle is called.
func removeOnSignal(path string) (settle func()) {
	asked, settled := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(asked, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case s := <-asked:
			os.Remove(path)
			// The status that a shell gives to a death by this signal. The first
			// process of a container can't die by one.
			os.Exit(128 + int(s.(syscall.Signal)))
		case <-settled:
		}
	}()
	return func() {
		signal.Stop(asked)
		close(settled)
	}
}
