package decode_test

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// A fragile Sink panics at the event of one frame, and when closed where that
// is frame 0.
type fragile struct {
	recorder
	at     int
	broken []bool
}

func (s *fragile) Event(c *decode.Conn, e *decode.Event) {
	if e.Frame == s.at {
		panic("fragile")
	}
	s.recorder.Event(c, e)
}

func (s *fragile) Closed(c *decode.Conn) {
	s.broken = append(s.broken, c.Broken)
	if s.at == 0 {
		panic("fragile")
	}
	s.recorder.Closed(c)
}

// A panic costs the connection that it happened on; others go on.
func TestCrash(t *testing.T) {
	tr := trace.Make(t, "est; est; @1 C>CALL 1; @2 C>CALL 2; @1 S>REPLY 1; @2 S>REPLY 2; @1 exchange 2; @2 exchange 2; @2 C>DREQ; @2 S>DREP")
	for _, tt := range []struct {
		at, crashes, sends int
		broken             string
	}{
		{at: -1, sends: 12, broken: "[false false]"},
		{at: tr.Find("C>CALL 1"), crashes: 1, sends: 6, broken: "[false true]"},
		{at: 0, crashes: 2, sends: 12, broken: "[false false]"},
	} {
		s := &fragile{at: tt.at}
		d := decode.New(decode.Options{}, s)
		for i := range tr.Frames() {
			f := frameOf(tr, i)
			d.Frame(&f)
		}
		d.Finish()
		n := 0
		for _, c := range d.Crashes() {
			n += c.Count
			if c.In != "decoding" || c.Reason != "fragile" || !strings.HasPrefix(c.Where, "decode/crash_test.go:") {
				t.Errorf("at frame %d: %+v", tt.at, c)
			}
		}
		if got := len(s.xids); n != tt.crashes || got != tt.sends {
			t.Errorf("at frame %d: %d crashes, %d messages, want %d, %d", tt.at, n, got, tt.crashes, tt.sends)
		}
		if got := fmt.Sprint(s.broken); got != tt.broken {
			t.Errorf("at frame %d: closed as broken %s, want %s", tt.at, got, tt.broken)
		}
	}
}
