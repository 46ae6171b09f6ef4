package fleet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

const corpus = "../../captures/"

func added(t *testing.T, paths ...string) *fleet.Fleet {
	t.Helper()
	f := fleet.New()
	for _, path := range paths {
		f.Add(lint.Run(corpus+path, nil, lint.Options{}), func(x *rules.Finding) bool { return x.Rule.ID == "conn/loss" })
	}
	f.Finish()
	return f
}

// A fleet has the sums of its captures, and changes none of them.
func TestSums(t *testing.T) {
	paths := []string{"abuse-rnr.pcap", "story-reconnect-flood.pcap", "none.pcap", "abuse-connect.pcap", "abuse-rnr.pcap"}
	f := added(t, paths...)
	var frames, conns, held, calls int
	var found [rules.Error + 1]int
	for _, path := range paths {
		c := lint.Run(corpus+path, nil, lint.Options{})
		frames += c.Frames
		if c.Result == nil {
			continue
		}
		conns += len(c.Result.Connections)
		for i := range c.Result.Coverage {
			held += c.Result.Coverage[i].Held
		}
		for _, x := range c.Result.Findings {
			if x.Proven() {
				found[x.Severity]++
			}
		}
		for _, p := range c.Result.Peers {
			calls += p.Calls
		}
	}
	for i := range f.Coverage {
		held -= f.Coverage[i].Held
	}
	for _, p := range f.Peers {
		calls -= p.Calls
	}
	if f.Traces != 5 || f.Unread != 1 || f.Unchecked != 1 || f.Frames != frames || f.Connections != conns || f.Findings != found || held != 0 || calls != 0 {
		t.Errorf("got %+v", f)
	}
	if len(f.Failed) != 1 || f.Failed[0].Trace != corpus+"none.pcap" || f.Failed[0].Reason != "no such file or directory" {
		t.Errorf("got failed %v", f.Failed)
	}
	if f.Pairs != 2 || len(f.Peers) != 4 {
		t.Errorf("got %d pairs of hosts, %d peers, want 2, 4", f.Pairs, len(f.Peers))
	}
}

// A fault has the findings of one rule between two hosts, and says where to look.
func TestFaults(t *testing.T) {
	once, twice := added(t, "abuse-rnr.pcap"), added(t, "abuse-rnr.pcap", "v41-recall-mtu1500.pcap", "abuse-rnr.pcap")
	if len(once.Faults) == 0 || once.Known == 0 {
		t.Fatal("got no faults, or none that is known")
	}
	for i, x := range once.Faults {
		if i > 0 && x.Severity > once.Faults[i-1].Severity {
			t.Errorf("%s comes after a lesser one", x.Rule.ID)
		}
		if x.Traces != 1 || x.Example.Frame == 0 || x.First.Time > x.Last.Time || x.Example.Trace != corpus+"abuse-rnr.pcap" {
			t.Errorf("got %+v", x)
		}
		var y *fleet.Fault
		for _, z := range twice.Faults {
			if z.Rule == x.Rule && z.Blame == x.Blame && z.Client == x.Client {
				y = z
			}
		}
		if y == nil {
			t.Fatalf("%s is lost", x.Rule.ID)
		}
		want := *x
		want.Findings, want.Units, want.Known, want.Traces = 2*x.Findings, 2*x.Units, 2*x.Known, 2
		got := []int{y.Findings, y.Units, y.Known, y.Traces}
		if d := cmp.Diff([]int{want.Findings, want.Units, want.Known, want.Traces}, got); d != "" || y.First != x.First || y.Example != x.Example {
			t.Errorf("%s twice: (-want +got):\n%s%+v", x.Rule.ID, d, y)
		}
	}
}
