package decode_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/trace"
)

// A recorder writes down what a Decoder tells, a line each. Lines of the second
// connection and those after it begin with its number.
type recorder struct {
	conns []*decode.Conn
	lines []string
	xids  []uint32 // of Sends
}

func (r *recorder) Opened(c *decode.Conn) {
	r.conns = append(r.conns, c)
	c.User = len(r.conns)
	roles := ""
	if !c.RolesKnown {
		roles = " roles guessed"
	}
	r.add(c, "open %s%s", c.Start, roles)
}

func (r *recorder) Wanted(*decode.Conn, *decode.Event) int { return 0 }

func (r *recorder) Closed(c *decode.Conn) {
	if c.EndFrame == 0 {
		r.add(c, "close %s", c.End)
		return
	}
	r.add(c, "close %s %d", c.End, c.EndFrame)
}

func (r *recorder) add(c *decode.Conn, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if n := c.User.(int); n > 1 {
		line = fmt.Sprintf("%d: %s", n, line)
	}
	r.lines = append(r.lines, line)
}

var kinds = [...]string{"send", "write", "read", "readdone", "atomic", "ack", "nak", "gap", "resend"}

func (r *recorder) Event(c *decode.Conn, e *decode.Event) {
	var b strings.Builder
	fmt.Fprintf(&b, "%c %s %d", "CS"[e.Side], kinds[e.Kind], e.Frame)
	if e.LastFrame != e.Frame {
		fmt.Fprintf(&b, "-%d", e.LastFrame)
	}
	if e.SentFrame != e.Frame && e.Kind != decode.KindReadDone {
		fmt.Fprintf(&b, " sent<=%d", e.SentFrame)
	}
	switch e.Kind {
	case decode.KindSend:
		r.xids = append(r.xids, e.Message.Header.XID)
		fmt.Fprintf(&b, " len=%d", e.Length)
		if n := len(e.Message.Data); n != e.Length {
			fmt.Fprintf(&b, " captured=%d", n)
		}
	case decode.KindWrite:
		fmt.Fprintf(&b, " len=%d of %d", e.Length, e.DMALen)
	case decode.KindRead, decode.KindReadDone:
		fmt.Fprintf(&b, " len=%d", e.DMALen)
	case decode.KindNAK:
		b.WriteString(nakText(e))
	case decode.KindGap:
		fmt.Fprintf(&b, " n=%d", roce.PSNDiff(e.EndPSN, e.PSN)+1)
	}
	for _, flag := range []struct {
		set  bool
		text string
	}{
		{!e.Complete && e.Kind < decode.KindAtomic, " incomplete"},
		{e.Immediate, " imm"},
		{e.Invalidate, fmt.Sprintf(" inv=%#x", e.InvKey)},
		{e.Early, " early"},
		{e.Void, " void"},
	} {
		if flag.set {
			b.WriteString(flag.text)
		}
	}
	r.add(c, "%s", b.String())
}

func nakText(e *decode.Event) string {
	s := fmt.Sprintf(" %s", e.Ack)
	if e.Ack == roce.NAK {
		s = fmt.Sprintf(" %s", roce.NAKCode(e.Code&31))
	}
	if !e.RefFound {
		return s + " of nothing known"
	}
	return s + fmt.Sprintf(" of %s %d len=%d", kinds[e.RefKind], e.RefFrame, e.RefLength)
}

// frameOf is frame i of a trace as a Decoder takes it.
func frameOf(tr *trace.Trace, i int) decode.Frame {
	f := tr.Frames()[i]
	return decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data}
}

// run decodes a trace.
func run(tr *trace.Trace, o decode.Options) (*recorder, *decode.Decoder) {
	r := &recorder{}
	d := decode.New(o, r)
	for i := range tr.Frames() {
		f := frameOf(tr, i)
		d.Frame(&f)
	}
	d.Finish()
	return r, d
}

// without leaves out lines that contain a word.
func without(lines []string, words ...string) []string {
	out := []string{}
next:
	for _, l := range lines {
		for _, w := range words {
			if strings.Contains(" "+l+" ", " "+w+" ") {
				continue next
			}
		}
		out = append(out, l)
	}
	return out
}

var frameName = regexp.MustCompile(`@[a-z]\w*`)

// numbered puts the frame number for @NAME in each line.
func numbered(tr *trace.Trace, lines []string) []string {
	out := []string{}
	for _, l := range lines {
		out = append(out, frameName.ReplaceAllStringFunc(l, func(name string) string {
			return fmt.Sprint(tr.Frame(name[1:]))
		}))
	}
	return out
}

// An eventTest is a trace and all that the Decoder tells of it, except for
// what is named in skip: by default acknowledgements and the ends of
// connections.
type eventTest struct {
	name  string
	trace string
	skip  []string
	want  []string
}

func runEvents(t *testing.T, tests []eventTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			r, _ := run(tr, decode.Options{})
			skip := tt.skip
			if skip == nil {
				skip = []string{"ack", "open", "close"}
			}
			if d := cmp.Diff(numbered(tr, tt.want), without(r.lines, skip...)); d != "" {
				t.Errorf("events of\n%s\n(-want +got):\n%s", tt.trace, d)
			}
		})
	}
}
