package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"rpcrdma-lint/internal/explain"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// sarif writes one run of SARIF 2.1.0. Results are written capture by capture;
// what belongs to the run as a whole follows them.
type sarif struct {
	w         io.Writer
	o         Options
	begun     bool
	some      bool // a result was written
	index     map[*rules.Rule]int
	artifacts []sarifArtifact
	damages   []sarifNotification
}

func newSARIF(w io.Writer, o Options) Report {
	s := &sarif{w: w, o: o, index: map[*rules.Rule]int{}}
	for i, r := range rules.All {
		s.index[r] = i
	}
	return s
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// Capture writes the results of a capture.
func (s *sarif) Capture(c *lint.Capture) error {
	if err := s.begin(); err != nil {
		return err
	}
	at := s.artifactsOf(c)
	var b bytes.Buffer
	for _, f := range listed(c, s.o) {
		element, err := marshal(s.resultOf(c, f, at))
		if err != nil {
			return err
		}
		if s.some {
			b.WriteByte(',')
		}
		s.some = true
		b.WriteString("\n")
		b.Write(element)
	}
	if c.Damage != nil {
		s.damages = append(s.damages, sarifNotification{
			Level: "error", Message: sarifMessage{Text: "not read to its end: " + printable(c.Damage.String())},
			Locations: []sarifLocation{{Physical: sarifPhysical{at[cmp.Or(c.Damage.File, c.Path)]}}},
		})
	}
	_, err := s.w.Write(b.Bytes())
	return err
}

// artifactsOf adds the files of a capture to the artifacts, and gives the
// location of each.
func (s *sarif) artifactsOf(c *lint.Capture) map[string]sarifArtifactLocation {
	var paths []string
	for _, f := range c.Files {
		paths = append(paths, f.Path)
	}
	if len(paths) == 0 {
		paths = []string{c.Path}
	}
	at := map[string]sarifArtifactLocation{}
	for _, path := range paths {
		i := len(s.artifacts)
		uri := uriOf(path)
		at[path] = sarifArtifactLocation{URI: uri, Index: &i}
		s.artifacts = append(s.artifacts, sarifArtifact{Location: sarifArtifactLocation{URI: uri}, Roles: []string{"analysisTarget"}})
	}
	at[c.Path] = at[paths[0]] // of what is in no frame
	return at
}

func (s *sarif) begin() error {
	if s.begun {
		return nil
	}
	s.begun = true
	tool, err := marshal(sarifTool{sarifDriver{Name: "rpcrdma-lint", Version: s.o.Version, Rules: sarifRules()}})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.w, "{\"$schema\": %q,\n\"version\": \"2.1.0\",\n\"runs\": [{\n\"tool\": %s,\n\"results\": [", sarifSchema, tool)
	return err
}

// Close writes what belongs to the run.
func (s *sarif) Close() error {
	if err := s.begin(); err != nil {
		return err
	}
	invocation := sarifInvocation{ExecutionSuccessful: len(s.damages) == 0, Notifications: s.damages}
	for _, part := range []struct {
		name  string
		value any
	}{
		{"artifacts", slices.Concat([]sarifArtifact{}, s.artifacts)},
		{"invocations", []sarifInvocation{invocation}},
		{"columnKind", "utf16CodeUnits"},
	} {
		b, err := marshal(part.value)
		if err != nil {
			return err
		}
		end := "],\n"
		if part.name != "artifacts" {
			end = ",\n"
		}
		if _, err := fmt.Fprintf(s.w, "%s%q: %s", end, part.name, b); err != nil {
			return err
		}
	}
	_, err := io.WriteString(s.w, "\n}]}\n")
	return err
}

// sarifRules describes all rules, so that the index of one depends on nothing
// that was found.
func sarifRules() []sarifRule {
	var out []sarifRule
	for _, r := range rules.All {
		x := sarifRule{
			ID:      r.ID,
			Short:   sarifMessage{Text: r.Title},
			Full:    sarifMessage{Text: r.Doc.Why},
			Help:    sarifMessage{Text: explain.Text(r, ""), Markdown: explain.Markdown(r, "")},
			Default: sarifConfiguration{Level: sarifLevels[r.Severity], Enabled: !r.Off},
		}
		x.Properties.Tags = append([]string{"rpc-over-rdma", explain.Area(r)}, keysOf(r.Covers)...)
		if len(r.Covers) > 0 {
			x.HelpURI = r.Covers[0].URL()
		}
		out = append(out, x)
	}
	return out
}

var sarifLevels = map[rules.Severity]string{rules.Error: "error", rules.Warning: "warning", rules.Note: "note"}

// resultOf is a finding. One that is not proven is open for someone to look at.
func (s *sarif) resultOf(c *lint.Capture, f *rules.Finding, at map[string]sarifArtifactLocation) sarifResult {
	here := at[placeOf(c, f.Frame).in(c)]
	out := sarifResult{
		Rule: f.Rule.ID, Kind: "fail", Level: sarifLevels[f.Severity],
		Message:      sarifMessage{Text: printable(f.Message)},
		Locations:    []sarifLocation{{Physical: sarifPhysical{here}, Logical: logicalOf(c, f)}},
		Fingerprints: map[string]string{"rpcrdmaLint/v1": Fingerprint(f)},
	}
	if i, ok := s.index[f.Rule]; ok {
		out.Index = &i
	}
	if !f.Proven() {
		out.Kind, out.Level = "open", "none"
		out.Message.Text += " (not proven: " + f.Guard.String() + ")"
	}
	for i, e := range f.Evidence {
		p := placeOf(c, e.Frame)
		l := sarifLocation{ID: i + 1, Physical: sarifPhysical{at[p.in(c)]}, Message: &sarifMessage{Text: printable(e.What)}}
		if e.Frame > 0 {
			l.Logical = frameAt(p.frame)
			l.Message.Text = fmt.Sprintf("%s: %s", p.words(), l.Message.Text)
		}
		out.Related = append(out.Related, l)
	}
	if s.o.Known != nil && f.Proven() {
		out.Baseline = "new"
		if reason, known := s.o.Known(f); known {
			out.Baseline = "unchanged"
			out.Suppressions = []sarifSuppression{{Kind: "external", Justification: reason}}
		}
	}
	out.Properties = findingOf(c, f, s.o)
	return out
}

// logicalOf is where in the capture a finding is: a capture has no lines, but
// connections, transactions and frames.
func logicalOf(c *lint.Capture, f *rules.Finding) []sarifLogical {
	if f.Frame == 0 {
		return nil
	}
	l := frameAt(placeOf(c, f.Frame).frame)
	var path []string
	if id := connectionID(f); id > 0 {
		path = append(path, fmt.Sprintf("connection %d", id))
	}
	if f.HasXID {
		path = append(path, fmt.Sprintf("XID %#08x", f.XID))
	}
	l[0].FullName = strings.Join(append(path, l[0].Name), "/")
	return l
}

func frameAt(n int) []sarifLogical {
	return []sarifLogical{{Name: fmt.Sprintf("frame %d", n), Kind: "frame", Properties: sarifFrame{n}}}
}

// uriOf is the URI of a file, relative where its path is.
func uriOf(path string) string {
	if path == "-" {
		return "stdin"
	}
	path = filepath.ToSlash(path)
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
