package lint_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// fuzzBases are valid captures with every kind of message in them.
var fuzzBases = []string{
	"est; backchannel; C>CALL 1; S>REPLY 1; S>CALL r1; C>REPLY r1; C>DREQ; S>DREP",
	"est[mtu=1024 |]; C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; C>CALL 2 v3 READ count=4094 wr=(a,4094)(b,4); S>WRITE a 0 4094; S>REPLY 2 count=4094 wr=(a,4094)(b,0) SINV(a); exchange",
	"est; exchange; C>CALL 1 v4 [PUTFH GETATTR READ(4096)] wr=(h,4096) rc=(k,4096); S>WRITE h 0 4096; S>WRITE k 0 200; S>NOMSG 1 wr=(h,4096) rc=(k,200); exchange",
	"est; exchange; C>NOMSG 1 call rd=(0,3000,h); S>READ h; C>RRESP; S>ERR 1 CHUNK; C>CALL 2 vers=2; S>ERR 2 VERS(1,1); exchange",
	"C>REQ; S>REJ(28); est; C>CALL 1; C>CALL 2; S>RNR(1); C>again 1; S>REPLY 1; S>REPLY 2; S>NAK(61 2); C>DREQ; est; C>CALL 2; S>REPLY 2",
}

// FuzzFrames lints a valid capture of which the fuzz bytes have changed single
// bytes of any frame, with the ICRC repaired: the sender meant them. The first
// byte chooses the capture; each four behind it are a change: frame, place
// (two bytes), and value.
func FuzzFrames(f *testing.F) {
	fuzzBytes(f, func(p *roce.Packet) []byte { return p.IP[:len(p.IP)-len(p.ICRC)] })
}

// FuzzPayloads does the same to what the transport carries: CM messages,
// RPC-over-RDMA messages, and the data of RDMA operations.
func FuzzPayloads(f *testing.F) {
	fuzzBytes(f, func(p *roce.Packet) []byte { return p.Payload })
}

func fuzzBytes(f *testing.F, part func(*roce.Packet) []byte) {
	var bases []*damage.Capture
	for i, notation := range fuzzBases {
		c, err := damage.Make(notation, notation)
		if err != nil {
			f.Fatal(err)
		}
		bases = append(bases, c)
		f.Add([]byte{byte(i)})
		for n := range byte(min(len(c.Frames), 24)) {
			f.Add([]byte{byte(i), n, 0, 4, 2, n, 0, 19, 0xff})
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 || len(b) > 200 {
			return
		}
		frames, _ := damage.Damage{}.Do(bases[int(b[0])%len(bases)], 0)
		for b = b[1:]; len(b) >= 4; b = b[4:] {
			meant(&frames[int(b[0])%len(frames)], part, int(binary.BigEndian.Uint16(b[1:])), b[3])
		}
		first, second := judged(t, frames), judged(t, frames)
		if !slices.Equal(first, second) {
			t.Errorf("two runs differ:\n%q\n%q", first, second)
		}
	})
}

// meant changes one byte of a part of a frame and repairs the ICRC.
func meant(f *decode.Frame, part func(*roce.Packet) []byte, at int, value byte) {
	var p roce.Packet
	data := slices.Clone(f.Data)
	if roce.Split(f.Link, data, f.Length, &p) != roce.RoCE || len(p.ICRC) == 0 {
		return
	}
	b := part(&p)
	if len(b) == 0 {
		return
	}
	b[at%len(b)] = value
	sum, err := roce.ICRC(p.IP[:len(p.IP)-len(p.ICRC)])
	if err != nil {
		return
	}
	binary.LittleEndian.PutUint32(p.ICRC, sum)
	f.Data = data
}

// judged lints frames and lists what was found.
func judged(t *testing.T, frames []decode.Frame) (all []string) {
	j := journal.New(journal.Options{Pictures: true})
	engine := rules.New(rules.Options{Enabled: func(*rules.Rule) bool { return true }, Watch: j, Found: j.Found})
	d := decode.New(decode.Options{}, engine)
	for i := range frames {
		d.Frame(&frames[i])
	}
	d.Finish()
	res := engine.Finish()
	for _, x := range slices.Concat(d.Crashes(), res.Crashes) {
		t.Errorf("%+v", x)
	}
	drawn(t, &lint.Capture{Frames: len(frames), Complete: true, Result: res, Journal: j})
	for _, f := range res.Findings {
		if f.Frame < 0 || f.Frame > len(frames) || f.Decided > len(frames) {
			t.Errorf("%s at frame %d, decided at %d, of %d", f.Rule.ID, f.Frame, f.Decided, len(frames))
		}
		all = append(all, f.Rule.ID+" "+f.Blame.String()+" "+f.Message)
	}
	return all
}
