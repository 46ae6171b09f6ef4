package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// reports are the views that a run writes side by side.
type reports []*written

// written is one view and where it goes.
type written struct {
	report.Report
	name string
	file *file // nil for standard output
	err  error // of writing while a capture was read
}

// openReports opens all outputs before anything is read, so that a report that
// can't be written costs no time.
func (a *app) openReports(f *lintFlags, paths []string) (reports, error) {
	wanted := f.views
	if !toStdout(wanted) {
		text, _ := report.Find(f.standard)
		wanted = append(views{{format: text}}, wanted...)
	}
	if err := apart(wanted, paths); err != nil {
		return nil, err
	}
	o := report.Options{
		Inconclusive: f.inconclusive, Coverage: f.coverage, Profile: f.profile, Version: version(), Fails: f.fails, Missing: f.missing,
	}
	if f.known != nil {
		o.Known = f.known.Known
	}
	begin := create
	if f.whole {
		begin = a.createWhole
	}
	var all reports
	for _, v := range wanted {
		if v.file == "" {
			o.Color, o.Width = a.screen.color(f.color.value), a.screen.width
			all = append(all, &written{Report: v.format.New(a.out, o), name: "standard output"})
			continue
		}
		file, err := begin(v.file)
		if err != nil {
			all.abandon()
			return nil, &writeError{v.file, cause(err)}
		}
		o.Color, o.Width = false, 0
		all = append(all, &written{Report: v.format.New(file, o), name: v.file, file: file})
	}
	return all, nil
}

func toStdout(vs views) bool {
	for _, v := range vs {
		if v.file == "" {
			return true
		}
	}
	return false
}

// apart refuses reports that would overwrite a capture or each other.
func apart(vs views, paths []string) error {
	var taken []os.FileInfo
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil {
			taken = append(taken, info)
		}
	}
	for _, v := range vs {
		info, err := os.Stat(v.file)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		for _, t := range taken {
			if os.SameFile(t, info) {
				return fmt.Errorf("--format: %s is a capture to read, or is written already", v.file)
			}
		}
		taken = append(taken, info)
	}
	return nil
}

// stream reports whether any report takes findings while a capture is read.
func (rs reports) stream() bool {
	for _, r := range rs {
		if _, ok := r.Report.(report.Streamer); ok {
			return true
		}
	}
	return false
}

// begin says which capture is read next, and returns what takes its findings
// meanwhile. A report that fails is told of with the capture.
func (rs reports) begin(path string) func(*rules.Finding, int) error {
	each := func(tell func(report.Streamer) error) (first error) {
		for _, r := range rs {
			if s, ok := r.Report.(report.Streamer); ok && r.err == nil {
				r.err = tell(s)
			}
			if first == nil {
				first = r.err
			}
		}
		return first
	}
	begun := each(func(s report.Streamer) error { return s.Begin(path) })
	return func(f *rules.Finding, count int) error {
		if begun != nil {
			return begun
		}
		return each(func(s report.Streamer) error { return s.Finding(f, count) })
	}
}

func (rs reports) capture(c *lint.Capture) error {
	for _, r := range rs {
		err := r.err
		if err == nil {
			err = r.Capture(c)
		}
		if err != nil {
			return &writeError{r.name, cause(err)}
		}
	}
	return nil
}

// close ends all reports, whatever becomes of one of them.
func (rs reports) close() error {
	var first error
	for _, r := range rs {
		err := r.Close()
		if r.file != nil {
			err = r.file.keep(err)
		}
		if err != nil && first == nil {
			first = &writeError{r.name, cause(err)}
		}
	}
	return first
}

// errAbandoned keeps a file from being given its name.
var errAbandoned = errors.New("abandoned")

// abandon closes the files of reports that can't be finished.
func (rs reports) abandon() {
	for _, r := range rs {
		if r.file != nil {
			r.file.keep(errAbandoned)
		}
	}
}

// cause is err without the name of the file, which stands before it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
