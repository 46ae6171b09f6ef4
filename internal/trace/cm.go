package trace

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Attribute IDs of the communication manager (IBTA chapter 12).
const (
	cmREQ  = 0x0010
	cmMRA  = 0x0011
	cmREJ  = 0x0012
	cmREP  = 0x0013
	cmRTU  = 0x0014
	cmDREQ = 0x0015
	cmDREP = 0x0016
)

const (
	madLen       = 256
	madHeader    = 24
	cmQKey       = 0x80010000
	reqPrivate   = 140 // where the private data of a REQ begins, after the MAD header
	reqIPHeader  = 36  // of which so much is the IP CM header
	repPrivate   = 36
	privateMagic = 0xf6ab0e18
	nfsPort      = 20049
	serviceTCP   = 0x01060000 // service ID of a TCP port, by the RDMA IP CM service
)

// A mad is a management datagram under construction.
type mad [madLen]byte

func newMAD(attribute uint16, transaction uint64) *mad {
	m := &mad{1, 7, 2, 3} // base version, class CM, class version, method Send
	binary.BigEndian.PutUint64(m[8:], transaction)
	binary.BigEndian.PutUint16(m[16:], attribute)
	return m
}

// body is the message behind the MAD header.
func (m *mad) body() []byte { return m[madHeader:] }

func put24(b []byte, v uint32) { b[0], b[1], b[2] = byte(v>>16), byte(v>>8), byte(v) }

// A mtu code is log2(bytes) - 7.
var mtuCodes = []int{256, 512, 1024, 2048, 4096}

// cmOptions are what REQ and REP have in common.
type cmOptions struct {
	private  []byte
	resp     byte // responder resources
	init     byte // initiator depth
	rnr      byte
	retry    byte
	flow     bool
	srq      bool
	qpn, psn uint32
}

// cmOptions reads the options of a REQ or REP and sets the sender's queue pair
// and the other side's first PSN.
func (c *conn) cmOptions(a *args, from Side) cmOptions {
	self, peer := c.ends[from], c.ends[from.other()]
	o := cmOptions{
		rnr:   byte(a.num("rnr", 0, 7)),
		retry: byte(a.num("retry", 7, 7)),
		flow:  a.flag("e2e"),
		srq:   a.flag("srq"),
		qpn:   uint32(a.num("qpn", uint64(self.qpn), psnMask)),
		psn:   uint32(a.num("psn", uint64(peer.psn), psnMask)),
	}
	resp, depth := uint64(16), uint64(0)
	if from == Server {
		resp, depth = depth, resp
	}
	o.resp, o.init = byte(a.num("resp", resp, 255)), byte(a.num("init", depth, 255))
	o.private = privateData(a, from)
	self.qpn, peer.psn = o.qpn, o.psn
	return o
}

// privateData is the RFC 8797 message and what else consumes private data.
func privateData(a *args, from Side) []byte {
	flags := byte(1 - from) // R1 from clients, R0 from servers, as Linux does
	if a.flag("R0") {
		flags = 0
	}
	if a.flag("R1") {
		flags = 1
	}
	send, receive := byte(3), byte(3)
	if x, ok := a.word(func(s string) bool { return strings.Contains(s, "/") }); ok {
		s, r, _ := strings.Cut(x.key, "/")
		send, receive = sizeCode(a, x, s), sizeCode(a, x, r)
	}
	flags = byte(a.num("flags", uint64(flags), 255))
	version := byte(a.num("version", 1, 255))
	magic := a.u32("magic", privateMagic)
	at := int(a.num("at", 0, 48))
	cut := int(a.num("pdlen", 64, 64))
	if raw, ok := a.hex("pd"); ok {
		return raw
	}
	if a.flag("none") {
		return nil
	}
	b := make([]byte, at, at+8)
	b = binary.BigEndian.AppendUint32(b, magic)
	b = append(b, version, flags, send, receive)
	return b[:min(cut, len(b))]
}

// sizeCode is the code of a Send or Receive Size: bytes/1024 - 1.
func sizeCode(a *args, x *arg, s string) byte {
	n, err := number(s)
	if err != nil || n%1024 != 0 || n == 0 || n > 256<<10 {
		a.fail(x.at, "size %q is not a multiple of 1K up to 256K", s)
		return 0
	}
	return byte(n/1024 - 1)
}

// request encodes a ConnectRequest. Defaults are those of the Linux client:
// RNR retry 0, no end-to-end flow control, ACK timeout 18 (1.07 s).
func (c *conn) request(a *args) *mad {
	o := c.cmOptions(a, Client)
	self, peer := c.ends[Client], c.ends[Server]
	m := newMAD(cmREQ, c.transaction)
	b := m.body()
	binary.BigEndian.PutUint32(b[0:], self.comm)
	binary.BigEndian.PutUint64(b[8:], a.num("service", serviceTCP|a.num("port", nfsPort, 65535), 1<<64-1))
	copy(b[16:24], self.host.mac[:])
	put24(b[32:], o.qpn)
	b[35], b[39] = o.resp, o.init
	transport := byte(0)
	if x := a.find('=', "qpt"); x != nil {
		i := slices.Index([]string{"RC", "UC", "RD", "XRC"}, x.val)
		if i < 0 {
			a.fail(x.at, "%q is not RC, UC, RD or XRC", x.val)
		}
		transport = byte(i) & 3
	}
	b[43] = 20<<3 | transport<<1 | bit(o.flow)
	put24(b[44:], o.psn)
	b[47] = 20<<3 | o.retry
	b[48], b[49] = pkeyWhole>>8, pkeyWhole&0xff
	c.mtu = int(a.num("mtu", uint64(c.mtu), 4096))
	code := slices.Index(mtuCodes, c.mtu)
	if code < 0 {
		a.fail(a.at, "mtu is not 256, 512, 1024, 2048 or 4096")
	}
	b[50] = byte(code+1)<<4 | o.rnr
	b[51] = 15<<4 | bit(o.srq)<<3
	binary.BigEndian.PutUint16(b[52:], 0xffff)
	binary.BigEndian.PutUint16(b[54:], 0xffff)
	copy(b[56:], self.gid(c.link))
	copy(b[72:], peer.gid(c.link))
	b[93] = 64 // hop limit
	b[95] = byte(a.num("acktimeout", 18, 31)) << 3
	private := b[reqPrivate : reqPrivate+92]
	if !a.flag("noip") {
		private[1] = 4 << 4
		from, to := self.host.ip4[:], peer.host.ip4[:]
		if c.link.ip6 {
			private[1] = 6 << 4
			from, to = self.host.ip6[:], peer.host.ip6[:]
		}
		binary.BigEndian.PutUint16(private[2:], self.port)
		copy(private[20-len(from):], from)
		copy(private[reqIPHeader-len(to):], to)
		private = private[reqIPHeader:]
	}
	c.putPrivate(a, private, o.private)
	return m
}

// reply encodes a ConnectReply.
func (c *conn) reply(a *args) *mad {
	o := c.cmOptions(a, Server)
	self, peer := c.ends[Server], c.ends[Client]
	m := newMAD(cmREP, c.transaction)
	b := m.body()
	binary.BigEndian.PutUint32(b[0:], self.comm)
	binary.BigEndian.PutUint32(b[4:], peer.comm)
	put24(b[12:], o.qpn)
	put24(b[20:], o.psn)
	b[24], b[25] = o.resp, o.init
	b[26] = bit(o.flow)
	b[27] = o.rnr<<5 | bit(o.srq)<<4
	copy(b[28:36], self.host.mac[:])
	c.putPrivate(a, b[repPrivate:repPrivate+196], o.private)
	return m
}

func (c *conn) putPrivate(a *args, room, data []byte) {
	if len(data) > len(room) {
		a.fail(a.at, "private data of %d bytes, and room for %d", len(data), len(room))
	}
	copy(room, data)
}

// short encodes the messages that carry hardly more than the two communication
// IDs: RTU, MRA, REJ, DREQ, DREP.
func (c *conn) short(attribute uint16, from Side) *mad {
	self, peer := c.ends[from], c.ends[from.other()]
	transaction := c.transaction
	if attribute == cmDREQ || attribute == cmDREP {
		transaction++
	}
	m := newMAD(attribute, transaction)
	b := m.body()
	binary.BigEndian.PutUint32(b[0:], self.comm)
	binary.BigEndian.PutUint32(b[4:], peer.comm)
	if attribute == cmDREQ {
		put24(b[8:], peer.qpn)
	}
	return m
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// datagram is the packet of a management datagram.
func (m *mad) datagram(psn uint32) *packet {
	deth := binary.BigEndian.AppendUint32(nil, cmQKey)
	deth = append(deth, 0, 0, 0, 1)
	return &packet{op: opUDSend, qpn: 1, psn: psn, ext: deth, payload: m[:]}
}
