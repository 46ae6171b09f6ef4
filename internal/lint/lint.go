// Package lint takes one capture file through all the steps: its frames are
// read, decoded to connections and messages, and judged by the rules.
package lint

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/rules"
)

// Options say what to look at.
type Options struct {
	// Ports carry RPC-over-RDMA beside 20049, the port of NFS over RDMA.
	Ports []uint16

	// Filter selects the frames to look at; nil selects all. The others keep
	// their numbers and are treated as not captured.
	Filter *capture.Filter

	// Enabled says which rules run; nil means those that are on by default.
	Enabled func(*rules.Rule) bool

	// Terms, unless nil, says how the connections between two hosts are judged.
	// Several goroutines may ask at a time.
	Terms func(decode.HostPair) *rules.Terms

	// Keep says which findings are of interest; nil means all. The others are
	// counted.
	Keep func(*rules.Finding) bool

	// Journal, unless nil, asks for a journal of each capture, and says what it
	// is to have.
	Journal *journal.Options

	// Found, unless nil, is told of each finding as it is decided, in the order of
	// the frame at which it was, connection, rule and XID, with its Count then,
	// which may grow until the capture ends. An error of Found ends the reading.
	Found func(f *rules.Finding, count int) error

	// AllICRCs says to check the ICRC of every packet, even of those that carry
	// no evidence.
	AllICRCs bool

	// Jobs is on how many cores to work; 0 stands for all that Go uses. The result
	// does not depend on it. Where somebody is told of what happens as it happens,
	// it is one.
	Jobs int

	// Via, where it is set, gets each file that is opened, with its size or 0
	// where that is not known, and returns what to read instead.
	Via capture.Via

	// Connections and Findings bound what is kept of a capture; 0 stands for the
	// bounds of package rules.
	Connections, Findings int

	// Memory is how many bytes linting one capture may take, with all that is read
	// ahead; 0 stands for DefaultMemory. Half of it the decoder and the rules may
	// remember; a zstd frame may have a window of a 32nd, or of
	// capture.DefaultWindow if that is more.
	Memory int

	before  *rules.Result  // what was found of the same trace up to a gap, or nil
	account decode.Account // and what was kept of it

	batchSize int // bytes of each of a pipeline's batches, unless they vary
}

// DefaultMemory is the bound on what linting one capture takes.
const DefaultMemory = 256 << 20

func (o *Options) memory() int { return cmp.Or(o.Memory, DefaultMemory) }

func (o *Options) jobs() int {
	switch {
	case o.Found != nil:
		return 1
	case o.Jobs > 0:
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// judge makes what decodes and judges frames, and hands its findings to s.
func (o *Options) judge(s *stream) judged {
	ro := rules.Options{
		Enabled: o.Enabled, Terms: o.Terms,
		Connections: o.Connections, Findings: o.Findings, Before: o.before,
	}
	if s != nil {
		ro.Found = s.source()
	}
	var j *journal.Journal
	if o.Journal != nil {
		j = journal.New(*o.Journal)
		ro.Watch = j
		ro.Found = both(j.Found, ro.Found)
	}
	e := rules.New(ro)
	return judged{decode.New(decode.Options{Ports: o.Ports, AllICRCs: o.AllICRCs, Memory: o.memory() / 2, Before: o.account}, e), e, j}
}

// both tells a and, where there is one, b.
func both(a, b func(*rules.Finding)) func(*rules.Finding) {
	if b == nil {
		return a
	}
	return func(f *rules.Finding) {
		a(f)
		b(f)
	}
}

// A Capture is what linting one file came to. Findings from before any damage
// are in the result.
type Capture struct {
	Path   string
	Frames int // read, whatever the filter said of them

	// Bytes is the size of its files, packed as they are; 0 where it was read from
	// standard input.
	Bytes int64

	// Files are the files of a trace of several, nil where there is but one.
	Files []FileFrames

	// Complete says that the file was read to its end.
	Complete bool

	// Damage is where the file stops making sense, nil where it never does.
	Damage *Damage

	Other   []decode.Other
	Dropped decode.Dropped

	// LeftOut is the number of proven findings that were not of interest.
	LeftOut int

	// Crashes are defects of this program that cost verdicts.
	Crashes []decode.Crash
	most    struct{ connections, findings, memory int } // the Options that Limits tells of

	account decode.Account // what Result takes

	Result  *rules.Result    // nil when the file could not be opened as a capture
	Journal *journal.Journal // nil where none was asked for, or there is no Result
}

// Damage says why a file was not read to its end, or not at all.
type Damage struct {
	// Offset is the place in the file, unpacked, and Frame the last whole
	// frame before it. They are valid when Known.
	Offset int64
	Frame  int
	Known  bool

	Reason string
	Cut    bool // the last record is merely cut short by the end of the file

	File string // in which it is, "" where the capture is one file
}

func (d *Damage) String() string {
	in := ""
	if d.File != "" {
		in = d.File + ": "
	}
	if !d.Known {
		return in + d.Reason
	}
	return in + fmt.Sprintf("damaged at byte %d, after frame %d: %s", d.Offset, d.Frame, d.Reason)
}

// NewCapture is a capture of which nothing was read.
func NewCapture(path string, o Options) *Capture {
	c := &Capture{Path: path}
	c.most.connections, c.most.findings, c.most.memory = o.Connections, o.Findings, o.memory()
	return c
}

// Run lints the capture at path, or on stdin when path is "-". What goes wrong
// is told in the Capture.
func Run(path string, stdin io.Reader, o Options) *Capture {
	c := NewCapture(path, o)
	o.Via = c.measure(o.Via)
	r, err := o.open(path, stdin)
	if err != nil {
		c.Damage = damageOf(err, path)
		return c
	}
	defer r.Close()

	err = c.take(r, o)
	c.leave(o.Keep)
	if err == io.EOF {
		c.Complete = true
	} else {
		c.Damage = damageOf(err, path)
	}
	return c
}

// measure is via, and counts the bytes of the files that are opened.
func (c *Capture) measure(via capture.Via) capture.Via {
	return func(path string, size int64, file io.Reader) io.Reader {
		c.Bytes += size
		if via == nil {
			return file
		}
		return via(path, size, file)
	}
}

// frames are what captures are read with.
type frames interface {
	Next(*capture.Frame) error
	NextBatch(*capture.Batch) error
}

// take lints what r reads, and returns io.EOF or what ended the reading before
// that.
func (c *Capture) take(r frames, o Options) error {
	o.before, o.account = c.Result, c.account
	if jobs := o.jobs(); jobs > 1 {
		return newPipeline(o, jobs, c).run(c, r)
	}
	return c.run(r, o)
}

// leave takes findings that are of no interest out of the result.
func (c *Capture) leave(keep func(*rules.Finding) bool) {
	if keep == nil {
		return
	}
	c.Result.Findings = slices.DeleteFunc(c.Result.Findings, func(f *rules.Finding) bool {
		if keep(f) {
			return false
		}
		if f.Proven() {
			c.LeftOut++
		}
		return true
	})
}

func (o *Options) open(path string, stdin io.Reader) (*capture.Reader, error) {
	from := o.reading()
	if path != "-" {
		return from.Open(path)
	}
	if o.Via != nil {
		stdin = o.Via(path, 0, stdin)
	}
	return from.NewReader(stdin, "standard input")
}

// reading says how files are opened.
func (o *Options) reading() capture.Options {
	return capture.Options{Via: o.Via, Window: window(o.memory())}
}

// window is the largest window of a zstd frame that is accepted where linting a
// capture may take so many bytes.
func window(memory int) int { return max(memory/32, capture.DefaultWindow) }

// Reopen opens the capture's file once more, to be copied.
func (c *Capture) Reopen() (*capture.Reader, error) {
	return capture.Options{Window: window(c.most.memory), Whole: true}.Open(c.Path)
}

// run lints what r reads in one goroutine.
func (c *Capture) run(r frames, o Options) error {
	s := newStream(&o, c)
	j := o.judge(s)
	err := c.read(r, j, s, o.Filter)
	j.engine.Frame(c.Frames)
	j.decoder.Finish()
	c.result(j.decoder, j.engine.Finish(), j.journal)
	c.account = j.decoder.Account()
	return s.finish(err)
}

// result takes in what was decoded and judged: all of a file, or of the files
// of a trace between two gaps.
func (c *Capture) result(d *decode.Decoder, r *rules.Result, j *journal.Journal) {
	if c.Journal == nil {
		c.Journal = j
	} else {
		c.Journal.Add(j)
	}
	for _, s := range r.Connections {
		s.Conn.User = nil // reports have no use for the ledgers
	}
	c.Other, c.Dropped = decode.JoinOther(c.Other, d.Other()), c.Dropped.Plus(d.Dropped())
	if c.Result == nil {
		c.Result, c.Crashes = r, slices.Concat(d.Crashes(), r.Crashes)
		return
	}
	c.Crashes = slices.Concat(c.Crashes, d.Crashes(), r.Crashes)
	c.Result.Join(r)
}

// read hands the frames to the decoder and the findings to s, and returns
// io.EOF or what ended the reading before that.
func (c *Capture) read(r frames, j judged, s *stream, filter *capture.Filter) error {
	var in capture.Frame
	var out decode.Frame
	for {
		if err := r.Next(&in); err != nil {
			return err
		}
		c.Frames = in.Number
		if filter != nil && !filter.Match(&in) {
			continue
		}
		out = frameOf(&in)
		j.engine.Frame(in.Number)
		j.decoder.Frame(&out)
		if in.Number%streamEvery == 0 {
			if err := s.upTo(in.Number, j); err != nil {
				return err
			}
		}
	}
}

func frameOf(f *capture.Frame) decode.Frame {
	return decode.Frame{Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: f.Data}
}

// damageOf is err without the name of the file, which whoever shows it knows.
func damageOf(err error, path string) *Damage {
	var damage *capture.DamageError
	if errors.As(err, &damage) {
		return &Damage{
			Offset: damage.Offset,
			Frame:  damage.Frame,
			Known:  true,
			Reason: damage.Reason,
			Cut:    damage.Cut,
		}
	}
	var file *fs.PathError
	if errors.As(err, &file) {
		return &Damage{Reason: file.Err.Error()}
	}
	reason := strings.TrimPrefix(err.Error(), "capture: ")
	return &Damage{Reason: strings.TrimPrefix(reason, path+": ")}
}

// Describe says in one sentence what a crash cost.
func (c *Capture) Describe(x decode.Crash) string {
	what := "rule " + x.In
	if rules.Find(x.In) == nil {
		what = "the decoder"
	}
	at := fmt.Sprintf("at frame %d", x.Frame)
	switch {
	case x.Frame == 0:
		at = "at the end of the capture"
	case len(c.Files) > 0:
		file, n := c.File(x.Frame)
		at = fmt.Sprintf("at frame %d of %s", n, file.Path)
	}
	times := ""
	if x.Count > 1 {
		times = fmt.Sprintf(", %d times in all", x.Count)
	}
	return fmt.Sprintf("defect of this program, please report it: %s failed %s%s (%s: %s); verdicts are missing", what, at, times, x.Where, x.Reason)
}

// RPCRDMA reports whether any RPC-over-RDMA connection was seen.
func (c *Capture) RPCRDMA() bool { return c.Result != nil && len(c.Result.Connections) > 0 }

// Applied reports whether any rule came to a verdict, be it that nothing can
// be known.
func (c *Capture) Applied() bool {
	if c.Result == nil {
		return false
	}
	for i := range c.Result.Coverage {
		v := &c.Result.Coverage[i]
		if v.Held+v.Violated+v.Inconclusive+v.Undecided > 0 {
			return true
		}
	}
	return false
}
