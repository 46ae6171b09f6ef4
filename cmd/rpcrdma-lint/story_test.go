package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The whole text about the capture that tells how the program came to be: the
// flood after each reconnect, the Replies that met no Receive, the connections
// lost for it. tshark shows the same XIDs, PSNs and NAKs in these frames.
func TestStory(t *testing.T) {
	const capture, file = "../../captures/story-reconnect-flood.pcap", "../../captures/story-reconnect-flood.txt"
	var out, errOut bytes.Buffer
	if status := run([]string{capture}, strings.NewReader(""), &out, &errOut); status != 1 || errOut.Len() > 0 {
		t.Errorf("exit status %d, standard error %q, want 1 and nothing", status, errOut.String())
	}
	got := strings.ReplaceAll(out.String(), "../../", "")
	golden(t, file, got)
}

// golden compares a text with the one that is kept.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
