package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// shown are options under which a report shows all that it can.
var shown = report.Options{Inconclusive: true, Coverage: true, Version: "v1.2.3"}

// samples are made captures, and real ones with every kind of finding.
func samples(t *testing.T) []*lint.Capture {
	t.Helper()
	all := []*lint.Capture{flood(), damaged(), missing()}
	for _, name := range []string{"story-reconnect-flood.pcap", "abuse-header.pcap", "misc-midstream-v3.pcap.zst", "siw-v3-basic.pcap.zst"} {
		path := filepath.Join("..", "captures", name)
		all = append(all, lint.Run(path, nil, lint.Options{Enabled: func(*rules.Rule) bool { return true }}))
	}
	return all
}

const schemaDir = "../docs/schema/"

func schema(t *testing.T, name string) any {
	t.Helper()
	b, err := os.ReadFile(schemaDir + name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// compile makes ready a schema of the pair. Strict makes every field that
// report.schema.json does not name an error.
func compile(t *testing.T, strict bool, url string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	whole, line := schema(t, "report.schema.json"), schema(t, "line.schema.json")
	if strict {
		forbidOthers(whole)
	}
	many := schema(t, "fleet.schema.json")
	if strict {
		forbidOthers(many)
	}
	for id, doc := range map[string]any{"urn:rpcrdma-lint:report:1": whole, "urn:rpcrdma-lint:line:1": line, "urn:rpcrdma-lint:fleet:1": many} {
		if err := c.AddResource(id, doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(url)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func forbidOthers(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, ok := v["properties"].(map[string]any); ok {
			v["additionalProperties"] = false
		}
		for _, x := range v {
			forbidOthers(x)
		}
	case []any:
		for _, x := range v {
			forbidOthers(x)
		}
	}
}

func parsed(t *testing.T, b []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%v in %.200s", err, b)
	}
	return v
}

// JSON is what its schema says, and has no field that the schema lacks.
func TestJSONSchema(t *testing.T) {
	s := compile(t, true, "urn:rpcrdma-lint:report:1")
	for name, o := range map[string]report.Options{"all": shown, "plain": {}, "baseline": inBaseline()} {
		if err := s.Validate(parsed(t, render(t, "json", o, samples(t)))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Validate(parsed(t, []byte(`{"version": 1, "captures": [{"path": "x"}]}`))); err == nil {
		t.Error("a capture without its fields is valid")
	}
}

// So is that of a fleet.
func TestFleetSchema(t *testing.T) {
	s := compile(t, true, "urn:rpcrdma-lint:fleet:1")
	missing := report.Options{Inconclusive: true, Missing: []fleet.Hole{{First: 3, Last: 4, Shards: 9, Traces: 77}}}
	for name, o := range map[string]report.Options{"all": shown, "plain": {}, "baseline": inBaseline(), "missing": missing} {
		if err := s.Validate(parsed(t, render(t, "fleet-json", o, samples(t)))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Validate(parsed(t, render(t, "fleet-json", report.Options{}, nil))); err != nil {
		t.Errorf("nothing: %v", err)
	}
	if err := s.Validate(parsed(t, []byte(`{"version": 1}`))); err == nil {
		t.Error("a fleet without its fields is valid")
	}
}

// lineDefs are the definitions that lines of a kind repeat.
var lineDefs = map[string]string{
	"finding": "finding", "connection": "connection", "coverage": "coverage", "requirement": "requirement", "peer": "peer",
}

// Each line of JSON Lines is what its schema says, and has no field that the
// schema lacks.
func TestLineSchema(t *testing.T) {
	line := compile(t, false, "urn:rpcrdma-lint:line:1")
	strict := map[string]*jsonschema.Schema{}
	for kind, def := range lineDefs {
		strict[kind] = compile(t, true, "urn:rpcrdma-lint:report:1#/$defs/"+def)
	}
	kinds := map[string]int{}
	for b := range bytes.Lines(render(t, "jsonl", shown, samples(t))) {
		v := parsed(t, b)
		if err := line.Validate(v); err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		fields := v.(map[string]any)
		kind := fields["kind"].(string)
		kinds[kind]++
		if s := strict[kind]; s != nil {
			delete(fields, "kind")
			delete(fields, "path")
			if err := s.Validate(v); err != nil {
				t.Fatalf("%v in %s", err, b)
			}
		}
	}
	for _, kind := range []string{"begin", "finding", "connection", "coverage", "requirement", "peer", "capture"} {
		if kinds[kind] == 0 {
			t.Errorf("got no line of the kind %s", kind)
		}
	}
}

// What is found again after it was told is corrected at the end.
func TestRecount(t *testing.T) {
	c := flood()
	format, _ := report.Find("jsonl")
	var b bytes.Buffer
	r := format.New(&b, report.Options{}).(report.Streamer)
	if err := r.Begin(c.Path); err != nil {
		t.Fatal(err)
	}
	f := c.Result.Findings[1]
	if err := r.Finding(f, 1); err != nil { // of 32 at the end
		t.Fatal(err)
	}
	if err := r.Capture(c); err != nil {
		t.Fatal(err)
	}
	want := `{"kind":"recount","path":"x.pcap","rule":"credit/first-call","connection":1,"frame":812,"count":32}`
	if got := b.String(); strings.Count(got, want+"\n") != 1 || strings.Count(got, `"kind":"finding"`) != 2 {
		t.Errorf("got %s\nwant two findings and %s", got, want)
	}
	line := compile(t, false, "urn:rpcrdma-lint:line:1")
	if err := line.Validate(parsed(t, []byte(want))); err != nil {
		t.Error(err)
	}
}

// SARIF is valid against the schema of version 2.1.0, which knows no fields but
// its own. The schema is OASIS's, of errata 01, unchanged.
func TestSARIF(t *testing.T) {
	b, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	const url = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(url, parsed(t, b)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(url)
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]report.Options{"all": shown, "plain": {}, "baseline": inBaseline()} {
		v := parsed(t, render(t, "sarif", o, samples(t)))
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := v.(map[string]any)["$schema"]; got != url {
			t.Errorf("got the schema %v, want %s", got, url)
		}
	}
	if err := s.Validate(parsed(t, []byte(`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "colour": 1}}}]}`))); err == nil {
		t.Error("a field that SARIF lacks is valid")
	}
}

// Each rule is described with its text and the section that it is from.
func TestSARIFRules(t *testing.T) {
	var got struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					Rules []struct {
						ID, HelpURI string
						Help        struct{ Text, Markdown string }
					}
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex *int
			}
		}
	}
	if err := json.Unmarshal(render(t, "sarif", report.Options{}, samples(t)), &got); err != nil {
		t.Fatal(err)
	}
	described := got.Runs[0].Tool.Driver.Rules
	if len(described) != len(rules.All) {
		t.Fatalf("got %d rules, want %d", len(described), len(rules.All))
	}
	for i, r := range rules.All {
		x := described[i]
		if x.ID != r.ID || !strings.Contains(x.Help.Text, r.Title) || !strings.Contains(x.Help.Markdown, "## Why it matters") {
			t.Errorf("%s: got %s with help %.60q", r.ID, x.ID, x.Help.Text)
		}
		if (x.HelpURI == "") != (len(r.Covers) == 0) {
			t.Errorf("%s: got the address %q", r.ID, x.HelpURI)
		}
	}
	indexed := 0
	for _, x := range got.Runs[0].Results {
		if x.RuleIndex != nil {
			indexed++
			if described[*x.RuleIndex].ID != x.RuleID {
				t.Errorf("%s: index %d is %s", x.RuleID, *x.RuleIndex, described[*x.RuleIndex].ID)
			}
		}
	}
	if indexed == 0 {
		t.Error("got no result with the index of its rule")
	}
}

// JUnit is well-formed, and its counts are those of its cases.
func TestJUnit(t *testing.T) {
	bad := damaged()
	bad.Path = "bad\xff\x01<&]]>.pcap"
	d := xml.NewDecoder(bytes.NewReader(render(t, "junit", shown, append(samples(t), bad))))
	var got struct {
		Suites []struct {
			Name                             string `xml:"name,attr"`
			Tests, Failures, Errors, Skipped int
			Counts                           []xml.Attr `xml:",any,attr"`
			Cases                            []struct {
				Failure *struct{} `xml:"failure"`
				Error   *struct{} `xml:"error"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got.Suites) != len(samples(t))+1 {
		t.Fatalf("got %d suites", len(got.Suites))
	}
	for _, s := range got.Suites {
		n := map[string]int{"tests": len(s.Cases)}
		for _, c := range s.Cases {
			switch {
			case c.Error != nil:
				n["errors"]++
			case c.Failure != nil:
				n["failures"]++
			case c.Skipped != nil:
				n["skipped"]++
			}
		}
		for _, a := range s.Counts {
			var want int
			if err := json.Unmarshal([]byte(a.Value), &want); err != nil || n[a.Name.Local] != want {
				t.Errorf("%s: got %s=%s, counted %d", s.Name, a.Name.Local, a.Value, n[a.Name.Local])
			}
		}
	}
}

// An annotation is one line, whatever the capture holds.
func TestGitHub(t *testing.T) {
	bad := missing()
	bad.Path = "a,b:c\n::error::%.pcap"
	out := string(render(t, "github", shown, append(samples(t), bad)))
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "::error title=") && !strings.HasPrefix(line, "::warning title=") && !strings.HasPrefix(line, "::notice title=") {
			t.Errorf("got %q, want an annotation", line)
		}
	}
	if want := `file=a%2Cb%3Ac\u000a%3A%3Aerror%3A%3A%25.pcap::no such file or directory`; !strings.Contains(out, want) {
		t.Errorf("got no %q", want)
	}
}
