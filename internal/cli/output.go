package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

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
	file *os.File // nil for standard output
}

// openReports opens all outputs before anything is read, so that a report that
// can't be written costs no time.
func (a *app) openReports(f *lintFlags, paths []string) (reports, error) {
	wanted := f.views
	if !toStdout(wanted) {
		text, _ := report.Find("text")
		wanted = append(views{{format: text}}, wanted...)
	}
	if err := apart(wanted, paths); err != nil {
		return nil, err
	}
	o := report.Options{
		Inconclusive: f.inconclusive, Coverage: f.coverage, Profile: f.profile, Version: version(), Fails: f.fails,
	}
	if f.known != nil {
		o.Known = f.known.Known
	}
	var all reports
	for _, v := range wanted {
		if v.file == "" {
			o.Color, o.Width = a.screen.color(f.color.value), a.screen.width
			all = append(all, &written{v.format.New(a.out, o), "standard output", nil})
			continue
		}
		file, err := os.Create(v.file)
		if err != nil {
			all.abandon()
			return nil, &writeError{v.file, cause(err)}
		}
		o.Color, o.Width = false, 0
		all = append(all, &written{v.format.New(file, o), v.file, file})
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

// streams reports whether any report is written while a capture is read.
func (rs reports) streams() bool {
	return slices.ContainsFunc(rs, func(r *written) bool {
		_, ok := r.Report.(report.Streamer)
		return ok
	})
}

// begin says which capture is read next, and returns what takes its findings
// while it is read, nil where nothing does.
func (rs reports) begin(path string) (func(*rules.Finding) error, error) {
	var streams []*written
	for _, r := range rs {
		s, ok := r.Report.(report.Streamer)
		if !ok {
			continue
		}
		if err := s.Begin(path); err != nil {
			return nil, &writeError{r.name, cause(err)}
		}
		streams = append(streams, r)
	}
	if streams == nil {
		return nil, nil
	}
	return func(f *rules.Finding) error {
		for _, r := range streams {
			if err := r.Report.(report.Streamer).Finding(f); err != nil {
				return &writeError{r.name, cause(err)}
			}
		}
		return nil
	}, nil
}

func (rs reports) capture(c *lint.Capture) error {
	for _, r := range rs {
		if err := r.Capture(c); err != nil {
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
			if e := r.file.Close(); err == nil {
				err = e
			}
		}
		if err != nil && first == nil {
			first = &writeError{r.name, cause(err)}
		}
	}
	return first
}

// abandon closes the files of reports that can't be finished.
func (rs reports) abandon() {
	for _, r := range rs {
		if r.file != nil {
			r.file.Close()
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
