package soundness

import (
	"path/filepath"
	"testing"

	"rpcrdma-lint/internal/damage"
)

const (
	seedsMost  = 200  // frames of a capture that is damaged twice, as traces are
	corpusMost = 1500 // frames of a capture
)

// Whatever is done to a capture, nobody is accused whom the whole one does not
// accuse: loss soundness.
func TestTraces(t *testing.T) {
	subjects, err := Traces()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range subjects {
		all(t, s)
	}
}

func TestCorpus(t *testing.T) {
	for _, s := range corpus(t) {
		all(t, s)
	}
}

// corpus are the beginnings of the captures.
func corpus(t *testing.T) []*Subject {
	t.Helper()
	t.Chdir("../..") // so that the command that repeats a trial holds for the project's directory
	files, err := filepath.Glob("captures/*.pcap*")
	if err != nil {
		t.Fatal(err)
	}
	subjects, err := Corpus(files, corpusMost)
	if err != nil {
		t.Fatal(err)
	}
	return subjects
}

// all tries every damage on a subject.
func all(t *testing.T, s *Subject) {
	t.Helper()
	seeds := uint64(1)
	if s.Rule != nil || len(s.Frames) <= seedsMost {
		seeds = 2
	}
	for _, d := range Every {
		for seed := range seeds {
			sound(t, Try(s, d, seed))
		}
	}
	if len(s.Frames) > PlacesMost {
		return
	}
	for _, d := range Places(s.Capture) {
		sound(t, Try(s, d, 0))
	}
}

func sound(t *testing.T, trial *Trial) {
	t.Helper()
	for _, f := range trial.False {
		t.Errorf("%s: %v\n%s", trial.Subject.Name, f, trial.Replay())
	}
}

// Damages that once made a false finding, and of what.
func TestFound(t *testing.T) {
	for _, tt := range []struct {
		trace, damage string
		seeds         uint64
	}{
		// The only copy of a message that is left stands behind the answer to it.
		{"est; exchange; C>ERR 1 CHUNK; S>ERR 1 CHUNK; exchange", "merge=30us+lose=10%", 20},
		{"est; exchange; backchannel; S>CALL r1; C>REPLY r1; exchange", "dup=50%+lose=20%", 20},
		{"est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 1024 1024; S>REPLY 1; exchange", "dup=50%+lose=20%", 20},
		{"est; exchange; C>CALL 5 v4 [SEQUENCE PUTROOTFH]; S>REPLY 5; est; @2 exchange", "merge=30us+lose=10%", 20},
		// The first copies of the set-up are missing, so that the first copy of a Call is of no use, and its answer
		// stands before the second.
		{"est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; S>REPLY 2; S>REPLY 3; C>CALL 4; S>REPLY 4; exchange", "merge=30us+lose=10%", 400},
		// The number of PSNs that a Read takes is known by its last response at the latest: the Reply behind it is missing.
		{"est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange", "drop=11+cut=135", 1},
		// How many PSNs a Read takes follows from its length and the size of its first response, or is one of a few numbers.
		{"est; C>NOMSG 1 v3 WRITE rd=(0,5000,h) trail=40; S>READ h; C>RRESP; S>REPLY 1; exchange", "cut=133+drop=9+drop=9+drop=9+drop=9+drop=9", 1},
		{"est; C>NOMSG 1 v3 WRITE rd=(0,5000,h) trail=40; S>READ h; C>RRESP; S>REPLY 1; exchange", "cut=133+drop=7+drop=7+drop=7+drop=7+drop=7+drop=7+drop=7", 1},
		// A Reply is late by the time that the two directions are off.
		{"est; C>CALL 1; S>REPLY 1 cr=2; C>CALL 2; C>CALL 3; S>REPLY 2 cr=2; C>CALL 4; S>REPLY 3; S>REPLY 4; exchange", "shake=1ms", 20},
		{"est; C>CALL 5; S>REPLY 5; C>CALL 5 v3 ACCESS; S>REPLY 5; exchange", "shake=20us+drop=calls", 20},
		// An answer too late for the capture's order closes no wait, and still comes before the Call.
		{"est; exchange; C>CALL 1 rc=(h,1K); S>ERR 1 CHUNK; C>CALL 2 rc=(h,64K); S>NOMSG 2 rc=(h,64K); exchange", "shake=20us", 270},
		// The middle of a Write whose ICRC nobody looks at, and one of its length bits.
		{"est; exchange; C>CALL 1 v3 READ count=64K wr=(h,64K); S>WRITE h 0 64K; S>REPLY 1 wr=(h,64K); exchange", "flip=20%", 200},
		// Few frames, and by chance all of one direction spoilt.
		{"est; C>CALL 1; S>REPLY 1; exchange", "flip=20%", 200},
		// The Calls of an earlier connection, which wait for the end of the capture, do not come again.
		{"est; exchange; C>CALL 7; est; @2 C>CALL 7; @2 S>REPLY 7; @2 C>DREQ; @2 S>DREP", "only=client", 1},
		// What ended a later connection did not end this one before.
		{"est; exchange; C>CALL 5; S>REPLY 5 len=5000; C>NAK(63 5); est; @2 C>CALL 5; @2 S>REPLY 5 len=5000; @2 C>NAK(63 5)", "from=7", 1},
		// A refused Reply was sent again and received, but no acknowledgement says so.
		{"est[rnr=7 | rnr=7]; exchange; C>CALL 1; S>REPLY 1; C>RNR(1); S>again 1; C>ACK(1); exchange 2; C>DREQ; S>DREP", "drop=acks", 1},
	} {
		c, err := damage.Make(tt.trace, tt.trace)
		if err != nil {
			t.Fatal(err)
		}
		s, d := NewSubject(c), damage.MustParse(tt.damage)
		for seed := range tt.seeds {
			sound(t, Try(s, d, seed))
		}
	}
}

// The test can fail: a subject of which nothing is known to be wrong, but that
// another connection does the same.
func TestUnsound(t *testing.T) {
	c, err := damage.Make("flood", "est; C>CALL 1; C>CALL 2; S>REPLY 1; S>REPLY 2; exchange")
	if err != nil {
		t.Fatal(err)
	}
	s := NewSubject(c)
	s.Whole = map[damage.Accusation]bool{{Rule: "credit/first-call", Blame: "client", Conn: 2}: true}
	got := Try(s, damage.MustParse("cut=512"), 1)
	if len(got.False) == 0 || got.False[0].Rule != "credit/first-call" || got.False[0].Frame != 6 {
		t.Errorf("false findings %v, want credit/first-call at frame 6", got.False)
	}
}
