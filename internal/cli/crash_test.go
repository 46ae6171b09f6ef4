package cli_test

import (
	"bytes"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/cli"
	"rpcrdma-lint/rules"
)

// A rule that panics makes the exit status 3, and both reports tell of it, with
// all that the other rules have found.
func TestCrash(t *testing.T) {
	r := rules.Find("hdr/done")
	sound := r.Message
	defer func() { r.Message = sound }()
	r.Message = func(*rules.Conn, *rules.Message) rules.Outcome { panic("out of \x1b[31mcheese") }
	const file = "../../captures/abuse-header.pcap"
	for format, want := range map[string][]string{
		"text":  {"abuse-header.pcap:74: error: ", "defect of this program, please report it: rule hdr/done failed at frame 4, ", `out of ?[31mcheese`},
		"json":  {`"rule":"hdr/bad-proc"`, `"defects":[{"in":"hdr/done","frame":4,"reason":"out of ?[31mcheese","where":"cli/crash_test.go:`},
		"jsonl": {`"rule":"hdr/bad-proc"`, `"defects":[{"in":"hdr/done","frame":4,`},
	} {
		var out, errOut bytes.Buffer
		got := cli.Run([]string{"--format", format, file}, nil, &out, &errOut)
		if got != cli.ExitFailure || strings.Count(errOut.String(), "defect of this program") != 1 {
			t.Errorf("%s: exit status %d, %q on standard error; want %d, one defect", format, got, errOut.String(), cli.ExitFailure)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: no %q in\n%s", format, w, out.String())
			}
		}
		if strings.Contains(errOut.String()+out.String(), "\x1b") {
			t.Errorf("%s: an escape sequence reaches the terminal", format)
		}
	}
}

// So does one that judges a transaction, a direction or a whole connection.
func TestCrashAnywhere(t *testing.T) {
	const file = "../../captures/abuse-header.pcap"
	for id, broken := range map[string]func(*rules.Rule){
		"conn/unanswered": func(r *rules.Rule) {
			r.Transaction = func(*rules.Conn, *rules.Transaction) rules.Outcome { panic("cheese") }
		},
		"wire/icrc": func(r *rules.Rule) {
			r.Direction = func(*rules.Conn, decode.Side) rules.Outcome { panic("cheese") }
		},
		"conn/not-rc": func(r *rules.Rule) {
			r.Connection = func(*rules.Conn) rules.Outcome { panic("cheese") }
		},
	} {
		t.Run(id, func(t *testing.T) {
			r := rules.Find(id)
			sound := *r
			defer func() { *r = sound }()
			broken(r)
			var out, errOut bytes.Buffer
			got := cli.Run([]string{file}, nil, &out, &errOut)
			if got != cli.ExitFailure || strings.Count(errOut.String(), "defect of this program, please report it: rule "+id+" failed") != 1 {
				t.Errorf("exit status %d, %q on standard error; want %d, one defect", got, errOut.String(), cli.ExitFailure)
			}
			if want := "abuse-header.pcap:74: error: "; !strings.Contains(out.String(), want) {
				t.Errorf("no %q in\n%s", want, out.String())
			}
		})
	}
}
