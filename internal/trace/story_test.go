package trace_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"testing"

	"rpcrdma-lint/internal/trace"
)

var update = flag.Bool("update", false, "rewrite the capture of the story")

const storyFile = "../../captures/story-reconnect-flood.pcap"

// The capture in the corpus is the story as it is told now.
func TestStoryFile(t *testing.T) {
	var b bytes.Buffer
	if err := story(t).Write(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(storyFile, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(storyFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, b.Bytes()) {
		t.Errorf("%s differs from the story: run the test with -update", storyFile)
	}
}

func story(t *testing.T) *trace.Trace {
	t.Helper()
	tr, err := trace.Story()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// On each lost connection the client sends all Calls before the first Reply,
// they are those that the connection before left open, and the refused Reply is
// the last thing that is answered.
func TestStory(t *testing.T) {
	tr := story(t)
	type connection struct {
		early, resent, replies, refused int // Calls before the first Reply, of them known, and so on
	}
	var got []connection
	open := map[uint32]bool{}
	current := 0
	for _, f := range tr.Frames() {
		if f.Conn != current {
			current = f.Conn
			got = append(got, connection{})
		}
		c := &got[len(got)-1]
		switch op := f.Data[bth]; {
		case op == 0x11 && f.Data[ext]>>5 == 1:
			c.refused++
		case op == 0x04 && f.Side == trace.Server:
			c.replies++
			delete(open, binary.BigEndian.Uint32(f.Data[ext:]))
		case op == 0x04:
			xid := binary.BigEndian.Uint32(f.Data[ext:])
			if c.replies == 0 {
				c.early++
				if open[xid] {
					c.resent++
				}
			}
			open[xid] = true
		}
	}
	// Of a refused Reply the test does not know that it was refused, so the
	// first Call of the next connection does not count as resent.
	want := []connection{{1, 0, 58, 0}, {12, 12, 4, 1}, {9, 8, 3, 1}, {7, 6, 3, 1}, {1, 0, 30, 0}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if len(open) != 0 {
		t.Errorf("got %d Calls without a Reply at the end, want none", len(open))
	}
	for n := 1; n <= 3; n++ {
		flood, refused, lost := tr.Frame(fmt.Sprintf("flood%d", n)), tr.Frame(fmt.Sprintf("refused%d", n)), tr.Frame(fmt.Sprintf("lost%d", n))
		if flood == 0 || refused <= flood || lost != refused+1 || tr.Frame("recovered") <= lost {
			t.Errorf("flood %d: got frames %d, %d, %d, and recovery at %d", n, flood, refused, lost, tr.Frame("recovered"))
		}
	}
}

// Each request stream is without a gap, and each ACK covers what was sent.
func TestStoryNumbers(t *testing.T) {
	type stream struct {
		conn int
		side trace.Side
	}
	next := map[stream]uint32{}
	for i, f := range story(t).Frames() {
		op := f.Data[bth]
		me, other := stream{f.Conn, f.Side}, stream{f.Conn, 1 - f.Side}
		switch {
		case op == 0x64:
		case op >= 0x0d && op <= 0x12:
			if age := (next[other] - psn(f)) & 0xffffff; age == 0 || age > 1000 {
				t.Errorf("frame %d (%s): answers PSN %06x, and the next to be sent is %06x", i+1, f.Label, psn(f), next[other])
			}
		default:
			if want, ok := next[me]; ok && psn(f) != want {
				t.Errorf("frame %d (%s): got PSN %06x, want %06x", i+1, f.Label, psn(f), want)
			}
			n := uint32(1)
			if op == 0x0c {
				n = (binary.BigEndian.Uint32(f.Data[ext+12:]) + 1023) / 1024
			}
			next[me] = (psn(f) + n) & 0xffffff
		}
	}
	if len(next) != 10 {
		t.Errorf("got %d request streams, want two for each of 5 connections", len(next))
	}
}
