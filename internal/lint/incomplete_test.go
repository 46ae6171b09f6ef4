package lint_test

import (
	"encoding/binary"
	"io"
	"slices"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rules"
)

// Offsets in an Ethernet frame without tags, over IPv4 without options.
const (
	offIP     = 14
	offSource = 34 // UDP source port
	offQPN    = 47 // of the destination
)

// Every message of a capture that lacks what other programs need is recognised:
// the CM exchange, all but the first bytes of each frame, or a UDP source port
// that is no other protocol's.
func TestIncomplete(t *testing.T) {
	const calls, replies = 707, 707
	cut := func(snap int) func(*decode.Frame) bool {
		return func(f *decode.Frame) bool {
			f.Data = f.Data[:min(len(f.Data), snap)]
			return true
		}
	}
	noCM := func(f *decode.Frame) bool {
		return f.Data[offQPN+2] != 1 || f.Data[offQPN] != 0 || f.Data[offQPN+1] != 0
	}
	port := func(f *decode.Frame) bool {
		f.Data = slices.Clone(f.Data)
		binary.BigEndian.PutUint16(f.Data[offSource:], 69)
		return true
	}
	seal := func(f *decode.Frame) bool {
		end := len(f.Data) - 4
		sum, err := roce.ICRC(f.Data[offIP:end])
		if err != nil {
			t.Fatalf("frame %d: %v", f.Number, err)
		}
		binary.LittleEndian.PutUint32(f.Data[end:], sum)
		return true
	}
	for _, tt := range []struct {
		name     string
		change   []func(*decode.Frame) bool // false: the frame is missing
		start    decode.StartKind
		artefact bool
	}{
		{name: "whole", start: decode.StartCM},
		{name: "cut at 256", change: steps(cut(256)), start: decode.StartPartial},
		{name: "cut at 128", change: steps(cut(128)), start: decode.StartPartial},
		{name: "cut at 70", change: steps(cut(70)), start: decode.StartInferred},
		{name: "no CM", change: steps(noCM), start: decode.StartInferred},
		{name: "no CM, cut at 128", change: steps(noCM, cut(128)), start: decode.StartInferred},
		{name: "no CM, cut at 70", change: steps(noCM, cut(70)), start: decode.StartInferred},
		{name: "port 69", change: steps(port, seal), start: decode.StartCM},
		{name: "port 69, wrong ICRC", change: steps(port), start: decode.StartCM, artefact: true},
		{name: "port 69, wrong ICRC, no CM", change: steps(noCM, port), start: decode.StartInferred, artefact: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			engine := rules.New(rules.Options{})
			d := decode.New(decode.Options{}, engine)
			eachFrame(t, "../../captures/v3-basic-mtu1500.pcap.zst", func(f *decode.Frame) {
				if roce.Split(f.Link, f.Data, f.Length, new(roce.Packet)) != roce.RoCE {
					d.Frame(f)
					return
				}
				for _, step := range tt.change {
					if !step(f) {
						return
					}
				}
				d.Frame(f)
			})
			d.Finish()
			res := engine.Finish()
			if len(res.Connections) != 1 {
				t.Fatalf("got %d connections, want 1", len(res.Connections))
			}
			sum := res.Connections[0]
			if sum.Calls != calls || sum.Replies != replies || sum.Unknown != 0 {
				t.Errorf("got %d Calls, %d Replies, %d others, want %d, %d, 0", sum.Calls, sum.Replies, sum.Unknown, calls, replies)
			}
			if sum.Conn.Start != tt.start {
				t.Errorf("got start %s, want %s", sum.Conn.Start, tt.start)
			}
			for _, side := range []decode.Side{decode.ClientSide, decode.ServerSide} {
				if bad, checked, artefact := sum.Conn.BadICRC(side); artefact != tt.artefact || artefact != (bad > 0) {
					t.Errorf("%s: got %d bad ICRCs of %d, an artefact: %t, want %t", side, bad, checked, artefact, tt.artefact)
				}
			}
			for _, f := range res.Findings {
				if f.Proven() && f.Severity > rules.Note {
					t.Errorf("frame %d: %s: %s", f.Frame, f.Rule.ID, f.Message)
				}
			}
		})
	}
}

func steps(s ...func(*decode.Frame) bool) []func(*decode.Frame) bool { return s }

// eachFrame hands over the frames of a capture.
func eachFrame(t *testing.T, path string, use func(*decode.Frame)) {
	t.Helper()
	r, err := capture.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var f capture.Frame
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		use(&decode.Frame{Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: f.Data})
	}
	if err != io.EOF {
		t.Fatal(err)
	}
}
