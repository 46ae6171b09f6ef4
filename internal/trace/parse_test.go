package trace_test

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ notation, want string }{
		{"est; C>CALL 1 bogus", `trace: 1:15: unknown word "bogus"`},
		{"est\n\n  C>JUMP 1", `trace: 3:3: unknown word "JUMP"`},
		{"jump", `trace: 1:1: unknown word "jump"`},
		{"C>CALL 1 cr=many", `trace: 1:10: cr=many is not a number`},
		{"C>CALL 1 cr=0x100000000", `trace: 1:10: cr=0x100000000 is above 4294967295`},
		{"C>CALL 1 rd=(1,2", `trace: 1:10: '(' is never closed`},
		{"C>CALL 1)", `trace: 1:9: ')' closes nothing`},
		{"C>CALL 1 rd=(1,2)", `trace: 1:10: a read segment is (position,length,handle[,offset])`},
		{"C>CALL 1 wr=(1,2,3,4)", `trace: 1:10: a segment is (handle,length[,offset])`},
		{"C>CALL 1 wr=x", `trace: 1:10: a segment is (handle,length[,offset])`},
		{"C>CALL 1 rc=x", `trace: 1:10: expected (…) and found "x"`},
		{"C>CALL 1 rd=(x,2,3)", `trace: 1:10: "x" is not a 32-bit number`},
		{"C>CALL 1 rd=(px,2,3)", `trace: 1:1: "px" is not a position`},
		{"C>CALL 1 v4 [PUTFH FLY]", `trace: 1:13: unknown operation "FLY"`},
		{"C>CALL 1 raw=xy", `trace: 1:10: raw=xy is not hexadecimal`},
		{"C>CALL 1 gss=NO", `trace: 1:10: gss=NO is none of DATA, INIT, CONTINUE, DESTROY`},
		{"C>CALL 1 poke=200:00", `trace: 1:10: poke=200:00 does not fit a message of 148 bytes`},
		{"S>RRESP", `trace: 1:1: RRESP: the other side has no such operation open`},
		{"S>ACK", `trace: 1:1: there is nothing that ACK could answer`},
		{"C>CALL 1; S>RNR(2)", `trace: 1:11: there is nothing that RNR could answer`},
		{"S>NAK", `trace: 1:1: NAK needs a code from 60 to 7f in brackets`},
		{"C>CALL 1; S>ACK(1 code 32)", `trace: 1:11: code "32" is not a number up to 31`},
		{"C>again 1", `trace: 1:1: nothing to send again`},
		{"S>WRITE", `trace: 1:1: WRITE needs a handle`},
		{"S>WRITE h 0", `trace: 1:11: WRITE needs a length behind the offset`},
		{"S>WRITE h 0 17M", `trace: 1:13: "17M" is not a length up to 16777216`},
		{"est[R2]", `trace: 1:1: unknown word "R2"`},
		{"est[1500/4K]", `trace: 1:1: size "1500" is not a multiple of 1K up to 256K`},
		{"est[mtu=1500]", `trace: 1:1: mtu is not 256, 512, 1024, 2048 or 4096`},
		{"est[at=48 | pd=zz]", `trace: 1:1: pd=zz is not hexadecimal`},
		{"est[at=49]", `trace: 1:1: at=49 is above 48`},
		{"C>REQ[qpt=TC]", `trace: 1:1: "TC" is not RC, UC, RD or XRC`},
		{"est; @2 C>CALL 1", `trace: 1:6: there is no connection 2`},
		{"est; conn 2", `trace: 1:6: "2" is not a connection`},
		{"@3 C>REQ", `trace: 1:1: this begins connection 1, not 3`},
		{"@x C>CALL 1", `trace: 1:1: "@x" is not a connection`},
		{"a: est; a: est", `trace: 1:9: "a" is the name of an earlier statement`},
		{"drop", `trace: 1:1: nothing follows the prefix`},
		{"drop=0 C>CALL 1", `trace: 1:1: "0" is not a list of packets`},
		{"late=0 C>CALL 1", `trace: 1:1: "late=0" is not a number of statements`},
		{"snap=x C>CALL 1", `trace: 1:1: "snap=x" is not a snapshot length`},
		{"+5 C>CALL 1", `trace: 1:1: "+5" is not a time`},
		{"wait", `trace: 1:1: wait needs a time such as 30s`},
		{"wait -1s", `trace: 1:1: wait needs a time such as 30s`},
		{"host X1", `trace: 1:6: unknown word "X1"`},
		{"host C0", `trace: 1:6: "C0" is not a host`},
		{"exchange 0", `trace: 1:10: "0" is not a number of exchanges`},
		{"C>CALL 5..2", `trace: 1:1: "5..2" is not a range of transactions`},
		{"C>CALL 1..99999", `trace: 1:1: "1..99999" is not a range of transactions`},
		{"C>gap", `trace: 1:1: gap needs a number`},
		{"frame 0x1", `trace: 1:7: "0x1" is not hexadecimal`},
		{"C>CALL(1)x 1", `trace: 1:1: unknown word "CALL(1)x"`},
		{"C>CALL 1..3 len=16M; C>CALL 4..40 len=16M", `trace: 1:22: the trace has more than 67108864 bytes`},
	} {
		_, err := trace.Parse(tt.notation)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.notation, err, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	tr := trace.Make(t, `
		# a comment; est
		one: C>CALL 1 wr=(h,  4096)
		                              # another
		C>CALL 2 as two ; three: late dup snap=50 C> CALL 3
		S>ACK(
			3)`)
	want := []string{
		"one: C>CALL 1 wr=(h,  4096)", ": implied ACK of C>CALL 1 wr=(h,  4096)", "two: C>CALL 2", ": implied ACK of C>CALL 2",
		": S>ACK(    3)", "three: C> CALL 3", "three: C> CALL 3",
	}
	var got []string
	for _, f := range tr.Frames() {
		got = append(got, f.Name+": "+f.Label)
	}
	compare(t, got, want)
	if f := tr.Frames()[5]; len(f.Data) != 50 || f.Orig != 62+28+120-4 {
		t.Errorf("got %d of %d bytes, want 50 of %d", len(f.Data), f.Orig, 62+28+120-4)
	}
}

func TestNames(t *testing.T) {
	if got, want := trace.Handle("0x10"), uint32(16); got != want {
		t.Errorf("got handle %#x, want %#x", got, want)
	}
	if got, want := trace.Handle("h"), uint32(0xed0c3757); got != want {
		t.Errorf("got handle %#x, want its FNV-1a hash %#x", got, want)
	}
	if got, want := trace.Base(5), uint64(5<<32); got != want {
		t.Errorf("got base %#x, want %#x", got, want)
	}
	for name, want := range map[string]uint32{"7": 7, "0x5a": 0x5a, "r3": 0x52000003, "2K": 2048} {
		if got, ok := trace.XID(name); !ok || got != want {
			t.Errorf("XID(%q): got %#x, %v, want %#x", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "x", "r", "0x100000000", "r0x1000000", "-1"} {
		if got, ok := trace.XID(name); ok {
			t.Errorf("XID(%q): got %#x, want none", name, got)
		}
	}
}

// Each notation is one that a rule's test may be written in.
func TestNotations(t *testing.T) {
	for notation := range strings.Lines(notations) {
		notation = strings.TrimSpace(notation)
		if notation == "" {
			continue
		}
		tr, err := trace.Parse(notation)
		if err != nil {
			t.Errorf("%s: %v", notation, err)
			continue
		}
		if tr.Len() == 0 {
			t.Errorf("%s: got no frame", notation)
		}
	}
}

const notations = `
est; exchange; C>CALL 1 cr=2; S>REPLY 1 cr=32; C>CALL 2..4 cr=2
est; backchannel; S>CALL r1; S>CALL r2; C>REPLY r1 cr=4
est; C>CALL 1; S>REPLY 1 cr=8; C>CALL 2; C>CALL 3; S>RNR(3); C>DREQ
est; C>CALL 1; S>REPLY 1 cr=8; C>RNR(1); S>DREQ
est[e2e|e2e]; C>CALL 1; S>REPLY 1 cr=32; C>CALL 2; S>ACK(code 2)
est[R1 4K/4K|R0 4K/4K]; C>CALL 1 len=2000; S>NAK(61)
C>REQ[1K/1K]; S>REP[4K/4K]; C>RTU; C>CALL 1 len=1100
C>REQ[none]; S>REP[none]; C>RTU; C>CALL 1 len=1500; S>ACK
est; C>msg 1 proc=7; S>ERR 1 CHUNK
est; S>CALL r1 rd=(0,40,k); C>ERR r1 CHUNK
est; C>CALL 1 wr=(count=1000000)(h,4096) cut=100
est; C>SEND len=12
est; C>CALL 1; S>ERR 1 VERS cut=20
est; C>NOMSG 1; S>NOMSG 1 rc=(h,0)
est; C>NOMSG 1 rd=(0,5000,h) trail=40
est; C>CALL 1 payload=; S>REPLY 1
est; C>CALL hdr=1 rpc=2
est; C>CALL 5 v4 [SEQUENCE PUTFH GETATTR]; wait 30s; C>CALL 5 v4 [SEQUENCE PUTFH GETATTR]
est; C>CALL 1 rd=(200,8,h),(100,8,h),(200,8,h)
est; C>CALL 1 WRITE count=4096 rd=(p,8192,h)
est; C>CALL 1 v3 READ count=4094 wr=(h,4094)(pad,4); S>WRITE h 0 4094; S>REPLY 1 wr=(h,4094)(pad,0)
est; C>CALL 1 wr=(empty) (h,4096); S>REPLY 1 wr=(empty) (h,4096)
est; C>CALL 1 rc=(h,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000)
est; C>CALL 1 wr=(h,4096,@0x1000); S>WRITE h @0x1000 8192; C>NAK(62)
C>REQ[resp=1]; S>REP[init=1]; C>RTU; C>CALL 1 v3 WRITE rd=(p,64,a)(p,64,b); S>READ a; S>READ b; C>RRESP a
est; C>CALL 1 CREATE; S>REPLY 1 OK; C>DREQ; est; C>CALL 1 CREATE; S>REPLY 1 EXIST
est; C>CALL 1 gss=DATA service=2 v3 READ; S>REPLY 1
est; C>CALL 1 v4 [CREATE_SESSION] flags=2 backmax=4068; S>REPLY 1; S>NOMSG r1 rd=(0,6000,k)
est[flags=0x03]; est[version=2]; est[|at=4]; est[4K/4K|none]
est; C>CALL 1 rpcvers=3; S>REPLY 1 RPC_MISMATCH(2,2)
est[port=20050]; C>CALL 1 v4; S>REPLY 1
est[|rnr=7]; C>CALL 1; S>RNR(1); C>again 1; S>ACK; S>REPLY 1
est; host C2; est; @1 C>CALL 1; @2 C>CALL 1; conn 1; S>REPLY 1; conn 2; S>REPLY 1
est; C>CALL 1; late S>REPLY 1; C>CALL 2; exchange
snap=96 C>CALL 1; S>REPLY 1; frame ffffffffffff0200000000010806
est; C>CALL 1 v2 READ; S>REPLY 1; C>CALL 2 prog=100005 v=3 p=1 args=00000000; S>REPLY 2
`
