package report

import (
	"rpcrdma-lint/internal/explain"
	"rpcrdma-lint/rules"
)

// htmlTexts are what a page tells of rules and of what the standard demands.
type htmlTexts struct {
	Rules   map[string]htmlRule   `json:"rules"`
	Demands map[string]htmlDemand `json:"demands"`
}

// htmlRule is what the page tells of a rule: all of it where it has something
// to say of a capture.
type htmlRule struct {
	Title    string   `json:"title"`
	Severity string   `json:"severity"`
	Area     string   `json:"area"`
	Covers   []string `json:"covers"`
	Why      string   `json:"why,omitempty"`
	How      string   `json:"how,omitempty"`
	Silent   string   `json:"silent,omitempty"`
	Deviates string   `json:"deviates,omitempty"`
	Known    []string `json:"known,omitempty"`
	Traces   []string `json:"traces,omitempty"`
}

// explain tells of a rule, in full where it came to anything but held.
func (t *htmlTexts) explain(v *rules.Coverage) {
	if t.Rules == nil {
		t.Rules = map[string]htmlRule{}
	}
	x := v.Rule
	if old, known := t.Rules[x.ID]; known && old.Why != "" {
		return
	}
	out := htmlRule{Title: x.Title, Severity: x.Severity.String(), Area: explain.Area(x), Covers: keysOf(x.Covers)}
	if v.Violated+v.Inconclusive > 0 {
		out.Why, out.How, out.Silent, out.Deviates = x.Doc.Why, x.Doc.How, x.Doc.Silent, x.Deviates
		for _, d := range x.Known() {
			out.Known = append(out.Known, explain.Fault(d))
		}
		for _, p := range x.Tracepoints() {
			out.Traces = append(out.Traces, p.Name+": "+p.What)
		}
	}
	t.Rules[x.ID] = out
}

// htmlDemand is a requirement, in our own words.
type htmlDemand struct {
	Section string `json:"section"`
	Level   string `json:"level"`
	Text    string `json:"text"`
	URL     string `json:"url"`
}

// htmlRequirement is what one capture says of a requirement.
type htmlRequirement struct {
	Key      string `json:"key"`
	Standing string `json:"standing"`
	Reason   string `json:"reason,omitempty"`
	Counts   [5]int `json:"counts"` // held, violated, noted, inconclusive, undecided
}

func htmlRequirementOf(q *rules.RequirementCoverage) htmlRequirement {
	return htmlRequirement{
		Key: string(q.Key), Standing: q.Standing.String(), Reason: q.Reason(),
		Counts: [5]int{q.Held, q.Violated, q.Noted, q.Inconclusive, q.Undecided},
	}
}

func (t *htmlTexts) demand(q *rules.RequirementCoverage) {
	if t.Demands == nil {
		t.Demands = map[string]htmlDemand{}
	}
	t.Demands[string(q.Key)] = htmlDemand{q.Key.Section(), explain.LevelText(q.Level), q.Text, q.Key.URL()}
}
