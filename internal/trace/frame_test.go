package trace_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/trace"
)

// The first vector is a real frame of a network adapter, the others were
// computed by an independent program.
func TestICRC(t *testing.T) {
	for _, tt := range []struct{ name, datagram, want string }{
		{"congestion notification", `45c2003c 718c4000 40119161 0a001101 0a001201
			000012b7 00280000 8100ffff 40000118 00000000 00000000 00000000 00000000 00000000`, "82fd002a"},
		{"ACK over IPv4", `45020030 00004000 401126b9 0a000001 0a000002
			c00012b7 001c0000 1140ffff 00000123 00abcdef 1f000007`, "458b9dbe"},
		{"ACK over IPv6", `60000000 001c1140 fe80000000000000020000fffe000001 fe80000000000000020000fffe000002
			c00012b7 001c0000 1140ffff 00000123 00abcdef 1f000007`, "0a87f2d5"},
	} {
		got := binary.LittleEndian.AppendUint32(nil, trace.ICRC(unhex(t, tt.datagram)))
		if want := unhex(t, tt.want); !bytes.Equal(got, want) {
			t.Errorf("%s: got %x, want %x", tt.name, got, want)
		}
	}
}

func TestFrame(t *testing.T) {
	for _, tt := range []struct{ name, notation, want string }{
		{"IPv4, pad", "C>SEND raw=0102030405", `
			02005e005301 02005e005365 0800
			4500 0034 0000 4000 4011 b652 c0000265 c0000201
			c002 12b7 0020 0000
			0470ffff 00020001 80c01000 01020304 05000000`},
		{"IPv6, VLAN", "set ip=6 vlan=5; S>SEND raw=01020304 se", `
			02005e005365 02005e005301 8100 0005 86dd
			60000000 001c 11 40 20010db8000000000000000000020001 20010db8000000000000000000010001
			c003 12b7 001c 0000
			04c0ffff 00000101 80501000 01020304`},
		{"second hosts, second connection", "noack; est; host C2 S3; est; C>ACK(psn=7 msn=9 code 3)", `
			02005e005303 02005e005366 0800
			4500 0030 0000 4000 4011 b653 c0000266 c0000203
			c004 12b7 001c 0000
			1140ffff 00020002 00000007 03000009`},
		{"invalidate", "C>SEND raw=01020304 SINV(0x11223344)", `
			02005e005301 02005e005365 0800
			4500 0034 0000 4000 4011 b652 c0000265 c0000201
			c002 12b7 0020 0000
			1740ffff 00020001 80c01000 11223344 01020304`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, "noack;"+tt.notation)
			got := tr.Frames()[tr.Len()-1].Data
			want := unhex(t, tt.want)
			if !bytes.Equal(got[:len(got)-4], want) {
				t.Errorf("\ngot  %x\nwant %x", got[:len(got)-4], want)
			}
		})
	}
}

// What the builder encodes the decoder accepts: two implementations agree.
func TestFramesDecode(t *testing.T) {
	for _, notation := range conforming {
		var all string
		for _, set := range []string{"", "set ip=6\n", "set vlan=7 mtu=256\n"} {
			all = set + notation
			for i, f := range trace.Make(t, all).Frames() {
				var p roce.Packet
				if kind := roce.Split(1, f.Data, f.Orig, &p); kind != roce.RoCE {
					t.Fatalf("%s: frame %d (%s) is %v: %s", all, i+1, f.Label, kind, p.Reason)
				}
				if s := p.CheckICRC(); s != roce.ICRCGood {
					t.Errorf("%s: frame %d (%s): ICRC is %v", all, i+1, f.Label, s)
				}
			}
		}
	}
}

// conforming are notations in which every frame is well formed.
var conforming = []string{
	"est; C>CALL 1; S>REPLY 1; C>DREQ; S>DREP",
	"est; backchannel; S>CALL r1; C>REPLY r1",
	"C>REQ; S>MRA; S>REP; C>MRA; C>RTU; C>REQ; S>REJ(8); S>CNP",
	"est; C>CALL 1 v3 WRITE rd=(p,4094,h); S>READ h; C>RRESP; S>REPLY 1",
	"est; C>CALL 1 v3 READ count=4094 wr=(h,4094); S>WRITE h 0 4094; S>REPLY 1 wr=(h,4094) SINV(h)",
	"est; C>NOMSG 1 rd=(0,5000,h) rc=(k,3000); S>READ h; C>RRESP; S>WRITE k 0 3000; S>NOMSG 1 rc=(k,3000)",
	"C>FADD h 0 8; S>ARESP; C>CSWAP h 0 8; S>ARESP; C>SEND len=3 imm; S>WRITE h 0 300 imm",
}

func TestBadICRC(t *testing.T) {
	good := trace.Make(t, "C>CALL 1 noack").Frames()
	bad := trace.Make(t, "badicrc C>CALL 1").Frames()
	if len(good) != 1 || len(bad) != 1 {
		t.Fatalf("got %d and %d frames, want 1 and 1: no ACK is implied", len(good), len(bad))
	}
	n := len(bad[0].Data) - 4
	if !bytes.Equal(good[0].Data[:n], bad[0].Data[:n]) || bytes.Equal(good[0].Data[n:], bad[0].Data[n:]) {
		t.Errorf("got ICRC %x after the same bytes, want another than %x", bad[0].Data[n:], good[0].Data[n:])
	}
}

func TestConnect(t *testing.T) {
	tr := trace.Make(t, `
		REQ: C>REQ[R1 4K/8K rnr=3 retry=5 resp=7 init=8 psn=0x123456 qpn=0xabcdef mtu=2048 acktimeout=9 srq e2e qpt=UC port=20050]
		REP: S>REP[R0 1K/256K rnr=6 psn=0xfedcba qpn=0x98 e2e srq resp=1 init=2]
		RTU: C>RTU
		DREQ: S>DREQ
		REJ: C>REJ(28)
		bare: C>REQ[none noip service=0x0200000000000001]
		odd: S>REP[flags=0x83 version=2 at=4 magic=0x01020304 pdlen=11]
		raw: S>REP[pd=0102]`)
	for _, tt := range []struct {
		frame string
		at    int // from the end of the MAD header
		want  string
	}{
		{"REQ", -24, "01070203 0000 0000 0000000000000100 0010 0000 00000000"},
		{"REQ", 0, "c0000001 00000000 0000000001064e52"},
		{"REQ", 32, "abcdef 07 000000 08 000000 a3 123456 a5 ffff 43 f8"},
		{"REQ", 56, "00000000000000000000ffffc0000265 00000000000000000000ffffc0000201"},
		{"REQ", 92, "00 40 00 48"},
		{"REQ", 140, "0040c002 000000000000000000000000c0000265 000000000000000000000000c0000201 f6ab0e1801010307 0000"},
		{"REP", -8, "0013"},
		{"REP", 0, "50000001 c0000001 00000000 000098 00 00000000 fedcba 00 01 02 01 d0 02005e0053010000 f6ab0e18010000ff 0000"},
		{"RTU", -8, "0014"},
		{"RTU", 0, "c0000001 50000001 00000000"},
		{"DREQ", -16, "0000000000000101 0015"},
		{"DREQ", 0, "50000001 c0000001 abcdef"},
		{"REJ", 0, "c0000001 50000001 40 00 001c"},
		{"bare", 8, "0200000000000001"},
		{"bare", 140, strings.Repeat("00", 92)},
		{"odd", 36, "00000000 01020304 0283 03 00 0000"},
		{"raw", 36, "0102 0000"},
	} {
		data := tr.Frames()[tr.Frame(tt.frame)-1].Data
		want := unhex(t, tt.want)
		if got := data[cm+tt.at : cm+tt.at+len(want)]; !bytes.Equal(got, want) {
			t.Errorf("%s at %d: got %x, want %x", tt.frame, tt.at, got, want)
		}
	}
	const wantDETH = "8001000000000001"
	if got := fmt.Sprintf("%x", tr.Frames()[0].Data[deth:deth+8]); got != wantDETH {
		t.Errorf("got DETH %s, want %s", got, wantDETH)
	}
}
