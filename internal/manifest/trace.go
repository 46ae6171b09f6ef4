// Package manifest lists the traces of a tree of captures, a line each, and
// cuts such a list into shards.
package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// A Trace is one capture session: the files that were written one after the
// other.
type Trace struct {
	ID    string  `json:"id"` // the path of its first file
	Files []File  `json:"files"`
	Bytes int64   `json:"bytes"`
	First *string `json:"first"` // when the first frame was captured, null where nothing tells
	Last  *string `json:"last"`
}

// A File is one file of a trace.
type File struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`

	// Gap says what is missing between the file before and this one, "" for
	// nothing.
	Gap string `json:"gap,omitempty"`
}

// timeLayout is how times are written: RFC 3339, UTC, always with nanoseconds.
const timeLayout = "2006-01-02T15:04:05.000000000Z"

// stamp is a time in ns since the Unix epoch as text.
func stamp(ns int64) *string {
	s := time.Unix(0, ns).UTC().Format(timeLayout)
	return &s
}

// Write writes the line of a trace.
func (t *Trace) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(t)
}

// parse reads a line. It is strict: what it does not know may change what the
// line means.
func parse(line []byte) (*Trace, error) {
	t := &Trace{}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(t); err != nil {
		return nil, reasonOf(err)
	}
	if d.InputOffset() != int64(len(line)) {
		return nil, errors.New("something follows the object")
	}
	return t, t.check()
}

// reasonOf is an error of package json in words about the line.
func reasonOf(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("not a whole JSON object")
	}
	return err
}

func (t *Trace) check() error {
	switch {
	case t.ID == "":
		return errors.New("no id")
	case len(t.Files) == 0:
		return errors.New("no files")
	}
	sum := int64(0)
	for i, f := range t.Files {
		switch {
		case f.Path == "":
			return fmt.Errorf("file %d has no path", i+1)
		case f.Path == "-":
			return fmt.Errorf("file %d is standard input", i+1)
		case f.Bytes < 0:
			return fmt.Errorf("file %d has %d bytes", i+1, f.Bytes)
		case f.Gap != "" && i == 0:
			return errors.New("a gap before the first file")
		}
		if sum += f.Bytes; sum < 0 {
			return errors.New("more bytes than can be counted")
		}
	}
	if sum != t.Bytes {
		return fmt.Errorf("%d bytes, but the files have %d", t.Bytes, sum)
	}
	for _, s := range []*string{t.First, t.Last} {
		if s == nil {
			continue
		}
		if _, err := time.Parse(timeLayout, *s); err != nil {
			return fmt.Errorf("%q is no time such as 2026-01-02T03:04:05.000000006Z", *s)
		}
	}
	return nil
}
