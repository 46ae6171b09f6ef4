// Package cli is the command line of rpcrdma-lint: commands, flags, streams
// and exit statuses. It is apart from the program so that the manual pages can
// be made from the same commands.
package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// Exit statuses. They are part of the interface: scripts read them.
const (
	ExitClean    = 0 // every capture was read to its end and nothing reached --fail-on
	ExitFindings = 1 // a proven finding reached --fail-on
	ExitUsage    = 2 // the command line is wrong
	ExitFailure  = 3 // a capture couldn't be read to its end, or a report not be written
)

// Name is the name of the program.
const Name = "rpcrdma-lint"

// An app is one run of the program.
type app struct {
	in     io.Reader
	out    *output
	errOut io.Writer
	screen screen
	status int

	unfinished unfinished
}

// Run runs the program with args, its name not among them, and returns its
// exit status.
func Run(args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{in: in, out: &output{w: out}, errOut: errOut, screen: screenOf(out)}
	root := a.root()
	root.SetArgs(append([]string{}, args...))
	err := root.Execute()
	if a.out.err != nil {
		err = &writeError{"standard output", cause(a.out.err)}
	}
	if err == nil {
		return a.status
	}
	a.complain("%v", err)
	var w *writeError
	var r *readError
	if errors.As(err, &w) || errors.As(err, &r) {
		return ExitFailure
	}
	return ExitUsage
}

// Root is the command with all that belong to it, for those who want to
// describe it. It isn't meant to be run.
func Root() *cobra.Command {
	a := &app{out: &output{w: io.Discard}, errOut: io.Discard}
	return a.root()
}

func (a *app) root() *cobra.Command {
	root := a.lintCommand()
	root.AddCommand(a.storyCommand(), a.rulesCommand(), a.explainCommand(), a.baselineCommand(), a.extractCommand(),
		a.manifestCommand(), a.mergeCommand())
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.errOut)
	root.SuggestionsMinimumDistance = 2
	strictHelp(root)
	return root
}

// strictHelp makes "help" refuse what is no command, as everything else does.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		c.Args = func(_ *cobra.Command, args []string) error {
			if found, _, err := root.Find(args); err != nil || found == root && len(args) > 0 {
				return fmt.Errorf("help: there is no command %q", strings.Join(args, " "))
			}
			return nil
		}
	}
}

// complain writes a line to standard error. That it may fail is nothing that
// could be told anywhere.
func (a *app) complain(format string, args ...any) {
	fmt.Fprintf(a.errOut, Name+": "+format+"\n", args...)
}

// An output remembers the first error of a writer, so that none gets lost on
// the way through code that doesn't look at it.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// A writeError says which output could not be written.
type writeError struct {
	name string
	err  error
}

func (e *writeError) Error() string { return fmt.Sprintf("%s: %v", e.name, e.err) }
func (e *writeError) Unwrap() error { return e.err }
