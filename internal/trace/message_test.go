package trace_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// rpcHead is the default Call of XID 1 up to its arguments, 84 bytes.
const rpcHead = `
	00000001 00000000 00000002 000186a3 00000003 00000001
	00000001 0000002c
	5ca1ab1e 00000016 6e66732d 636c6965 6e742e65 78616d70 6c652e6e 65740000
	00000000 00000000 00000000
	00000000 00000000`

func TestDefaultCall(t *testing.T) {
	tr := trace.Make(t, "c: C>CALL 1")
	want := unhex(t, `00000001 00000001 00000020 00000000  00000000 00000000 00000000`+rpcHead+`
		00000020 61206669 6c652068 616e646c 65206f66 20333220 62797465 73206c65 6e677468`)
	if got := payload(t, tr, "c"); !bytes.Equal(got, want) {
		t.Errorf("got  %x\nwant %x", got, want)
	}
}

// The part in front of the RPC message.
func TestHeaders(t *testing.T) {
	for _, tt := range []struct {
		name, message, want string
	}{
		{"read list", "C>CALL 0x11223344 cr=7 vers=2 v3 WRITE rd=(p,4096,0xaa),(140,16,0xbb,@0x1234567890)", `
			11223344 00000002 00000007 00000000
			00000001 0000008c 000000aa 00001000 000000aa00000000
			00000001 0000008c 000000bb 00000010 0000001234567890
			00000000 00000000 00000000`},
		// Arguments at 84, the first data at 84+12+36 = 132, the second at
		// 132+8+36 = 176, the end at 176+12 = 188.
		{"marks", "C>CALL 1 v4 [WRITE(6) WRITE(9)] rd=(p,6,1)(p2,9,2)(p2-4,1,3)(p+4,1,4)(p3,1,5)", `
			00000001 00000001 00000020 00000000
			00000001 00000084 00000001 00000006 0000000100000000
			00000001 000000b0 00000002 00000009 0000000200000000
			00000001 000000ac 00000003 00000001 0000000300000000
			00000001 00000088 00000004 00000001 0000000400000000
			00000001 000000bc 00000005 00000001 0000000500000000
			00000000 00000000 00000000`},
		{"write list", "C>CALL 1 wr=(1,2)(3,4,5) (6,7) wr=(empty) wr=(count=9)(8,9)", `
			00000001 00000001 00000020 00000000
			00000000
			00000001 00000002 00000001 00000002 0000000100000000 00000003 00000004 0000000300000005
			00000001 00000001 00000006 00000007 0000000600000000
			00000001 00000000
			00000001 00000009 00000008 00000009 0000000800000000
			00000000 00000000`},
		{"reply chunk", "C>CALL 1 rc=(1,2)(3,4)", `
			00000001 00000001 00000020 00000000
			00000000 00000000
			00000001 00000002 00000001 00000002 0000000100000000 00000003 00000004 0000000300000000`},
		{"lists by hand", "C>CALL 1 list=deadbeef", "00000001 00000001 00000020 00000000 deadbeef"},
		{"no message", "C>NOMSG 1 rd=(0,5000,1)", `
			00000001 00000001 00000020 00000001
			00000001 00000000 00000001 00001388 0000000100000000 00000000 00000000 00000000`},
		{"bytes behind the lists", "C>NOMSG 1 trail=4", `
			00000001 00000001 00000020 00000001 00000000 00000000 00000000 00010203`},
		{"reverse", "S>CALL r1 cr=2", "52000001 00000001 00000002 00000000 00000000 00000000 00000000 52000001 00000000"},
		{"differing XIDs", "C>CALL hdr=1 rpc=2", "00000001 00000001 00000020 00000000 00000000 00000000 00000000 00000002 00000000"},
		{"MSGP", "C>MSGP 1", "00000001 00000001 00000020 00000002 00000000 00000000 00000000 00000000 00000000 00000001 00000000"},
		{"other", "C>MSG 1 proc=7", "00000001 00000001 00000020 00000007 00000000 00000000 00000000 00000001 00000000"},
		{"record mark", "C>CALL 1 mark", "00000001 00000001 00000020 00000000 00000000 00000000 00000000 80000078 00000001"},
		{"message type", "S>REPLY 1 mt=5", "00000001 00000001 00000020 00000000 00000000 00000000 00000000 00000001 00000005"},
		{"payload", "S>REPLY 1 payload=0102", "00000001 00000001 00000020 00000000 00000000 00000000 00000000 0102"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := unhex(t, tt.want)
			got := payload(t, trace.Make(t, "m: "+tt.message), "m")
			if !bytes.HasPrefix(got, want) {
				t.Errorf("got  %x…\nwant %x…", got[:min(len(got), len(want))], want)
			}
		})
	}
}

// Whole messages.
func TestShortMessages(t *testing.T) {
	for _, tt := range []struct{ name, notation, want string }{
		{"chunk error", "m: S>ERR 5 CHUNK cr=0", "00000005 00000001 00000000 00000004 00000002"},
		{"version error", "m: S>ERR 5 VERS(1,3)", "00000005 00000001 00000020 00000004 00000001 00000001 00000003"},
		{"version error repeats the version", "C>CALL 5 vers=9; m: S>ERR 5 VERS",
			"00000005 00000009 00000020 00000004 00000001 00000001 00000001"},
		{"unknown error", "m: S>ERR 5 code=9", "00000005 00000001 00000020 00000004 00000009"},
		{"done", "m: C>DONE 5", "00000005 00000001 00000020 00000003"},
		{"cut", "m: C>CALL 7 cut=20", "00000007 00000001 00000020 00000000 00000000"},
		{"poke", "m: C>CALL 7 cut=8 poke=4:deadbeef", "00000007 deadbeef"},
		{"raw", "m: C>CALL 7 raw=0102", "0102"},
		{"send", "m: C>SEND raw=01020304", "01020304"},
		{"nothing", "m: C>SEND len=0 ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.notation)
			if got, want := payload(t, tr, "m"), unhex(t, tt.want); !bytes.Equal(got, want) {
				t.Errorf("got %x, want %x", got, want)
			}
		})
	}
}

func TestReplies(t *testing.T) {
	const accepted = "00000001 00000001 00000000 00000000 00000000 00000000"
	for _, tt := range []struct{ name, notation, want string }{
		{"null", "C>CALL 1 NULL; m: S>REPLY 1", accepted},
		{"garbage", "C>CALL 1; m: S>REPLY 1 GARBAGE_ARGS", "00000001 00000001 00000000 00000000 00000000 00000004"},
		{"mismatch", "C>CALL 1; m: S>REPLY 1 PROG_MISMATCH(4,3)",
			"00000001 00000001 00000000 00000000 00000000 00000002 00000004 00000003"},
		{"rpc mismatch", "C>CALL 1; m: S>REPLY 1 RPC_MISMATCH(2,2)", "00000001 00000001 00000001 00000000 00000002 00000002"},
		{"denied", "C>CALL 1; m: S>REPLY 1 deny=5", "00000001 00000001 00000001 00000001 00000005"},
		{"no such reply", "C>CALL 1 NULL; m: S>REPLY 1 rstat=7", "00000001 00000001 00000007 00000000 00000000 00000000"},
		{"exists", "C>CALL 1 v3 MKDIR; m: S>REPLY 1 EXIST", accepted + "00000011 00000000 00000000"},
		{"inline", "C>CALL 1 v3 READ count=6; m: S>REPLY 1",
			accepted + "00000000 00000000 00000006 00000001 00000006 00010203 04050000"},
		{"reduced", "C>CALL 1 v3 READ count=6 wr=(1,6); m: S>REPLY 1 wr=(1,6)",
			accepted + "00000000 00000000 00000006 00000001 00000006"},
		{"pad left", "C>CALL 1 v3 READ count=6 wr=(1,6); m: S>REPLY 1 wr=(1,6) padleft",
			accepted + "00000000 00000000 00000006 00000001 00000006 0000"},
		{"chunk not used", "C>CALL 1 v3 READ count=4 wr=(1,6); m: S>REPLY 1 wr=(1,0)",
			accepted + "00000000 00000000 00000004 00000001 00000004 00010203"},
		{"count against chunk", "C>CALL 1 v3 READ count=9 wr=(1,9); m: S>REPLY 1 wr=(1,9) count=8",
			accepted + "00000000 00000000 00000008 00000001 00000008"},
		{"compound", "C>CALL 1 v4 [PUTFH READ(4) READ(4)]; m: S>REPLY 1 [PUTFH READ(2) READ(1)] wr=(1,2) wr=(2,1)",
			accepted + "00000000 00000000 00000003 00000016 00000000" +
				"00000019 00000000 00000001 00000002 00000019 00000000 00000001 00000001"},
		{"compound failed", "C>CALL 1 v4 [PUTFH READ]; m: S>REPLY 1 STALE", accepted + "00000046 00000000 00000002 00000016 00000000 00000019 00000046"},
		{"write repeats the count", "C>CALL 1 v3 WRITE rd=(p,4096,1); m: S>REPLY 1",
			accepted + "00000000 00000000 00000000 00001000 00000002 0000000000000000"},
		{"on another connection", "C>CALL 1 NULL; est; m: S>REPLY 1", accepted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := payload(t, trace.Make(t, tt.notation), "m")
			if i := bytes.Index(got[16:], unhex(t, "00000001 00000001")); i >= 0 {
				got = got[16+i:] // behind the lists
			}
			if want := unhex(t, tt.want); !bytes.HasSuffix(got, want) {
				t.Errorf("got %x, want …%x", got, want)
			}
		})
	}
}

func TestLengths(t *testing.T) {
	for _, tt := range []struct {
		notation string
		want     int
	}{
		{"m: C>CALL 1", 28 + 120},
		{"m: C>CALL 1 len=4096", 4096},
		{"m: C>CALL 1 len=1001", 1001},
		{"m: C>CALL 1 len=160", 160},
		{"m: C>CALL 1 v3 READ len=1100", 1100},
		{"C>CALL 1 v3 READ count=4096; m: S>REPLY 1 len=2000", 2000},
		{"C>CALL 1; m: S>REPLY 1 len=300", 300},
		{"m: C>CALL 1 v3 WRITE count=100", 28 + 140 + 100},
		{"m: C>CALL 1 v3 WRITE rd=(p,4096,1)", 28 + 24 + 140},
		{"m: C>CALL 1 v4 [WRITE(4094) GETATTR] rd=(p,4094,1)", 28 + 24 + 84 + 12 + 36 + 12},
		{"m: C>CALL 1 v4 [WRITE(4094) GETATTR] rd=(p,4094,1) padleft", 28 + 24 + 84 + 12 + 36 + 2 + 12},
		{"m: C>CALL 1 gss service=3 v3 WRITE rd=(p,4096,1)", 28 + 24 + 24 + 36 + 36 + 4},
		{"m: C>CALL 1 gss=INIT rd=(p,2000,1)", 28 + 24 + 24 + 36 + 8 + 4},
		{"m: C>CALL 1 credlen=500", 28 + 24 + 8 + 500 + 8 + 36},
	} {
		if got := len(payload(t, trace.Make(t, tt.notation), "m")); got != tt.want {
			t.Errorf("%s: got %d bytes, want %d", tt.notation, got, tt.want)
		}
	}
}

// A Long Call is read from memory that holds it, a Long Reply is written before
// the message that announces it.
func TestLongMessages(t *testing.T) {
	tr := trace.Make(t, `
		C>NOMSG 1 rd=(0,1000,1)(0,500,2) rc=(3,3000)
		S>READ 2
		tail: C>RRESP
		S>READ 1
		head: C>RRESP
		half: S>WRITE 3 0 1500
		rest: S>WRITE 3 1500 1500
		S>NOMSG 1 rc=(3,3000)`)
	call := append(payload(t, tr, "head"), payload(t, tr, "tail")...)
	want := unhex(t, rpcHead)
	want[23] = 7 // WRITE
	if !bytes.HasPrefix(call, want) {
		t.Errorf("got Call %x, want %x…", call[:len(want)], want)
	}
	if n := binary.BigEndian.Uint32(call[136:]); len(call) != 1500 || n != 1500-140 {
		t.Errorf("got a Call of %d bytes with %d bytes of data, want 1500 with %d", len(call), n, 1500-140)
	}
	half, rest := payload(t, tr, "half"), payload(t, tr, "rest")
	if want := unhex(t, "00000001 00000001 00000000"); !bytes.HasPrefix(half, want) || len(half)+len(rest) != 3000 {
		t.Errorf("got Reply %x… of %d bytes, want %x… of 3000", half[:12], len(half)+len(rest), want)
	}
}

func TestPadByte(t *testing.T) {
	got := payload(t, trace.Make(t, "m: C>CALL 1 pad=0x55"), "m")
	if want := unhex(t, "6e65 745555"); !bytes.Contains(got, want) {
		t.Errorf("got %x, want the machine name to end in %x", got, want)
	}
}
