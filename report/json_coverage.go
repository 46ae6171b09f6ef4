package report

import "rpcrdma-lint/rules"

// A jsonRequirement is one line of the conformance matrix.
type jsonRequirement struct {
	Requirement  string   `json:"requirement"`
	Document     string   `json:"document"`
	Section      string   `json:"section"`
	Level        string   `json:"level"`
	Bound        string   `json:"bound"`
	Text         string   `json:"text"`
	Standing     string   `json:"standing"`
	Reason       *string  `json:"reason"`
	Rules        []string `json:"rules"`
	Exercised    int      `json:"exercised"`
	Held         int      `json:"held"`
	Violated     int      `json:"violated"`
	Noted        int      `json:"noted"`
	Inconclusive int      `json:"inconclusive"`
	Undecided    int      `json:"undecided"`
}

func requirementOf(r *rules.RequirementCoverage) jsonRequirement {
	out := jsonRequirement{
		Requirement:  string(r.Key),
		Document:     r.Document,
		Section:      r.Section,
		Level:        string(r.Level),
		Bound:        string(r.Bound),
		Text:         r.Text,
		Standing:     r.Standing.String(),
		Reason:       orNull(r.Reason()),
		Rules:        []string{},
		Exercised:    r.Exercised(),
		Held:         r.Held,
		Violated:     r.Violated,
		Noted:        r.Noted,
		Inconclusive: r.Inconclusive,
		Undecided:    r.Undecided,
	}
	for _, x := range r.Rules {
		out.Rules = append(out.Rules, x.ID)
	}
	return out
}
