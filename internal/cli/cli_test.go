package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"rpcrdma-lint/internal/cli"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// Every rule can be explained, with all its requirements, in lines that fit.
func TestExplainAll(t *testing.T) {
	if len(rules.All) == 0 {
		t.Fatal("got no rules")
	}
	for _, r := range rules.All {
		var out, errOut bytes.Buffer
		if got := cli.Run([]string{"explain", r.ID}, nil, &out, &errOut); got != cli.ExitClean || errOut.Len() > 0 {
			t.Errorf("%s: got exit status %d, %q on standard error", r.ID, got, errOut.String())
		}
		text := out.String()
		if !strings.HasPrefix(text, r.ID+" ("+r.Severity.String()) || !strings.Contains(text, r.Title) {
			t.Errorf("%s: got %.100q, want it to begin with name, severity and title", r.ID, text)
		}
		flat := strings.Join(strings.Fields(text), " ")
		for _, k := range r.Covers {
			req, ok := rfc8166.Find(k)
			if !ok {
				t.Errorf("%s: got a requirement %s that the catalogue lacks", r.ID, k)
				continue
			}
			if !strings.Contains(flat, strings.Join(strings.Fields(req.Text), " ")) {
				t.Errorf("%s: got no text of %s", r.ID, k)
			}
		}
		prose, _, _ := strings.Cut(text, "\nA violating trace\n")
		for line := range strings.Lines(prose) {
			if n := len([]rune(line)) - 1; strings.HasPrefix(line, "    ") && n > 80 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%s: got a line of %d columns, want 80 at most: %q", r.ID, n, line)
			}
		}
	}
}

// The level of a requirement is said in words that need no legend.
func TestExplainLevel(t *testing.T) {
	for rule, want := range map[string]string{
		"credit/exceeded": "\nRFC 8166 §3.3.1, MUST NOT (8166-3.3.1-b)\n",
		"conn/loop":       "\nRFC 8166 §4.5.3, definition (should) (8166-4.5.3-a)\n",
		"hdr/short":       "\nRFC 8166 §3.2, definition (8166-3.2-a)\n",
	} {
		var out, errOut bytes.Buffer
		cli.Run([]string{"explain", rule}, nil, &out, &errOut)
		if !strings.Contains(out.String(), want) {
			t.Errorf("explain %s: got %q, want it to contain %q", rule, out.String(), want)
		}
	}
}

// A mistyped rule leads to the one that was meant.
func TestDidYouMean(t *testing.T) {
	for _, tt := range []struct{ typed, want string }{
		{"credit/first-cal", "did you mean credit/first-call?"},
		{"credits/first-call", "did you mean credit/first-call?"},
		{"first-call", "did you mean credit/first-call?"},
		{"creditfirstcall", "did you mean credit/first-call?"},
		{"", "rpcrdma-lint rules lists all"},
		{strings.Repeat("\xff", 1000), "rpcrdma-lint rules lists all"},
	} {
		var out, errOut bytes.Buffer
		if got := cli.Run([]string{"explain", tt.typed}, nil, &out, &errOut); got != cli.ExitUsage {
			t.Errorf("%.20q: got exit status %d, want %d", tt.typed, got, cli.ExitUsage)
		}
		if !strings.Contains(errOut.String(), tt.want) || out.Len() > 0 {
			t.Errorf("%.20q: got %.200q, want %q", tt.typed, errOut.String(), tt.want)
		}
	}
}
