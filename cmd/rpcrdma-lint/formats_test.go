package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// formats are the reports that programs read, whose bytes are kept in full for
// one capture with findings and one without errors.
var formats = []string{"jsonl", "junit", "github", "sarif", "fleet", "fleet-json"}

// The description of all rules is left out of SARIF: docs/rules has it.
var sarifTool = regexp.MustCompile(`(?m)^"tool": .*\n`)

func TestFormats(t *testing.T) {
	const dir = "../../captures/"
	for _, format := range formats {
		t.Run(format, func(t *testing.T) {
			args := []string{"--format", format, "--config", "none", dir + "story-reconnect-flood.pcap", dir + "v41-recall-mtu1500.pcap"}
			var out, errOut bytes.Buffer
			if status := run(args, strings.NewReader(""), &out, &errOut); status != 1 || errOut.Len() > 0 {
				t.Errorf("exit status %d, standard error %q, want 1 and nothing", status, errOut.String())
			}
			got := sarifTool.ReplaceAllString(strings.ReplaceAll(out.String(), dir, ""), "")
			file := filepath.Join("testdata", "formats", "two."+format)
			golden(t, file, got)
		})
	}
}
