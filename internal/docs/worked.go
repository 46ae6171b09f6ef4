package main

import (
	"bytes"
	"fmt"
	"strings"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// maxFrames is the length up to which a trace is shown in full.
const maxFrames = 24

// worked runs the violating trace of r and shows its frames and the findings.
// Those of the rule alone are shown where the capture itself would be told of.
func worked(r *rules.Rule) (string, error) {
	tr, err := trace.Parse(r.Doc.Bad)
	if err != nil {
		return "", err
	}
	var pcap bytes.Buffer
	if err := tr.Write(&pcap); err != nil {
		return "", err
	}
	c := lint.Run("-", &pcap, lint.Options{Enabled: func(x *rules.Rule) bool { return !x.Off || x == r }})
	if c.Damage != nil {
		return "", fmt.Errorf("the trace is damaged: %v", c.Damage)
	}
	c.Path = "trace.pcap"
	findings, err := text(c)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	shown := frames(tr, c.Result.Findings)
	skipped := false
	for i, f := range tr.Frames() {
		if !shown[i+1] {
			if !skipped {
				b.WriteString("  [...]\n")
			}
			skipped = true
			continue
		}
		skipped = false
		fmt.Fprintf(&b, "%5d  %9.6f  %s\n", i+1, f.Time.Sub(tr.Frames()[0].Time).Seconds(), f.Label)
	}
	return b.String() + "\n" + findings, nil
}

// text is the part of the report in which the findings are told.
func text(c *lint.Capture) (string, error) {
	format, _ := report.Find("text")
	var b bytes.Buffer
	out := format.New(&b, report.Options{})
	if err := out.Capture(c); err != nil {
		return "", err
	}
	findings, _, _ := strings.Cut(b.String(), "\n\n")
	if !strings.HasPrefix(findings, c.Path+":") {
		return "", fmt.Errorf("nothing is found in the trace")
	}
	return findings + "\n", nil
}

// frames says which frames are shown: all of a short trace, of a long one its
// beginning and end, and the evidence with its neighbours.
func frames(tr *trace.Trace, fs []*rules.Finding) map[int]bool {
	shown := map[int]bool{}
	n := len(tr.Frames())
	for i := 1; i <= n; i++ {
		shown[i] = n <= maxFrames || i <= 3 || i > n-2
	}
	for _, f := range fs {
		for _, e := range f.Evidence {
			for i := e.Frame - 1; i <= e.Frame+1; i++ {
				shown[i] = shown[i] || e.Frame > 0
			}
		}
	}
	return shown
}
