// Package lint takes one capture file through all the steps: its frames are
// read, decoded to connections and messages, and judged by the rules.
package lint

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
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
}

// A Capture is what linting one file came to. Findings from before any damage
// are in the result.
type Capture struct {
	Path   string
	Frames int // read, whatever the filter said of them

	// Complete says that the file was read to its end.
	Complete bool

	// Damage is where the file stops making sense, nil where it never does.
	Damage *Damage

	Other   []decode.Other
	Dropped decode.Dropped

	// Crashes are defects of this program that cost verdicts.
	Crashes []decode.Crash

	Result *rules.Result // nil when the file could not be opened as a capture
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
}

func (d *Damage) String() string {
	if !d.Known {
		return d.Reason
	}
	return fmt.Sprintf("damaged at byte %d, after frame %d: %s", d.Offset, d.Frame, d.Reason)
}

// Run lints the capture at path, or on stdin when path is "-". What goes wrong
// is told in the Capture.
func Run(path string, stdin io.Reader, o Options) *Capture {
	c := &Capture{Path: path}
	r, err := open(path, stdin)
	if err != nil {
		c.Damage = damageOf(err, path)
		return c
	}
	defer r.Close()

	engine := rules.New(rules.Options{Enabled: o.Enabled})
	decoder := decode.New(decode.Options{Ports: o.Ports}, engine)
	if err := c.read(r, decoder, o.Filter); err == io.EOF {
		c.Complete = true
	} else {
		c.Damage = damageOf(err, path)
	}
	decoder.Finish()
	c.Result = engine.Finish()
	c.Other, c.Dropped = decoder.Other(), decoder.Dropped()
	c.Crashes = slices.Concat(decoder.Crashes(), c.Result.Crashes)
	return c
}

func open(path string, stdin io.Reader) (*capture.Reader, error) {
	if path == "-" {
		return capture.NewReader(stdin, "standard input")
	}
	return capture.Open(path)
}

// read hands the frames to the decoder, and returns io.EOF or what ended the
// reading before that.
func (c *Capture) read(r *capture.Reader, d *decode.Decoder, filter *capture.Filter) error {
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
		out = decode.Frame{
			Number: in.Number,
			Time:   in.Time,
			Link:   uint16(in.Link),
			Length: in.Length,
			Data:   in.Data,
		}
		d.Frame(&out)
	}
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
func Describe(x decode.Crash) string {
	what := "rule " + x.In
	if rules.Find(x.In) == nil {
		what = "the decoder"
	}
	at := fmt.Sprintf("at frame %d", x.Frame)
	if x.Frame == 0 {
		at = "at the end of the capture"
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

// Worst is the highest severity among the proven findings; ok is false when
// there are none.
func (c *Capture) Worst() (s rules.Severity, ok bool) {
	if c.Result == nil {
		return 0, false
	}
	for _, f := range c.Result.Findings {
		if f.Proven() && (!ok || f.Severity > s) {
			s, ok = f.Severity, true
		}
	}
	return s, ok
}
