package decode_test

import (
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// Oldest is the first frame that waits, be it for the rest of a set-up, for the
// other half of a connection or for its protocol to be known.
func TestOldest(t *testing.T) {
	const none = 1000
	for _, tt := range []struct {
		name, trace string
		want        int
	}{
		{"nothing", "", none},
		{"a connection", "est; exchange", none},
		{"a REQ without an answer", "est; exchange; C>REQ", 8},
		{"a REQ that was answered", "est; exchange; C>REQ; S>REP", none},
		{"one packet of an unknown queue pair", "drop est; C>CALL 1 noack", 1},
		{"two connections, the second of them not known yet", "est; exchange; host C2 S2; drop est; C>CALL 1 noack", 8},
		{"known from its traffic", "drop est; exchange 8", none},
		{"first ICRC wrong", "badicrc C>REQ", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{}
			d := decode.New(decode.Options{}, r)
			tr := &trace.Trace{}
			if tt.trace != "" {
				tr = trace.Make(t, tt.trace)
			}
			for i := range tr.Frames() {
				f := frameOf(tr, i)
				d.Frame(&f)
			}
			if got := d.Oldest(none); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

// No connection that is told of later begins before what Oldest said, and none
// that was told of before gets an earlier beginning.
func TestOldestPromise(t *testing.T) {
	for _, notation := range []string{
		"est; exchange 2; host C2 S2; drop est; exchange 8; host C3 S3; est; exchange",
		"drop est; C>CALL 1 noack; host C2 S2; est; exchange 3; host C1 S1; @1 S>REPLY 1; @1 exchange 8",
		"C>REQ; host C2 S2; est; exchange 2; @1 S>REP; @1 C>RTU; @1 exchange",
	} {
		tr := trace.Make(t, notation)
		r := &recorder{}
		d := decode.New(decode.Options{}, r)
		settled := map[*decode.Conn]int{}
		before := 0
		for i := range tr.Frames() {
			f := frameOf(tr, i)
			d.Frame(&f)
			for _, c := range r.conns {
				if first, ok := settled[c]; ok && first != c.FirstFrame {
					t.Errorf("%s\na connection that began at %d now begins at %d", notation, first, c.FirstFrame)
				} else if !ok && c.FirstFrame < before {
					t.Errorf("%s\nat frame %d a connection is told of that began at %d, before %d", notation, i+1, c.FirstFrame, before)
				}
			}
			before = d.Oldest(i + 2)
			for _, c := range r.conns {
				if c.FirstFrame < before {
					settled[c] = c.FirstFrame
				}
			}
		}
		if len(settled) == 0 {
			t.Errorf("%s\nno connection is settled", notation)
		}
	}
}
