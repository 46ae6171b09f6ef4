package decode_test

import "testing"

func TestOperations(t *testing.T) {
	runEvents(t, []eventTest{
		{name: "Write of one packet", trace: "est; C>CALL 1 v3 READ count=512 wr=(h,512); w: S>WRITE h 0 512", want: []string{
			"C send 4 len=184", "S write @w len=512 of 512"}},
		{name: "Write of several", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); w: S>WRITE h 0 4096", want: []string{
			"C send 4 len=184", "S write @w-9 len=4096 of 4096"}},
		{name: "Write with Immediate", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); w: S>WRITE h 0 4096 imm; S>WRITE h 0 8 imm", want: []string{
			"C send 4 len=184", "S write @w-9 len=4096 of 4096 imm", "S write 11 len=8 of 8 imm"}},
		{name: "Write that ends early", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); drop=4 w: S>WRITE h 0 4096; b: S>REPLY 1 wr=(h,4096)", want: []string{
			"C send 4 len=184", "S write @w-8 len=3072 of 4096 incomplete", "S gap @b n=1", "S send @b len=96"}},
		{name: "Write cut", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); snap=80 w: S>WRITE h 0 4096", want: []string{
			"C send 4 len=184", "S write @w-9 len=4096 of 4096"}},
		{name: "Send with Immediate", trace: "est; C>SEND 1 len=40 imm=7; C>SEND 2 len=2000 imm", want: []string{
			"C send 4 len=40 imm", "C send 6-7 len=2000 imm"}},
		{name: "Send with Invalidate", trace: "est; S>SEND 1 len=40 SINV(0x1234); S>SEND 2 len=2000 SINV(0x55)", want: []string{
			"S send 4 len=40 inv=0x1234", "S send 6-7 len=2000 inv=0x55"}},
		{name: "atomic", trace: "est; C>FADD 0x77 0 8; S>ARESP; C>CSWAP 0x77 8 8; S>ARESP", want: []string{
			"C atomic 4", "C atomic 6"}},
		{name: "Send cut", trace: "est; snap=100 C>CALL 1", want: []string{
			"C send 4 len=148 captured=46"}},
		{name: "Send cut in its first packet", trace: "est; snap=154 C>CALL 1 len=2500", want: []string{
			"C send 4-6 len=2500 captured=100"}},
		{name: "Send cut in its RETH-less header", trace: "est; snap=54 S>SEND 1 len=40 SINV(0x1234)", want: []string{
			"S send 4 len=40 captured=0 inv=0x0"}},
		{name: "empty Send", trace: "est; C>SEND len=0", want: []string{"C send 4 len=0"}},
		{name: "jumbo", trace: "set mtu=4096; C>REQ[mtu=4096]; S>REP; C>RTU; C>SEND 1 len=9000", want: []string{
			"C send 4-6 len=9000"}},
	})
}

func TestReads(t *testing.T) {
	const call = "est; C>CALL 1 rd=(p,4096,h); "
	runEvents(t, []eventTest{
		{name: "whole", trace: call + "r: S>READ h; a: C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read @r len=4096", "C readdone @r-10 len=4096", "S send 11 len=140"}},
		{name: "of one packet", trace: call + "r: S>READ h 0 100; C>RRESP; S>READ h 100 1024; C>RRESP", want: []string{
			"C send 4 len=172", "S read @r len=100", "C readdone @r-7 len=100", "S read 8 len=1024", "C readdone 8-9 len=1024"}},
		{name: "two at once", trace: call + "S>READ h 0 2048; S>READ h 2048 2048; C>RRESP; C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=2048", "S read 7 len=2048",
			"C readdone 6-9 len=2048", "C readdone 7-11 len=2048", "S send 12 len=140"}},
		{name: "response missing", trace: call + "S>READ h; drop=2 C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=4096", "C readdone 6-9 len=4096 incomplete", "S send 10 len=140"}},
		{name: "last response missing", trace: call + "S>READ h; drop=4 C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=4096", "S send 10 len=140"}},
		{name: "request missing", trace: call + "drop S>READ h; C>RRESP; b: S>REPLY 1", want: []string{
			"C send 4 len=172", "S gap @b n=4", "S send @b len=140"}},
		{name: "asked for again", trace: call + "S>READ h; C>RRESP; S>again READ h; C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=4096", "C readdone 6-10 len=4096", "S send 16 len=140"}},
		{name: "asked for again from the middle", trace: call + `
			S>READ h; drop=3..4 C>RRESP; S>again READ h from=2048; C>RRESP; S>REPLY 1`, want: []string{
			"C send 4 len=172", "S read 6 len=4096", "C readdone 6-11 len=4096", "S send 12 len=140"}},
		{name: "asked for again from the last packet", trace: call + `
			S>READ h; drop=4 C>RRESP; S>again READ h from=3072; C>RRESP; S>REPLY 1`, want: []string{
			"C send 4 len=172", "S read 6 len=4096", "C readdone 6-11 len=4096", "S send 12 len=140"}},
		{name: "of nothing", trace: call + "S>READ h 0 0; C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=0", "C readdone 6-7 len=0", "S send 8 len=140"}},
		{name: "across the wrap", trace: "est[psn=0xffffff|psn=7]; C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=4096", "C readdone 6-10 len=4096", "S send 11 len=140"}},
		{name: "path MTU not known", trace: "drop est; exchange 2; C>CALL 1 rd=(p,4096,h) rd=(p2,4096,g); S>READ h; C>RRESP; S>READ g; C>RRESP; S>REPLY 1", want: []string{
			"C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"C send 9 len=196",
			"S read 11 len=4096", "C readdone 11-15 len=4096", "S read 16 len=4096", "C readdone 16-20 len=4096", "S send 21 len=140"}},
		{name: "path MTU not known, two at once", trace: "drop est; exchange 2; C>CALL 1 rd=(p,8192,h) rd=(p2,8192,g); S>READ h; S>READ g; C>RRESP; C>RRESP; S>REPLY 1", want: []string{
			"C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"C send 9 len=196",
			"S read 11 len=8192", "S read 12 len=8192", "C readdone 11-20 len=8192", "C readdone 12-28 len=8192", "S send 29 len=140"}},
		{name: "path MTU not known, the end of the first missing", trace: "drop est; exchange 2; C>CALL 1 rd=(p,8192,h) rd=(p2,8192,g); S>READ h; S>READ g; drop=8 C>RRESP; C>RRESP; S>REPLY 1", want: []string{
			"C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"C send 9 len=196",
			"S read 11 len=8192", "S read 12 len=8192", "C readdone 12-27 len=8192", "S send 28 len=140"}},
		{name: "path MTU not known, its answers acknowledge nothing else", trace: "drop est; exchange 2; C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP", skip: []string{"open", "close", "send"}, want: []string{
			"S ack 2", "C ack 4", "S ack 6", "C ack 8", "S ack 10", "S read 11 len=4096", "C ack 12", "C readdone 11-15 len=4096", "C ack 15"}},
		{name: "path MTU not known, the next request late", trace: "set mtu=256; drop est; exchange 2; C>CALL 1 rd=(p,4096,h); S>READ h; C>RRESP; late a: S>SEND 8 len=40 noack; b: S>SEND 9 len=40 noack", want: []string{
			"C send 1 len=148", "S send 3 len=140", "C send 5 len=148", "S send 7 len=140",
			"C send 9 len=172", "S read 11 len=4096", "C readdone 11-27 len=4096", "S send @a sent<=@b len=40", "S send @b len=40"}},
		{name: "of a length that was cut", trace: "est; C>CALL 1 rd=(p,4096,h); snap=60 S>READ h; C>RRESP; S>REPLY 1", want: []string{
			"C send 4 len=172", "S read 6 len=0", "C readdone 6-10 len=0", "S send 11 len=140"}},
	})
}

// A NAK names the request that it refuses, and what was sent of it by then.
func TestRefused(t *testing.T) {
	runEvents(t, []eventTest{
		{name: "Send", trace: "est; C>CALL 1 noack; C>CALL 2 noack; S>RNR(2)", want: []string{
			"C send 4 len=148", "C send 5 len=148", "S nak 6 RNR NAK of send 5 len=148"}},
		{name: "first packet of a Send", trace: "est; C>CALL 1 len=2500; S>RNR(1)", want: []string{
			"C send 4-6 len=2500", "S nak 7 RNR NAK of send 4 len=1024"}},
		{name: "last packet of a Send", trace: "est; C>CALL 1 len=2500; S>NAK(61 1) last", want: []string{
			"C send 4-6 len=2500", "S nak 7 invalid request of send 4 len=2500"}},
		{name: "Write", trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); w: S>WRITE h 0 4096; C>NAK(62 h=h)", want: []string{
			"C send 4 len=184", "S write @w-9 len=4096 of 4096", "C nak 10 remote access error of write @w len=1024"}},
		{name: "Read", trace: "est; C>CALL 1 rd=(p,4096,h); r: S>READ h; C>NAK(62 h=h)", want: []string{
			"C send 4 len=172", "S read @r len=4096", "C nak 7 remote access error of read @r len=1024"}},
		{name: "what was not captured", trace: "est; drop C>CALL 1; S>RNR(1); C>CALL 2 noack", want: []string{
			"S nak 4 RNR NAK of nothing known", "C gap 5 n=1", "C send 5 len=148"}},
		{name: "long ago", trace: "est; C>CALL 1..300; S>RNR(1)", skip: []string{"ack", "open", "close", "send"}, want: []string{
			"S nak 304 RNR NAK of nothing known"}},
		{name: "PSN that comes later", trace: "est; C>CALL 1; S>RNR psn=0x123456; C>CALL 2", want: []string{
			"C send 4 len=148", "S nak 6 RNR NAK of nothing known early", "C send 7 len=148"}},
	})
}
