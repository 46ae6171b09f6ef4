package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"rpcrdma-lint/internal/fleet"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// fleetOf is the data of the page that r makes of captures.
func fleetOf(t *testing.T, r *fleetPage, captures ...*lint.Capture) (data fleetData) {
	t.Helper()
	var b bytes.Buffer
	r.w = &b
	readIsland(t, r, &b, captures, &data)
	return data
}

// paths are those that the columns stand for, put together as the page does.
func paths(t *testing.T, x fleetTraces) (all []string) {
	t.Helper()
	var before []uint16
	for i, shared := range numbers(t, x.Columns["shared"]) {
		before = append(slices.Clone(before[:shared]), utf16.Encode([]rune(x.Rest[i]))...)
		all = append(all, string(utf16.Decode(before)))
	}
	return all
}

func linted(path string) *lint.Capture {
	return lint.Run("../captures/"+path, nil, lint.Options{})
}

func TestFleetPage(t *testing.T) {
	story, broken, clean := linted("story-reconnect-flood.pcap"), linted("INDEX.md"), linted("misc-snap70.pcap")
	data := fleetOf(t, newFleetPage(nil, Options{Missing: []fleet.Hole{{First: 1, Last: 2, Shards: 5, Traces: 7}}}).(*fleetPage), story, broken, clean)
	if s := data.Sum; s.Traces != 3 || s.Unread != 1 || s.Errors != 6 || s.Frames != story.Frames+clean.Frames || s.Bytes != story.Bytes+broken.Bytes+clean.Bytes || s.Held == 0 {
		t.Errorf("got %+v", s)
	}
	if len(data.Missing) != 1 || data.Missing[0] != "shards 1 to 2 of 5, with 7 traces" {
		t.Errorf("got %q missing", data.Missing)
	}
	x := data.Traces
	if got, want := paths(t, x), []string{story.Path, broken.Path, clean.Path}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := numbers(t, x.Columns["error"]); !slices.Equal(got, []int64{6, 0, 0}) {
		t.Errorf("got errors %v", got)
	}
	if got := numbers(t, x.Columns["state"]); !slices.Equal(got, []int64{0, stateUnread | stateUnchecked, 0}) {
		t.Errorf("got states %v", got)
	}
	if len(x.Reasons) != 1 || x.Reasons[0].Trace != 1 || x.Reasons[0].Reason != broken.Damage.String() {
		t.Errorf("got reasons %v", x.Reasons)
	}
	if got := numbers(t, x.Columns["first"])[0]; got != 1767323045000000 {
		t.Errorf("got the first time %d", got)
	}

	// A trace leads to all that is wrong in it, and that to an example.
	linked := map[string]bool{}
	for _, i := range numbers(t, x.Faults)[:numbers(t, x.Columns["linked"])[0]] {
		linked[data.Faults[i].Rule] = true
	}
	for _, f := range story.Result.Findings {
		if !linked[f.Rule.ID] {
			t.Errorf("%s is not linked", f.Rule.ID)
		}
	}
	i := slices.IndexFunc(data.Faults, func(f fleetFault) bool { return f.Rule == "recv/rnr-client" })
	f := data.Faults[i]
	if data.Names[f.Example.File] != story.Path || f.Example.Frame != 538 || !slices.Equal(f.Proof, []int{501, 537, 538, 539}) || f.Client != "192.0.2.101" || f.Blame != "client" ||
		f.Traces != 1 || f.Findings != 3 {
		t.Errorf("got %+v", f)
	}
	if data.Rules[f.Rule].Why == "" || data.Demands[data.Rules[f.Rule].Covers[0]].Text == "" {
		t.Error("got no text of the rule")
	}

	// All findings have their time, and of the traces those with connections.
	at, total := data.Timeline, int64(0)
	for _, name := range []string{"error", "warning", "note"} {
		for _, n := range numbers(t, at.Columns[name]) {
			total += n
		}
	}
	if total != int64(data.Sum.Errors+data.Sum.Warnings+data.Sum.Notes) || at.Width != 1e6 || at.Unplaced != 1 {
		t.Errorf("got %d findings in stretches of %d µs, %d not placed", total, at.Width, at.Unplaced)
	}
	for _, p := range data.Peers {
		if p.Host == "192.0.2.101" && (p.Role != "client" || p.Blamed != 12 || len(p.Facts) == 0) {
			t.Errorf("got %+v", p)
		}
	}
}

// What there is no room for is counted: traces without errors first, and what
// traces lead to.
func TestFleetPageBounds(t *testing.T) {
	story, clean := linted("story-reconnect-flood.pcap"), linted("v41-recall-mtu1500.pcap")
	var all []*lint.Capture
	for i := range 40 {
		c := *clean
		if i%10 == 7 {
			c = *story
		}
		c.Path = fmt.Sprintf("t/%02d", i)
		all = append(all, &c)
	}
	r := fleetPageWithin(nil, Options{}, 6, 9, 4)
	r.faults, r.peers = 3, 1
	data := fleetOf(t, r, all...)
	x := data.Traces
	if got, want := strings.Join(paths(t, x), " "), "t/00 t/01 t/07 t/17 t/27 t/37"; got != want || x.LeftOut != 34 {
		t.Errorf("got %s and %d left out, want %s", got, x.LeftOut, want)
	}
	if data.Sum.Traces != 40 || data.Sum.Errors != 24 {
		t.Errorf("got %d traces, %d errors: the sums are of all", data.Sum.Traces, data.Sum.Errors)
	}
	if x.NoFaults == 0 || x.Links > 9 {
		t.Errorf("got %d links, and %d traces without", x.Links, x.NoFaults)
	}
	if len(data.Faults) != 3 || data.FaultsCut == 0 || data.Faults[0].Severity != "error" {
		t.Errorf("got %d rows and %d cut", len(data.Faults), data.FaultsCut)
	}
	if len(data.Peers) != 1 || data.PeersLeftOut != 3 || data.Peers[0].Blamed == 0 {
		t.Errorf("got peers %+v and %d left out", data.Peers, data.PeersLeftOut)
	}
	if data.Timeline.Points > 4 || data.Timeline.Width <= 1e6 {
		t.Errorf("got %d stretches of %d µs", data.Timeline.Points, data.Timeline.Width)
	}
}

// Without a trace, and without one that could be read, there is a page.
func TestFleetPageEmpty(t *testing.T) {
	for _, in := range [][]*lint.Capture{nil, {linted("INDEX.md")}} {
		data := fleetOf(t, newFleetPage(nil, Options{}).(*fleetPage), in...)
		if data.Sum.Traces != len(in) || data.Traces.Count != len(in) || len(data.Faults) != 0 || data.Timeline.Points != 0 {
			t.Errorf("got %+v", data.Sum)
		}
	}
}

// Whatever paths are called, the page puts them together again.
func TestFrontCoding(t *testing.T) {
	var names fleet.Kept
	want := []string{"a/b", "a/bc", "a/\U0001F600x", "a/\U0001F601x", "", "é", "è", "\xff\xfe", "\xff\xfd", "a\u2028</script>", "a"}
	for _, p := range want {
		names.Traces = append(names.Traces, fleet.Trace{Path: p})
	}
	x := fleetTracesOf(&names, nil)
	for i, got := range paths(t, x) {
		if got != strings.ToValidUTF8(want[i], "\ufffd") {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
}

// Findings that are not proven have rows only where they are asked for.
func TestFleetPageInconclusive(t *testing.T) {
	c := linted("misc-midstream-v3.pcap.zst")
	unproven := slices.ContainsFunc(c.Result.Findings, func(f *rules.Finding) bool { return !f.Proven() })
	few, all := fleetOf(t, newFleetPage(nil, Options{}).(*fleetPage), c), fleetOf(t, newFleetPage(nil, Options{Inconclusive: true}).(*fleetPage), c)
	if !unproven || len(all.Faults) != len(few.Faults)+few.Unproven || few.Unproven == 0 || all.Unproven != 0 {
		t.Errorf("got %d rows, %d not listed; then %d and %d", len(few.Faults), few.Unproven, len(all.Faults), all.Unproven)
	}
}
