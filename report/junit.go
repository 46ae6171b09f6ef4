package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// junit writes a test suite a capture: whether it was read to its end, and a
// test case a rule. A rule that judged nothing is skipped, not passed.
type junit struct {
	w     io.Writer
	o     Options
	begun bool
}

func newJUnit(w io.Writer, o Options) Report { return &junit{w: w, o: o} }

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitProblem `xml:"failure,omitempty"`
	Error   *junitProblem `xml:"error,omitempty"`
	Skipped *junitSkipped `xml:"skipped,omitempty"`
	Out     *junitOut     `xml:"system-out,omitempty"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",cdata"`
}

type junitOut struct {
	Text string `xml:",cdata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

// xmlText is s without bytes that are no text.
func xmlText(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// Capture writes the suite of a capture.
func (j *junit) Capture(c *lint.Capture) error {
	if err := j.begin(); err != nil {
		return err
	}
	s := junitSuite{Name: printable(c.Path), Cases: []junitCase{wholeCase(c)}}
	if c.Result != nil {
		found := map[*rules.Rule][]*rules.Finding{}
		for _, f := range c.Result.Findings {
			found[f.Rule] = append(found[f.Rule], f)
		}
		for i := range c.Result.Coverage {
			v := &c.Result.Coverage[i]
			s.Cases = append(s.Cases, j.ruleCase(c, v, found[v.Rule]))
		}
	}
	for i := range s.Cases {
		s.count(&s.Cases[i])
	}
	b, err := xml.MarshalIndent(s, "  ", "  ")
	if err != nil {
		return err
	}
	_, err = j.w.Write(append(b, '\n'))
	return err
}

func (s *junitSuite) count(c *junitCase) {
	s.Tests++
	switch {
	case c.Error != nil:
		s.Errors++
	case c.Failure != nil:
		s.Failures++
	case c.Skipped != nil:
		s.Skipped++
	}
}

// wholeCase says whether the capture was read to its end.
func wholeCase(c *lint.Capture) junitCase {
	out := junitCase{Class: printable(c.Path), Name: "read to its end"}
	if c.Damage != nil {
		text := xmlText(printable(c.Damage.String()))
		out.Error = &junitProblem{Message: text, Type: "damage", Text: text}
	}
	return out
}

// ruleCase fails when a finding of the rule fails the run. Other findings are
// told in its output.
func (j *junit) ruleCase(c *lint.Capture, v *rules.Coverage, found []*rules.Finding) junitCase {
	out := junitCase{Class: printable(c.Path), Name: v.Rule.ID}
	var failing []*rules.Finding
	var other strings.Builder
	for _, f := range found {
		reason, known := j.o.known(f)
		switch {
		case j.o.fails(f):
			failing = append(failing, f)
		case f.Proven() || j.o.Inconclusive:
			other.WriteString(j.told(c, f, reason, known))
		}
	}
	if other.Len() > 0 {
		out.Out = &junitOut{xmlText(other.String())}
	}
	switch why := idle(v); {
	case len(failing) > 0:
		out.Failure = failure(c, failing)
	case why != "":
		out.Skipped = &junitSkipped{why}
	}
	return out
}

func failure(c *lint.Capture, fs []*rules.Finding) *junitProblem {
	worst := slices.MaxFunc(fs, func(a, b *rules.Finding) int { return int(a.Severity) - int(b.Severity) })
	out := &junitProblem{Message: printable(worst.Message), Type: worst.Severity.String()}
	if n := len(fs) - 1; n > 0 {
		out.Message += fmt.Sprintf(" (and %s)", counted(n, "more finding"))
	}
	var b strings.Builder
	for _, f := range fs {
		b.WriteString(toldAs(f.Severity.String(), c, f))
	}
	out.Text = xmlText(b.String())
	return out
}

func (j *junit) told(c *lint.Capture, f *rules.Finding, reason string, known bool) string {
	word := f.Severity.String()
	if !f.Proven() {
		word = "inconclusive " + word
	}
	if known {
		word = "known " + word
		if reason != "" {
			word += " (" + printable(reason) + ")"
		}
	}
	return toldAs(word, c, f)
}

func toldAs(word string, c *lint.Capture, f *rules.Finding) string {
	where := ""
	if f.Frame > 0 {
		where = placeOf(c, f.Frame).words() + ": "
	}
	return fmt.Sprintf("\n%s%s: %s", where, word, paragraphs(c, f))
}

// idle says why a rule has shown nothing, "" where it has held or was violated.
func idle(v *rules.Coverage) string {
	switch {
	case v.Disabled:
		return "switched off"
	case v.Held > 0 || v.Violated > 0:
		return ""
	case v.Inconclusive+v.Undecided == 0:
		return "not exercised"
	}
	var why []string
	for _, r := range reasonsOf(v.Why) {
		why = append(why, r.guard.String())
	}
	return "could not be judged: " + strings.Join(why, "; ")
}

func (j *junit) begin() error {
	if j.begun {
		return nil
	}
	j.begun = true
	_, err := io.WriteString(j.w, xml.Header+"<testsuites name=\"rpcrdma-lint\">\n")
	return err
}

// Close ends the list of suites.
func (j *junit) Close() error {
	if err := j.begin(); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, "</testsuites>\n")
	return err
}
