package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var tracepointForm = regexp.MustCompile(`^(?:rpcrdma:(?:xprtrdma|svcrdma)|sunrpc:(?:xprt|svc_xprt))_[a-z_]+$`)

// Each tracepoint is told in full, once, and confirms some rule.
func TestTracepoints(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range tracepoints {
		if seen[p.Name] || !tracepointForm.MatchString(p.Name) {
			t.Errorf("%s: twice, or not the name of a tracepoint", p.Name)
		}
		seen[p.Name] = true
		if p.What == "" || strings.HasSuffix(p.What, ".") {
			t.Errorf("%s: got %q, want a clause without a full stop", p.Name, p.What)
		}
		for _, pattern := range p.Rules {
			if !slices.ContainsFunc(catalogue, func(c catalogued) bool { ok, err := path.Match(pattern, c.id); return ok && err == nil }) {
				t.Errorf("%s: %s matches no rule of the catalogue", p.Name, pattern)
			}
		}
	}
}

// Each rule has a tracepoint that would confirm it, but those about the
// capture itself.
func TestRuleTracepoints(t *testing.T) {
	for _, r := range All {
		if got := len(r.Tracepoints()) > 0; got == (area(r.ID) == "wire") {
			t.Errorf("%s: got tracepoints %t", r.ID, got)
		}
	}
}
