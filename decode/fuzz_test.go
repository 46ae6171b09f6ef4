package decode_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/trace"
)

// fuzzBases are valid captures, which the fuzzer takes apart.
var fuzzBases = []string{
	"est; C>CALL 1; S>REPLY 1; C>CALL 2 len=2500; S>REPLY 2; C>DREQ; S>DREP",
	"exchange 3; C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
	"est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); C>CALL 2; S>RNR(2); C>again 2; S>REPLY 2",
	"est; est; @1 C>CALL 1; @2 C>CALL 1; @1 S>REPLY 1; @2 S>REPLY 1; @1 C>CALL 2; @2 C>CALL 2; @1 C>DREQ; @1 S>DREP; @2 S>NAK(61 2); @2 S>DREQ",
	"drop est; drop est; @1 C>CALL 1..3; @2 C>CALL 1..3; @1 S>REPLY 1..3; @2 S>REPLY 1..3; @1 S>CALL r1 CB_NULL; @1 C>REPLY r1",
	"C>REQ; S>REJ(8); C>REQ[qpn=0x50]; S>REP[qpn=0x60]; C>RTU; C>CALL 1 len=1500; C>REQ[qpn=0x50]; S>REP[qpn=0x60]; C>CALL 2; S>FADD 0x77 0 8; C>ARESP",
}

// FuzzFrames decodes a valid capture that the fuzz bytes have changed: the first
// byte chooses it, and each four bytes behind it are one change.
func FuzzFrames(f *testing.F) {
	var bases [][]decode.Frame
	for _, notation := range fuzzBases {
		tr := trace.Make(f, notation)
		var frames []decode.Frame
		for i := range tr.Frames() {
			frames = append(frames, frameOf(tr, i))
		}
		bases = append(bases, frames)
	}
	for i := range bases {
		f.Add([]byte{byte(i)})
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 || len(b) > 400 {
			return
		}
		frames := slices.Clone(bases[int(b[0])%len(bases)])
		for b = b[1:]; len(b) >= 4 && len(frames) > 0; b = b[4:] {
			frames = change(frames, b[0], b[1], binary.BigEndian.Uint16(b[2:]))
		}
		first := decodeChecked(t, frames)
		if second := decodeChecked(t, frames); !slices.Equal(first, second) {
			t.Errorf("two runs differ:\n%q\n%q", first, second)
		}
	})
}

// change makes one change to the frame that at chooses.
func change(frames []decode.Frame, op, at byte, value uint16) []decode.Frame {
	i := int(at) % len(frames)
	j := int(value) % len(frames)
	switch f := frames[i]; op % 8 {
	case 0: // missing
		return slices.Delete(frames, i, i+1)
	case 1: // captured twice
		return slices.Insert(frames, j, f)
	case 2: // captured at another place
		return slices.Insert(slices.Delete(frames, i, i+1), min(j, len(frames)-1), f)
	case 3: // cut
		frames[i].Data = f.Data[:int(value)%(len(f.Data)+1)]
	case 4: // one byte changed on the way
		if len(f.Data) > 0 {
			frames[i].Data = slices.Clone(f.Data)
			frames[i].Data[int(value>>8)%len(f.Data)] ^= byte(value) | 1
		}
	case 5: // one byte changed by the sender
		if len(f.Data) == f.Length && len(f.Data) > offPSN {
			frames[i].Data = resent(f.Data, offOpcode+int(value>>8)%(len(f.Data)-offOpcode-4), byte(value))
		}
	case 6: // another PSN
		if len(f.Data) == f.Length && len(f.Data) > offPSN+3 {
			psn := roce.PSNAdd(uint32(f.Data[offPSN])<<16|uint32(binary.BigEndian.Uint16(f.Data[offPSN+1:])), int(int16(value)))
			frames[i].Data = resent(f.Data, offPSN, put24(psn)...)
		}
	case 7: // only one direction from here on
		src := f.Data[min(len(f.Data), offSource):min(len(f.Data), offSource+4)]
		rest := slices.DeleteFunc(slices.Clone(frames[i:]), func(g decode.Frame) bool {
			return len(g.Data) < offSource+4 || !slices.Equal(g.Data[offSource:offSource+4], src)
		})
		return append(frames[:i:i], rest...)
	}
	return frames
}

// resent is reseal of a frame that may be broken already; such a one stays.
func resent(frame []byte, at int, b ...byte) []byte {
	out := slices.Clone(frame)
	copy(out[at:], b)
	sum, err := roce.ICRC(out[14 : len(out)-4])
	if err != nil {
		return frame
	}
	binary.LittleEndian.PutUint32(out[len(out)-4:], sum)
	return out
}

// decodeChecked decodes frames, numbers them anew, and checks what the events
// promise.
func decodeChecked(t *testing.T, frames []decode.Frame) []string {
	t.Helper()
	s := &checker{T: t, frames: len(frames), conns: map[*decode.Conn]*checked{}}
	d := decode.New(decode.Options{}, s)
	for i := range frames {
		f := frames[i]
		f.Number, f.Time = i+1, int64(i)*1000
		d.Frame(&f)
	}
	d.Finish()
	for _, x := range d.Crashes() {
		t.Errorf("%+v", x)
	}
	for c, k := range s.conns {
		if !k.closed {
			t.Errorf("the connection of frame %d was never closed", c.FirstFrame)
		}
	}
	if got := d.Dropped().ICRC; got > len(frames) {
		t.Errorf("%d frames of %d dropped", got, len(frames))
	}
	return s.lines
}

// A checker is a Sink that checks events.
type checker struct {
	*testing.T
	recorder
	frames int
	conns  map[*decode.Conn]*checked
}

// checked is what a checker knows of a connection.
type checked struct {
	closed bool
	began  map[int]bool // frames in which a request began
	known  [2]bool
	end    [2]uint32 // last PSN delivered
}

func (s *checker) Opened(c *decode.Conn) {
	if s.conns[c] != nil {
		s.Error("a connection was opened twice")
	}
	s.conns[c] = &checked{began: map[int]bool{}}
	s.recorder.Opened(c)
}

func (s *checker) Closed(c *decode.Conn) {
	if k := s.conns[c]; k == nil || k.closed {
		s.Error("a connection was closed twice, or before it was opened")
	} else {
		k.closed = true
	}
	s.recorder.Closed(c)
}

func (s *checker) Wanted(*decode.Conn, *decode.Event) int { return 1500 }

func (s *checker) Event(c *decode.Conn, e *decode.Event) {
	s.recorder.Event(c, e)
	line := s.lines[len(s.lines)-1]
	k := s.conns[c]
	if k == nil || k.closed {
		s.Fatalf("%s: on a connection that is not open", line)
	}
	for _, n := range []int{e.Frame, e.LastFrame, e.SentFrame} {
		if n < 1 || n > s.frames {
			s.Errorf("%s: frame %d of %d", line, n, s.frames)
		}
	}
	switch e.Kind {
	case decode.KindSend, decode.KindWrite, decode.KindRead, decode.KindAtomic:
		if k.began[e.Frame] {
			s.Errorf("%s: delivered twice", line)
		}
		k.began[e.Frame] = true
		if e.SentFrame > e.Frame {
			s.Errorf("%s: sent after it was captured", line)
		}
		s.ordered(k, e, line)
	case decode.KindGap:
		s.ordered(k, e, line)
	case decode.KindNAK:
		if e.RefFound && e.RefLength < 0 {
			s.Errorf("%s: negative length", line)
		}
	}
	if len(e.Front) > 1500 || e.Kind == decode.KindWrite && len(e.Front) > e.Length {
		s.Errorf("%s: %d bytes in front", line, len(e.Front))
	}
	if m := e.Message; m != nil && (len(m.Data) > m.Length || m.Length != e.Length || m.Complete != e.Complete) {
		s.Errorf("%s: a message of %d bytes, %d captured, complete %t", line, m.Length, len(m.Data), m.Complete)
	}
}

// ordered checks that the PSNs of a direction go up.
func (s *checker) ordered(k *checked, e *decode.Event, line string) {
	if k.known[e.Side] && !e.Void && roce.PSNDiff(e.PSN, k.end[e.Side]) <= 0 {
		s.Errorf("%s: PSN %#x after %#x", line, e.PSN, k.end[e.Side])
	}
	if !e.Void && roce.PSNDiff(e.EndPSN, e.PSN) < 0 {
		s.Errorf("%s: from PSN %#x to %#x", line, e.PSN, e.EndPSN)
	}
	k.known[e.Side], k.end[e.Side] = true, e.EndPSN
}
