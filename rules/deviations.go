package rules

import "slices"

// A Deviation is a fault that an implementation had, as was published or seen
// in captures.
type Deviation struct {
	Implementation string   // and its part in a connection: "Linux server"
	Versions       string   // that have it, as far as is known: "before 2016"; empty where nothing is
	Rules          []string // IDs of those that see it, best first
	What           string   // one or two sentences
	Reference      string   // commit, thread or issue; or the versions in whose source it was read
}

// Deviations are the ones that the program knows.
var Deviations = slices.Concat(linuxServer, linuxClient, otherPeers)

// Known are the deviations that a rule sees.
func (r *Rule) Known() []Deviation {
	var known []Deviation
	for _, d := range Deviations {
		if slices.Contains(d.Rules, r.ID) {
			known = append(known, d)
		}
	}
	return known
}
