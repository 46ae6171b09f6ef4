package journal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
)

// pictures are those of the only connection of a trace.
func pictures(t *testing.T, notation string) (*lint.Capture, *journal.Pictures) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "trace.pcap")
	var b bytes.Buffer
	if err := trace.Make(t, notation).Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	c := lint.Run(file, nil, lint.Options{Journal: &journal.Options{Pictures: true}})
	if c.Result == nil || len(c.Result.Connections) != 1 {
		t.Fatalf("got %+v, want one connection", c.Result)
	}
	p := c.Journal.Of(c.Result.Connections[0]).Pictures
	if p == nil {
		t.Fatal("got no pictures")
	}
	return c, p
}

// Each Call and answer is a point: what is in flight, granted, asked for.
func TestLoad(t *testing.T) {
	_, p := pictures(t, `
		est
		C>CALL 1 cr=9
		S>REPLY 1 cr=3
		C>CALL 2..3 cr=8
		+5ms S>REPLY 3 cr=4
		C>CALL 4 v3 WRITE rd=(p,4096,7)
		S>READ 7; C>RRESP
		S>REPLY 4`)
	var got [][3]int
	for _, l := range p.Load.Points() {
		got = append(got, [3]int{int(l.InFlight), int(l.Granted), int(l.Asked)})
	}
	want := [][3]int{{1, 1, 9}, {0, 3, 9}, {1, 3, 8}, {2, 3, 8}, {1, 4, 8}, {2, 4, 32}, {1, 32, 32}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	answers := p.Answers.Points()
	if len(answers) != 3 || answers[1].Took < 5e6 || p.Names[answers[1].Name] != "NFSv3 GETATTR" || p.Names[answers[2].Name] != "NFSv3 WRITE" {
		t.Errorf("got %+v of %q", answers, p.Names)
	}
	var read uint64
	for _, b := range p.Moved.Buckets {
		read += b.Read
	}
	if read != 4096 {
		t.Errorf("got %d bytes read", read)
	}
}

// Of a long connection the arrows that prove something are kept, with three on
// either side; acknowledgements only as proof.
func TestArrows(t *testing.T) {
	c, p := pictures(t, `
		est; exchange 400
		bad: C>CALL 1 cr=0
		S>REPLY 1
		exchange 20`)
	if len(c.Result.Findings) != 1 || c.Result.Findings[0].Rule.ID != "credit/zero-request" {
		t.Fatalf("got %v", c.Result.Findings)
	}
	kept := p.Kept()
	var labels []string
	at := -1
	for i, a := range kept {
		labels = append(labels, a.Label(p.Names))
		if a.Kind == journal.ArrowAck {
			t.Errorf("frame %d: got an acknowledgement", a.Frame)
		}
		if a.Frame == c.Result.Findings[0].Frame {
			at = i
		}
	}
	if len(kept) != 7 || at != 3 || p.Count != 2*421 || p.NotKept != 0 {
		t.Errorf("got %d of %d arrows, the one at fault is %d, %d not kept: %s", len(kept), p.Count, at, p.NotKept, strings.Join(labels, "; "))
	}
	for i := 1; i < len(kept); i++ {
		if kept[i].N != kept[i-1].N+1 {
			t.Errorf("arrow %d follows %d", kept[i].N, kept[i-1].N)
		}
	}
	if labels[3] != "Call NFSv3 GETATTR" {
		t.Errorf("got %q", labels[3])
	}
}

// A NAK is known when the finding that it proves is decided, or comes just
// after.
func TestNAKIsKept(t *testing.T) {
	c, p := pictures(t, `
		est; exchange 3
		C>CALL 1
		sent: S>REPLY 1
		C>RNR(1)
		C>DREQ; S>DREP`)
	rnr := 0
	for _, a := range p.Kept() {
		if a.Kind == journal.ArrowNAK && strings.HasPrefix(a.Label(p.Names), "RNR NAK by the client") {
			rnr++
		}
	}
	if rnr != 1 {
		t.Errorf("got %d RNR NAKs among %+v of %v", rnr, p.Kept(), c.Result.Findings)
	}
	var set []string
	for _, a := range journal.SetUp(c.Result.Connections[0], p.Count) {
		set = append(set, a.Text)
	}
	if got := strings.Join(set, ", "); got != "CM ConnectRequest, CM ConnectReply, CM ReadyToUse, CM DisconnectRequest, CM DisconnectReply" {
		t.Errorf("got %s", got)
	}
}
