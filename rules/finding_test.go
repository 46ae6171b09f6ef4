package rules

import "testing"

// only is the one finding of r.
func only(t *testing.T, res *Result, r *Rule) *Finding {
	t.Helper()
	var found *Finding
	for _, f := range res.Findings {
		if f.Rule != r {
			continue
		}
		if found != nil {
			t.Fatalf("more than one finding of %s: %s and %s", r.ID, listed(found), listed(f))
		}
		found = f
	}
	if found == nil {
		t.Fatalf("no finding of %s", r.ID)
	}
	return found
}

// covered is what became of the units of r.
func covered(res *Result, r *Rule) Coverage {
	for _, c := range res.Coverage {
		if c.Rule == r {
			return c
		}
	}
	return Coverage{}
}
