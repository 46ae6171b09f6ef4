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
	if got, want := good("overlay"), 2*len(c.Frames); got != want {
		t.Errorf("overlay: %d ICRCs are right, want %d", got, want)
	}
}

// A frame that is cut before its addresses stays as it is.
func TestOverlayOfCutFrames(t *testing.T) {
	c, err := Make("cut", "est; exchange 3")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"cut=14+overlay", "cut=30+overlay", "cut=34+overlay"} {
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
		"":              "no such step",
		"lose":          `"" is no percentage`,
		"lose=101%":     "no percentage",
		"lose=5%+eat":   `"eat": no such step`,
		"drop=pies":     "no sort of frame",
		"only=third":    "no side",
		"cut=-1":        "no number",
		"swap=5":        "no duration",
		"merge=-5us":    "no duration",
		"drop=acks+cut": "no number",
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
