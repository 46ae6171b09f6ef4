package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var island = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// What the page of a fleet knows of two captures is kept, without what it tells
// of all rules and requirements.
func TestFleetPage(t *testing.T) {
	const dir = "../../captures/"
	var out, errOut bytes.Buffer
	args := []string{"--format", "fleet-html", "--config", "none", dir + "story-reconnect-flood.pcap", dir + "v41-recall-mtu1500.pcap"}
	if status := run(args, strings.NewReader(""), &out, &errOut); status != 1 || errOut.Len() > 0 {
		t.Errorf("exit status %d, standard error %q, want 1 and nothing", status, errOut.String())
	}
	m := island.FindSubmatch(out.Bytes())
	if m == nil {
		t.Fatal("got no data")
	}
	var data map[string]any
	if err := json.Unmarshal(m[1], &data); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"version", "coverage", "requirements", "rules", "demands"} {
		if _, there := data[name]; !there {
			t.Errorf("got no %s", name)
		}
		delete(data, name)
	}
	delete(data["sum"].(map[string]any), "held")
	got, err := json.MarshalIndent(data, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "formats", "fleet-page.json"), strings.ReplaceAll(string(got), dir, "")+"\n")
}

// What the HTML report knows of one capture is kept; what it tells of all rules
// and requirements is not, since docs/rules has it.
func TestPage(t *testing.T) {
	const dir = "../../captures/"
	var out, errOut bytes.Buffer
	if status := run([]string{"--format", "html", "--config", "none", dir + "abuse-rnr.pcap"}, strings.NewReader(""), &out, &errOut); status != 1 || errOut.Len() > 0 {
		t.Errorf("exit status %d, standard error %q, want 1 and nothing", status, errOut.String())
	}
	m := island.FindSubmatch(out.Bytes())
	if m == nil {
		t.Fatal("got no data")
	}
	var data struct {
		Captures []map[string]any `json:"captures"`
	}
	if err := json.Unmarshal(m[1], &data); err != nil || len(data.Captures) != 1 {
		t.Fatal(err)
	}
	c := data.Captures[0]
	delete(c, "coverage")
	delete(c, "requirements")
	delete(c["sum"].(map[string]any), "held") // by every rule
	got, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "formats", "page.json"), strings.ReplaceAll(string(got), dir, "")+"\n")
}
