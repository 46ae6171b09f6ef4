package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"rpcrdma-lint": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// The scripts run the program in a directory with the corpus.
func TestScripts(t *testing.T) {
	corpus, err := filepath.Abs("../../captures")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               func(e *testscript.Env) error { return linkCorpus(corpus, e.WorkDir) },
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "cgo":
				return cgo, nil
			case "devfull":
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status,
			"first":  first,
			"gz":     gz,
			"field":  field,
			"rotate": rotate,
		},
	})
}

// linkCorpus links the captures that are small enough for a test.
func linkCorpus(from, to string) error {
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, f := range files {
		if !strings.Contains(f.Name(), ".pcap") || strings.HasPrefix(f.Name(), "big-") {
			continue
		}
		if err := os.Symlink(filepath.Join(from, f.Name()), filepath.Join(to, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

// status N COMMAND... runs a command that is to end with exit status N.
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("got exit status %d, want %d", got, want)
	}
}

// first N IN OUT copies the first N bytes of a file, or all but the last -N.
func first(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: first N IN OUT")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	b := []byte(ts.ReadFile(args[1]))
	if n < 0 {
		n += len(b)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), b[:n], 0o666))
}

// gz IN OUT compresses a file.
func gz(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: gz IN OUT")
	}
	out, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	w := gzip.NewWriter(out)
	_, err = io.WriteString(w, ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(out.Close())
}

// field FILE PATH VALUE holds a JSON file's value at PATH, like
// captures.0.complete, against VALUE. The path of an array followed by "len" is
// its length.
func field(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: field FILE PATH VALUE")
	}
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &v))
	for step := range strings.SplitSeq(args[1], ".") {
		switch at := v.(type) {
		case map[string]any:
			inner, ok := at[step]
			if !ok {
				ts.Fatalf("%s: %s: no field %q", args[0], args[1], step)
			}
			v = inner
		case []any:
			if step == "len" {
				v = len(at)
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(at) {
				ts.Fatalf("%s: %s: no element %q of %d", args[0], args[1], step, len(at))
			}
			v = at[i]
		default:
			ts.Fatalf("%s: %s: nothing below %v", args[0], args[1], v)
		}
	}
	got := fmt.Sprint(v)
	if v == nil {
		got = "null"
	}
	if same := got == args[2]; same == neg {
		ts.Fatalf("%s: %s: got %s, want %s (negated: %t)", args[0], args[1], got, args[2], neg)
	}
}
