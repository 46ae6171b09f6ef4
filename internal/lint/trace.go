package lint

import "io"

// A Trace is one capture session: a file, or several that were written one after
// the other.
type Trace struct {
	ID    string // what reports call it: the path of its first file
	Files []TraceFile
}

// A TraceFile is a file of a Trace.
type TraceFile struct {
	Path string

	// Gap says what is missing between the file before and this one, "" for
	// nothing.
	Gap string
}

// FileFrames says which frames of a capture are those of one of its files.
type FileFrames struct {
	Path   string
	Gap    string // as in TraceFile
	Before int    // numbers of the frames of the files before
	Frames int
}

// One is the trace of a single file.
func One(path string) Trace { return Trace{ID: path, Files: []TraceFile{{Path: path}}} }

// RunTrace lints a trace. What goes wrong is told in the Capture.
func RunTrace(t Trace, stdin io.Reader, o Options) *Capture {
	return Run(t.Files[0].Path, stdin, o)
}
