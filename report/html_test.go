package report

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"regexp"
	"testing"

	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
)

func storyCapture(t *testing.T) *lint.Capture {
	t.Helper()
	c := lint.Run("../captures/story-reconnect-flood.pcap", nil, lint.Options{Journal: &journal.Options{Pictures: true}})
	if c.Damage != nil {
		t.Fatal(c.Damage)
	}
	return c
}

var dataIsland = regexp.MustCompile(`(?s)id="data">(.*?)</script>`)

// pageOf is the data of the page that r makes of captures.
func pageOf(t *testing.T, r *htmlReport, captures ...*lint.Capture) (data htmlData) {
	t.Helper()
	var b bytes.Buffer
	r.w = &b
	readIsland(t, r, &b, captures, &data)
	return data
}

// readIsland reads into data what the page that r writes to b of captures has.
func readIsland(t *testing.T, r Report, b *bytes.Buffer, captures []*lint.Capture, data any) {
	t.Helper()
	for _, c := range captures {
		if err := r.Capture(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	m := dataIsland.FindSubmatch(b.Bytes())
	if m == nil {
		t.Fatal("got no data")
	}
	if err := json.Unmarshal(m[1], data); err != nil {
		t.Fatal(err)
	}
}

func html() *htmlReport { return newHTML(nil, Options{}).(*htmlReport) }

// numbers are those that a column stands for.
func numbers(t *testing.T, c column) []int64 {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(string(c))
	if err != nil {
		t.Fatal(err)
	}
	var out []int64
	last := int64(0)
	for len(b) > 0 {
		d, n := binary.Varint(b)
		last += d
		out = append(out, last)
		b = b[n:]
	}
	return out
}

// The second connection of the story: twelve Calls at once, a grant of 32.
func TestHTMLPlots(t *testing.T) {
	data := pageOf(t, html(), storyCapture(t))
	p := data.Captures[0].Connections[1].Plots
	load, answers := p.Load.Columns, p.Answers.Columns
	inflight, granted := numbers(t, load["inflight"]), numbers(t, load["granted"])
	if len(inflight) != 16 || p.Load.Points != 16 || p.Load.Total != 16 || inflight[11] != 12 || granted[11] != 1 || granted[12] != 32 {
		t.Errorf("got in flight %v, granted %v", inflight, granted)
	}
	if frames := numbers(t, load["frame"]); frames[0] != 498 || frames[12] != 519 {
		t.Errorf("got frames %v", frames)
	}
	if calls, took := numbers(t, answers["call"]), numbers(t, answers["took"]); len(calls) != 4 || took[0] <= 0 || p.Names[numbers(t, answers["name"])[0]] == "" {
		t.Errorf("got Calls %v, which took %v", calls, took)
	}
	var written int64
	for _, n := range numbers(t, p.Moved.Columns["written"]) {
		written += n
	}
	if written != 11192 {
		t.Errorf("got %d bytes written", written)
	}
}

// Every frame that proves something has its arrow on some connection.
func TestHTMLArrows(t *testing.T) {
	c := storyCapture(t)
	at := map[int]string{}
	for _, x := range pageOf(t, html(), c).Captures[0].Connections {
		for _, a := range x.Arrows {
			at[a.Frame] = a.By + ": " + a.Label
		}
	}
	for _, f := range c.Result.Findings {
		for _, e := range f.Evidence {
			if at[e.Frame] == "" {
				t.Errorf("%s: no arrow of frame %d, %s", f.Rule.ID, e.Frame, e.What)
			}
		}
	}
	for frame, want := range map[int]string{
		495: "client: CM ConnectRequest", 499: "client: Call NFSv3 WRITE, Read list",
		538: "client: RNR NAK by the client: refuses the Send of frame 537",
	} {
		if at[frame] != want {
			t.Errorf("frame %d: got %q, want %q", frame, at[frame], want)
		}
	}
}

// What there is no room for is counted: of findings the lightest, and of
// connections those that are not needed for one.
func TestHTMLBounds(t *testing.T) {
	r := html()
	r.most, r.room.arrows, r.room.findings, r.room.connections = 200, 10, 7, 4
	first, second := storyCapture(t), storyCapture(t)
	data := pageOf(t, r, first, second)
	a, b := data.Captures[0], data.Captures[1]
	if len(a.Findings) != 7 || a.FindingsLeftOut != 6 || len(b.Findings) != 0 || b.FindingsLeftOut != 13 {
		t.Errorf("got %d findings and %d left out, then %d and %d", len(a.Findings), a.FindingsLeftOut, len(b.Findings), b.FindingsLeftOut)
	}
	errors, last := 0, 0
	for _, f := range a.Findings {
		if f.Severity == "error" {
			errors++
		}
		if *f.Frame < last {
			t.Errorf("frame %d stands behind %d", *f.Frame, last)
		}
		last = *f.Frame
	}
	if errors != 6 {
		t.Errorf("got %d errors, want all 6", errors)
	}
	var ids []int
	points, thinned, arrows, without := 0, 0, 0, 0
	for _, c := range a.Connections {
		ids = append(ids, c.ID)
		arrows += len(c.Arrows)
		without += c.ArrowsLeftOut
		points += c.Plots.Load.Points + c.Plots.Answers.Points + c.Plots.Moved.Points
		if c.Plots.Load.Each > 2 || c.Plots.Answers.Each > 2 {
			thinned++
		}
	}
	if len(ids) != 4 || a.ConnectionsLeftOut != 1 || len(b.Connections) != 0 || b.ConnectionsLeftOut != 5 {
		t.Errorf("got connections %v and %d left out, then %d and %d", ids, a.ConnectionsLeftOut, len(b.Connections), b.ConnectionsLeftOut)
	}
	if arrows != 10 || without == 0 {
		t.Errorf("got %d arrows and %d left out", arrows, without)
	}
	if points > 200*4 || thinned == 0 {
		t.Errorf("got %d points, %d connections thinned out", points, thinned)
	}
}

// A capture without a journal, as a program may lint it, has findings all the
// same.
func TestHTMLWithoutJournal(t *testing.T) {
	c := lint.Run("../captures/story-reconnect-flood.pcap", nil, lint.Options{})
	data := pageOf(t, html(), c)
	if a := data.Captures[0]; len(a.Findings) != 13 || len(a.Connections) != 5 || a.Connections[0].Plots != nil {
		t.Errorf("got %d findings, %d connections", len(a.Findings), len(a.Connections))
	}
}
