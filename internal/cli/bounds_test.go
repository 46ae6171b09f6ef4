package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"rpcrdma-lint/internal/cli"
	"rpcrdma-lint/internal/trace"
)

// A bound that bites is told in every report and on standard error, and is no
// failure.
func TestBoundTold(t *testing.T) {
	for _, tt := range []struct{ notation, most, what, left string }{
		{"est; exchange; C>SEND 1 len=300K", "262,144", "bytes of a message", "1"},
		{"est; exchange\n" + strings.Repeat("S>READ 0x77 0 64\n", 259), "256", "RDMA Reads outstanding in one direction", "3"},
	} {
		tr, err := trace.Parse(tt.notation)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := tr.Write(&file); err != nil {
			t.Fatal(err)
		}
		bare := strings.ReplaceAll(tt.most, ",", "")
		for format, want := range map[string]string{
			"text": "    more than " + tt.most + " " + tt.what + ": " + tt.left + " left out\n",
			"json": `"bounds":[{"what":"` + tt.what + `","most":` + bare + `,"count":` + tt.left + `}]`,
			"html": tt.what,
		} {
			var out, errOut bytes.Buffer
			got := cli.Run([]string{"--format", format, "--fail-on", "never", "-"}, bytes.NewReader(file.Bytes()), &out, &errOut)
			if got != cli.ExitClean || !strings.Contains(out.String(), want) {
				t.Errorf("%s: exit status %d, no %q in\n%.2000s", format, got, want, out.String())
			}
			if want := "more than " + bare + " " + tt.what + ", " + tt.left + " left out\n"; !strings.HasSuffix(errOut.String(), want) {
				t.Errorf("%s: got %q on standard error, want %q in the end", format, errOut.String(), want)
			}
		}
	}
}
