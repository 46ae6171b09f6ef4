package damage

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

const notation = "est; C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; C>CALL 2; S>REPLY 2; S>RNR(2)"

func whole(t *testing.T) *Capture {
	t.Helper()
	c, err := Make("x", notation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sorts writes what frames are, with the numbers that they had: "2 cm".
func sorts(c *Capture, origin []int) []string {
	var all []string
	for _, n := range origin[1:] {
		all = append(all, fmt.Sprintf("%d %v", n, c.Frames[n-1].What))
	}
	return all
}

func TestSorts(t *testing.T) {
	c := whole(t)
	_, origin := Damage{}.Do(c, 0)
	want := []string{
		"1 cm", "2 cm", "3 cm", "4 sends", "5 acks", "6 reads", "7 responses", "8 responses", "9 responses", "10 responses",
		"11 sends", "12 acks", "13 sends", "14 sends", "15 acks", "16 naks",
	}
	if d := cmp.Diff(want, sorts(c, origin)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if c.Frames[3].Client == c.Frames[4].Client {
		t.Error("a Call and its acknowledgement travel in one direction")
	}
}

// Each step does to the frames what it says.
func TestSteps(t *testing.T) {
	c := whole(t)
	n := len(c.Frames)
	count := func(what What) (k int) {
		for _, f := range c.Frames {
			if f.What == what {
				k++
			}
		}
		return k
	}
	for _, tt := range []struct {
		text string
		want int
	}{
		{"lose=0%", n}, {"lose=100%", 0}, {"drop=3", n - 1}, {"drop=99", n}, {"drop=acks", n - count(Ack)},
		{"drop=cm+drop=responses", n - count(CM) - count(ReadResponse)}, {"from=3", n - 2}, {"until=3", 3}, {"from=99", 0},
		{"dup=100%", 2 * n}, {"merge=1ms", 2 * n}, {"overlay", 2 * n}, {"overlay+merge=1us", 4 * n},
		{"client", 2 * n}, {"ends=5us/0s/0s", 2 * n}, {"ends=1us/-20us/2us/from=3", 2*n - 2}, {"ends=1us/1ms/0s/cut=70", 2 * n},
		{"swap=1s", n}, {"shake=1s", n}, {"flip=100%", n}, {"cut=60", n},
	} {
		frames, origin := MustParse(tt.text).Do(c, 1)
		if len(frames) != tt.want || len(origin) != tt.want+1 {
			t.Errorf("%s: %d frames, want %d", tt.text, len(frames), tt.want)
		}
		for i, f := range frames {
			if f.Number != i+1 || i > 0 && f.Time < frames[i-1].Time {
				t.Errorf("%s: frame %d of the time %d is called %d", tt.text, i+1, f.Time, f.Number)
			}
		}
	}
	for i, f := range c.Frames {
		if f.Number != i+1 || len(f.Data) != f.Length || icrc(f.Frame) != roce.ICRCGood {
			t.Errorf("frame %d of the whole capture was damaged", i+1)
		}
	}
}

func icrc(f decode.Frame) roce.ICRCStatus {
	var p roce.Packet
	roce.Split(f.Link, f.Data, f.Length, &p)
	return p.CheckICRC()
}

// What was changed on its way fails its ICRC, or is RoCE no more; what two
// other hosts sent does not.
func TestICRCs(t *testing.T) {
	c := whole(t)
	good := func(text string) (n int) {
		frames, _ := MustParse(text).Do(c, 4)
		for _, f := range frames {
			if icrc(f) == roce.ICRCGood {
				n++
			}
		}
		return n
	}
	if got, all := good("flip=100%"), len(c.Frames); got > all/2 {
		t.Errorf("flip: %d ICRCs of %d are right", got, all)
	}
	for _, text := range []string{"overlay", "client"} {
		if got, want := good(text), 2*len(c.Frames); got != want {
			t.Errorf("%s: %d ICRCs are right, want %d", text, got, want)
		}
	}
}

// At the client's end the order is that of the whole capture, at the server's
// what the server sends comes earlier and what the client sends later. No answer
// comes sooner than the path allows.
func TestEnds(t *testing.T) {
	const delay, offset = 40_000, -300_000
	c := whole(t)
	frames, origin := MustParse("ends=40us/-300us/0s").Do(c, 1)
	// With such an offset the copy at the server's end stands first.
	client, server := make([]int64, len(c.Frames)+1), make([]int64, len(c.Frames)+1)
	for i, f := range frames {
		at := server
		if at[origin[i+1]] != 0 {
			at = client
		}
		at[origin[i+1]] = f.Time
	}
	for i, f := range c.Frames {
		n := i + 1
		want := client[n] - delay + offset
		if f.Client {
			want = client[n] + delay + offset
		}
		if server[n] != want {
			t.Errorf("frame %d comes to the server's end at %d, want %d", n, server[n], want)
		}
		if i > 0 && client[n] < client[i] {
			t.Errorf("frame %d comes before frame %d", n, i)
		}
	}
	// A Read Request and its first response.
	if got := server[7] - server[6]; got < 2*delay {
		t.Errorf("the response to an RDMA Read comes after %d ns, want %d", got, 2*delay)
	}
}

// Another client has an address of its own, and other queue pairs at the server.
func TestSecondClient(t *testing.T) {
	c := whole(t)
	frames, _ := MustParse("client").Do(c, 1)
	flows := map[Flow]int{}
	for _, f := range frames {
		var p roce.Packet
		roce.Split(f.Link, f.Data, f.Length, &p)
		if flow := flowOf(&p); flow.QPN != 1 {
			flows[Flow{Src: flow.Src, Dst: flow.Dst, QPN: flow.QPN}]++
		}
	}
	byQPN := map[uint32]int{}
	for f := range flows {
		byQPN[f.QPN]++
	}
	// The two clients' queue pairs have one number, the server's two.
	if len(flows) != 4 || len(byQPN) != 3 {
		t.Errorf("flows %v, want 4 to queue pairs of 3 numbers", flows)
	}
}

// Strangers use the numbers that are in use.
func TestStrangers(t *testing.T) {
	c := whole(t)
	frames, origin := MustParse("strangers").Do(c, 1)
	used := map[uint32]bool{1: true}
	for _, f := range c.Frames {
		used[f.Flow.QPN] = true
	}
	added := 0
	for i, f := range frames {
		var p roce.Packet
		roce.Split(f.Link, f.Data, f.Length, &p)
		if origin[i+1] > 0 {
			continue
		}
		added++
		if qp := p.BTH.DestQP(); !used[qp] || p.CheckICRC() != roce.ICRCGood {
			t.Errorf("a stranger's frame goes to queue pair %d", qp)
		}
	}
	if added == 0 || len(frames) != len(c.Frames)+added {
		t.Errorf("%d frames of strangers in %d", added, len(frames))
	}
	hosts := map[roce.Addr]bool{}
	frames, _ = MustParse("strangers+strangers").Do(c, 1)
	for _, f := range frames {
		var p roce.Packet
		roce.Split(f.Link, f.Data, f.Length, &p)
		hosts[p.Src] = true
	}
	if want := 2 + 2*2*talks; len(hosts) != want {
		t.Errorf("strangers came twice, and there are %d hosts, want %d", len(hosts), want)
	}
}

// A frame that is cut before its addresses stays as it is.
func TestOverlayOfCutFrames(t *testing.T) {
	c, err := Make("cut", "est; exchange 3")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"cut=14+overlay", "cut=30+overlay", "cut=34+overlay", "cut=14+client", "cut=34+client", "cut=47+client", "cut=70+client"} {
		if frames, _ := MustParse(text).Do(c, 1); len(frames) != 2*len(c.Frames) {
			t.Errorf("%s: %d frames, want %d", text, len(frames), 2*len(c.Frames))
		}
	}
}

// A seed makes the same of a capture every time, another seed something else.
func TestSeeds(t *testing.T) {
	c := whole(t)
	d := MustParse("lose=50%+dup=50%")
	_, first := d.Do(c, 1)
	_, again := d.Do(c, 1)
	_, other := d.Do(c, 2)
	if !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Errorf("seed 1: %v and %v; seed 2: %v", first, again, other)
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "no such step",
		"lose":                  `"" is no percentage`,
		"lose=101%":             "no percentage",
		"lose=5%+eat":           `"eat": no such step`,
		"drop=pies":             "no sort of frame",
		"only=third":            "no side",
		"cut=-1":                "no number",
		"swap=5":                "no duration",
		"merge=-5us":            "no duration",
		"drop=acks+cut":         "no number",
		"overlay=2":             "is for nothing",
		"ends=5us":              "not three durations",
		"ends=5us/1/1s":         "missing unit",
		"ends=-5us/1us/1us":     "back in time",
		"ends=5us/1us/1us/to=3": "neither cut nor from",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q in it", text, err, want)
		}
	}
	if got := MustParse("cut=128+swap=5us").String(); got != "cut=128+swap=5us" {
		t.Errorf("String() = %q", got)
	}
}

// A finding in a damaged capture may say less than in the whole one, no more
// and nothing else, and of the same connection.
func TestFollows(t *testing.T) {
	whole := map[Accusation]bool{{"recv/rnr-client", "client", 1}: true, {"conn/reply-elsewhere", "server", 1}: true}
	for a, want := range map[Accusation]bool{
		{"recv/rnr-client", "client", 1}:     true,
		{"recv/rnr-client", "client", 2}:     false,
		{"recv/rnr-client", "none", 1}:       true,
		{"recv/rnr-client", "none", 2}:       false,
		{"recv/rnr-client", "server", 1}:     false,
		{"recv/rnr-server", "server", 1}:     false,
		{"recv/rnr-unattributed", "none", 1}: true,
		{"recv/rnr-unattributed", "none", 2}: false,
		{"xid/reply-unknown", "server", 1}:   true,
		{"xid/reply-unknown", "server", 2}:   false,
		{"xid/reply-unknown", "client", 1}:   false,
		{"hdr/done", "none", 1}:              false,
	} {
		if got := a.Follows(whole); got != want {
			t.Errorf("%v follows: %v, want %v", a, got, want)
		}
	}
}
