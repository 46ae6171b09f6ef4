package damage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// overlay mixes in the same traffic between two other hosts, on queue pairs of
// the same numbers, a little later.
func overlay(f []Frame, r *rand.Rand) []Frame {
	late := int64(r.IntN(1e6))
	var others []Frame
	for _, x := range f {
		if x.What == Foreign {
			continue
		}
		x.Data, x.Time = elsewhere(x.Frame), x.Time+late
		others = append(others, x)
	}
	return ordered(append(f, others...))
}

// elsewhere is the frame between two other hosts.
func elsewhere(f decode.Frame) []byte {
	return altered(f, func(p *roce.Packet) {
		src, dst := addresses(p)
		other(src)
		other(dst)
	})
}

// altered is a frame with some bytes changed. Its ICRC is right where it was. A
// frame that is cut before its addresses belongs to nobody, and stays.
func altered(f decode.Frame, alter func(p *roce.Packet)) []byte {
	var p roce.Packet
	data := bytes.Clone(f.Data)
	roce.Split(f.Link, data, f.Length, &p)
	if src, _ := addresses(&p); src == nil {
		return data
	}
	sound := p.CheckICRC() == roce.ICRCGood
	alter(&p)
	if sound {
		if sum, err := roce.ICRC(p.IP[:len(p.IP)-len(p.ICRC)]); err == nil {
			binary.LittleEndian.PutUint32(p.ICRC, sum)
		}
	}
	return data
}

// addresses are where the frame names its hosts, or nil where it is cut.
func addresses(p *roce.Packet) (src, dst []byte) {
	at, size := 12, 4 // of IPv4
	if len(p.IP) > 0 && p.IP[0]>>4 == 6 {
		at, size = 8, 16
	}
	if len(p.IP) < at+2*size {
		return nil, nil
	}
	return p.IP[at : at+size], p.IP[at+size : at+2*size]
}

// other makes an address that of another host.
func other(addr []byte) { addr[len(addr)-2] ^= 0x55 }

// secondClient mixes in another client of the same server that does the same, a
// little later. Its queue pairs have the numbers of the first client's; those of
// the server cannot.
func secondClient(f []Frame, r *rand.Rand) []Frame {
	clients := map[roce.Addr]bool{}
	for _, x := range f {
		if x.What != Foreign && x.Client {
			clients[x.Flow.Src] = true
		}
	}
	late := int64(r.IntN(1e6))
	var others []Frame
	for _, x := range f {
		// A host that is client and server at once would need a second server as well.
		if x.What == Foreign || clients[x.Flow.Src] == clients[x.Flow.Dst] {
			continue
		}
		x.Data, x.Time = fromSecond(&x), x.Time+late
		others = append(others, x)
	}
	return ordered(append(f, others...))
}

const (
	otherQPN  = 0x40 // in the first of the three bytes of a QPN
	otherComm = 0x40 // in the first byte of a communication ID
)

// fromSecond is the frame from or to the second client.
func fromSecond(f *Frame) []byte {
	return altered(f.Frame, func(p *roce.Packet) {
		src, dst := addresses(p)
		if f.Client {
			other(src)
		} else {
			other(dst)
		}
		switch mad := p.MAD(); {
		case len(p.BTH) == 0: // cut
		case f.What != CM && f.Client:
			p.BTH[5] ^= otherQPN
		case f.What == CM:
			attr, _ := mad.Attribute()
			otherServer(mad[min(len(mad), cmHeader):], attr, f.Client)
		}
	})
}

// otherServer changes what a CM message says of the server's end.
func otherServer(b []byte, attr roce.Attribute, client bool) {
	flip := func(at int, bit byte) {
		if at < len(b) {
			b[at] ^= bit
		}
	}
	switch {
	case attr == roce.ConnectRequest:
		return
	case client:
		flip(4, otherComm) // of the other side
	default:
		flip(0, otherComm) // its own
	}
	switch {
	case attr == roce.ConnectReply:
		flip(12, otherQPN)
	case attr == roce.DisconnectRequest && client:
		flip(8, otherQPN)
	}
}

// smallTalk is what strangers do on a connection; # stands for its number.
var smallTalk = []string{
	"exchange 3",
	"C>CALL # v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY # wr=(h,4096)",
	"C>CALL # v3 WRITE rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY #",
	"C>CALL # v4 [SEQUENCE PUTROOTFH]; S>REPLY #; C>CALL 1# rc=(h,64K); S>WRITE h 0 2000; S>NOMSG 1# rc=(h,2000); exchange",
	"C>CALL #; S>REPLY #; C>DREQ; S>DREP",
}

const (
	talks         = 6
	firstStranger = 50 // by the numbers of hosts in a trace
	lastStranger  = 99
	mostPairs     = 4 // of queue pairs whose numbers they use
)

// strangers mixes in other hosts that do something else, on queue pairs of the
// same numbers. Their frames have no number in the whole capture.
func strangers(f []Frame, r *rand.Rand) []Frame {
	if len(f) == 0 {
		return f
	}
	known := map[roce.Addr]bool{}
	for _, x := range f {
		known[x.Flow.Src] = true
	}
	qpns := pairsOfQPNs(f)
	span := f[len(f)-1].Time - f[0].Time
	for n, host := 0, firstStranger; n < talks && host <= lastStranger; host++ {
		talk := strings.ReplaceAll(smallTalk[r.IntN(len(smallTalk))], "#", strconv.Itoa(n+1))
		qp := qpns[n%len(qpns)]
		c, err := Make("strangers", fmt.Sprintf("host C%d S%d; est[qpn=%d | qpn=%d]; %s", host, host, qp[0], qp[1], talk))
		if err != nil {
			panic(err) // there is nothing in it but numbers
		}
		if known[c.Frames[0].Flow.Src] {
			continue // strangers were here before
		}
		begin := f[0].Time + r.Int64N(span+1) - c.Frames[0].Time
		for _, x := range c.Frames {
			x.Number, x.Time = 0, x.Time+begin
			f = append(f, x)
		}
		n++
	}
	return ordered(f)
}

// pairsOfQPNs are numbers of queue pairs of the client and the server, as they
// appear, and of a trace's first connection where there are none.
func pairsOfQPNs(f []Frame) [][2]uint32 {
	var qpns [2][]uint32
	seen := map[uint32]bool{}
	for _, x := range f {
		side := 0 // of the receiver
		if x.Client {
			side = 1
		}
		if x.What != Foreign && x.What != CM && !seen[x.Flow.QPN] && len(qpns[side]) < mostPairs {
			seen[x.Flow.QPN] = true
			qpns[side] = append(qpns[side], x.Flow.QPN)
		}
	}
	var pairs [][2]uint32
	for i := range min(len(qpns[0]), len(qpns[1])) {
		pairs = append(pairs, [2]uint32{qpns[0][i], qpns[1][i]})
	}
	if len(pairs) == 0 {
		pairs = append(pairs, [2]uint32{0x101, 0x20001})
	}
	return pairs
}
