package cli

import (
	"errors"
	"fmt"
	"sync"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/config"
	"rpcrdma-lint/rules"
)

// A plan is which rules run for which hosts, and what their findings weigh. The
// configuration file comes first, for all hosts and then for some, the command
// line last.
type plan struct {
	selection *selection
	file      *config.File
	blame     rules.Blame // of the side under test, NoBlame where both are
	on        map[*rules.Rule]bool

	mu   sync.Mutex              // captures may be linted side by side
	made map[string]*rules.Terms // by the entries of hosts that match
}

// sideOf is whom findings about the side under test blame.
func sideOf(underTest string) rules.Blame {
	switch underTest {
	case "client":
		return rules.Client
	case "server":
		return rules.Server
	}
	return rules.NoBlame
}

func newPlan(s *selection, f *config.File, blame rules.Blame) (*plan, error) {
	p := &plan{selection: s, file: f, blame: blame, on: map[*rules.Rule]bool{}, made: map[string]*rules.Terms{}}
	for _, r := range rules.All {
		on := p.runs(r, nil)
		for i := range f.Hosts {
			on = on || p.runs(r, []int{i})
		}
		if on {
			p.on[r] = true
		}
	}
	if len(p.on) == 0 {
		return nil, errors.New("--enable, --disable, --only and the configuration leave no rule to run")
	}
	return p, nil
}

// enabled reports whether a rule runs for any hosts.
func (p *plan) enabled(r *rules.Rule) bool { return p.on[r] }

// runs reports whether a rule runs for hosts that these entries match.
func (p *plan) runs(r *rules.Rule, entries []int) bool {
	if p.blame == rules.Client && !r.Binds(decode.ClientSide) || p.blame == rules.Server && !r.Binds(decode.ServerSide) {
		return false
	}
	var steps []step
	add := func(settings []config.Setting) {
		for _, s := range settings {
			if s.Switch != config.Keep {
				steps = append(steps, step{s.Pattern, s.Switch == config.On})
			}
		}
	}
	add(p.file.Rules)
	for _, i := range entries {
		add(p.file.Hosts[i].Rules)
	}
	return p.selection.runsAfter(steps, r)
}

// severity is what findings of a rule weigh between hosts that no entry names.
func (p *plan) severity(r *rules.Rule) rules.Severity {
	if s, ok := p.termsOf(nil).Severity[r]; ok {
		return s
	}
	return r.Severity
}

// keep reports whether a finding is about the side under test. What is said of
// the capture itself stays: it tells what could not be judged.
func (p *plan) keep(f *rules.Finding) bool {
	return p.blame == rules.NoBlame || f.Blame == p.blame || f.Blame == rules.Capture
}

// terms are the Terms of a pair of hosts, the same for all that the same
// entries match.
func (p *plan) terms(hosts decode.HostPair) *rules.Terms {
	var entries []int
	for i := range p.file.Hosts {
		if p.file.Hosts[i].Match(hosts) {
			entries = append(entries, i)
		}
	}
	key := fmt.Sprint(entries)
	p.mu.Lock()
	defer p.mu.Unlock()
	t, ok := p.made[key]
	if !ok {
		t = p.termsOf(entries)
		p.made[key] = t
	}
	return t
}

func (p *plan) termsOf(entries []int) *rules.Terms {
	t := &rules.Terms{Off: map[*rules.Rule]bool{}, Severity: map[*rules.Rule]rules.Severity{}, Thresholds: p.file.Thresholds}
	weigh := func(settings []config.Setting) {
		for _, s := range settings {
			for _, r := range rules.All {
				if s.Switch == config.Keep && config.Matches(s.Pattern, r.ID) {
					t.Severity[r] = s.Severity
				}
			}
		}
	}
	weigh(p.file.Rules)
	for _, i := range entries {
		h := &p.file.Hosts[i]
		weigh(h.Rules)
		if h.Thresholds.Unanswered != 0 {
			t.Unanswered = h.Thresholds.Unanswered
		}
		if h.Thresholds.HugeGrant != 0 {
			t.HugeGrant = h.Thresholds.HugeGrant
		}
	}
	for _, r := range rules.All {
		if p.on[r] && !p.runs(r, entries) {
			t.Off[r] = true
		}
	}
	return t
}
