package trace_test

import (
	"testing"
	"time"

	"rpcrdma-lint/internal/trace"
)

// Connection 1 starts at PSN c01000 from the client and 501000 from the server.
func TestSequence(t *testing.T) {
	for _, tt := range []struct{ name, notation, want string }{
		{"first call too many", "est; C>CALL 1 cr=32; C>CALL 2 cr=32; S>REPLY 1 cr=32; S>REPLY 2 cr=32", `
			C CM 10
			S CM 13
			C CM 14
			C 04 c01000
			S 11 c01000 1f/1
			C 04 c01001
			S 11 c01001 1f/2
			S 04 501000
			C 11 501000 1f/1
			S 04 501001
			C 11 501001 1f/2`},
		{"refused by the server", "drop est; C>CALL 1; C>CALL 2; S>ACK(1); S>RNR(2); C>DREQ; S>DREP", `
			C 04 c01000
			C 04 c01001
			S 11 c01000 1f/1
			S 11 c01001 2c/1
			C CM 15
			S CM 16`},
		{"a range, of which the last is refused", "C>CALL 2..4; S>ACK(2..3); S>RNR(4) timer=1; C>again 4", `
			C 04 c01000
			C 04 c01001
			C 04 c01002
			S 11 c01000 1f/1
			S 11 c01001 1f/2
			S 11 c01002 21/2
			C 04 c01002
			S 11 c01002 1f/3`},
		{"nothing is implied behind a refused request", "C>CALL 1; C>CALL 2; S>RNR(1); C>again 1; C>again 2", `
			C 04 c01000
			C 04 c01001
			S 11 c01000 2c/0
			C 04 c01000
			S 11 c01000 1f/1
			C 04 c01001
			S 11 c01001 1f/2`},
		{"answers without a target belong to the latest", "C>CALL 1; S>REPLY 1; C>ACK(code 9); S>REPLY 1; C>RNR", `
			C 04 c01000
			S 11 c01000 1f/1
			S 04 501000
			C 11 501000 09/1
			S 04 501001
			C 11 501001 2c/1`},
		{"no implied ACKs", "noack; C>CALL 1; acks; C>CALL 2 noack; C>CALL 3", `
			C 04 c01000
			C 04 c01001
			C 04 c01002
			S 11 c01002 1f/3`},
		{"several packets", "set mtu=256; C>CALL 1 len=600; S>NAK(61 1 last)", `
			C 00 c01000
			C 01 c01001
			C 02 c01002
			S 11 c01002 61/0`},
		{"RDMA", "set mtu=1024; S>WRITE 0x10 256 2500; S>READ 0x11 0 2048; C>RRESP; S>WRITE 0x10 @5 0", `
			S 06 501000 1000000100+2500
			S 07 501001
			S 08 501002
			C 11 501002 1f/1
			S 0c 501003 1100000000+2048
			C 0d 501003 1f/2
			C 0f 501004 1f/2
			S 0a 501005 5+0
			C 11 501005 1f/3`},
		{"a READ takes what the Call offered, and is sent again from its middle",
			"C>CALL 1 v3 WRITE rd=(p,3000,0x20); S>READ 0x20; C>RRESP; S>again READ 0x20 from=2048; C>RRESP", `
			C 04 c01000
			S 11 c01000 1f/1
			S 0c 501000 2000000000+3000
			C 0d 501000 1f/1
			C 0e 501001
			C 0f 501002 1f/1
			S 0c 501002 2000000800+952
			C 10 501002 1f/1`},
		{"refused operations", "S>WRITE h 0 4; C>NAK(62); S>READ k 0 8; C>NAK(62 h=k)", `
			S 0a 501000 ed0c375700000000+4
			C 11 501000 62/0
			S 0c 501001 ee0c38ea00000000+8
			C 11 501001 62/1`},
		{"atomics and others", "C>FADD 1 0 8; S>ARESP; C>CSWAP 1 0 8; S>ARESP; S>CNP; C>SEND len=0; S>SEQNAK", `
			C 14 c01000
			S 12 c01000 1f/1
			C 13 c01001
			S 12 c01001 1f/2
			S 81 000000
			C 04 c01002
			S 11 c01002 60/2`},
		{"kinds of Send", "noack; set mtu=256; C>CALL 1 SINV(7); C>CALL 2 imm; C>CALL 3 SINV(7) len=300; C>CALL 4 imm=9 len=300; S>WRITE 1 0 4 imm", `
			C 17 c01000
			C 05 c01001
			C 00 c01002
			C 16 c01003
			C 00 c01004
			C 03 c01005
			S 0b 501000 100000000+4`},
		{"numbers around the edge", "C>REQ[psn=0xffffff mtu=256]; S>REP[psn=0xfffffe]; C>RTU; C>CALL 1 len=700; S>CALL r1; S>CALL r2", `
			C CM 10
			S CM 13
			C CM 14
			C 00 fffffe
			C 01 ffffff
			C 02 000000
			S 11 000000 1f/1
			S 04 ffffff
			C 11 ffffff 1f/1
			S 04 000000
			C 11 000000 1f/2`},
		{"a gap", "C>CALL 1; C>gap 2; C>CALL 2", `
			C 04 c01000
			S 11 c01000 1f/1
			C 04 c01003
			S 11 c01003 1f/2`},
		{"lost by the capture", "set mtu=256; drop C>CALL 1; drop=2 C>CALL 2 len=700; S>ACK(psn=0xc01009)", `
			S 11 c01000 1f/1
			C 00 c01001
			C 02 c01003
			S 11 c01003 1f/2
			S 11 c01009 1f/2`},
		{"lost on the way", "lost C>CALL 1; C>CALL 2; S>SEQNAK(1); C>again 1; C>again 2", `
			C 04 c01001
			S 11 c01000 60/0
			C 04 c01000
			S 11 c01000 1f/1
			C 04 c01001
			S 11 c01001 1f/2`},
		{"late", "late C>CALL 1; C>CALL 2; late=2 S>REPLY 1 noack; S>REPLY 2; S>CALL r1", `
			S 11 c01000 1f/1
			C 04 c01001
			S 11 c01001 1f/2
			C 04 c01000
			S 04 501001
			C 11 501001 1f/2
			S 04 501002
			C 11 501002 1f/3
			S 04 501000`},
		{"twice", "set mtu=256; dup C>CALL 1 len=300", `
			C 00 c01000
			C 00 c01000
			C 02 c01001
			C 02 c01001
			S 11 c01001 1f/1`},
		{"again, of the connection", "C>REQ; C>again REQ; S>REJ(8)", `
			C CM 10
			C CM 10
			S CM 12`},
		{"exchanges", "exchange 2", `
			C 04 c01000
			S 11 c01000 1f/1
			S 04 501000
			C 11 501000 1f/1
			C 04 c01001
			S 11 c01001 1f/2
			S 04 501001
			C 11 501001 1f/2`},
		{"exchanges with arguments", "set mtu=256; exchange 1 v3 WRITE len=300 noack", `
			C 00 c01000
			C 02 c01001
			S 04 501000
			C 11 501000 1f/1`},
		{"connections", "drop est; drop est; C>CALL 1; @1 C>CALL 1; conn 1; S>REPLY 1", `
			C 04 c02000
			S 11 c02000 1f/1
			C 04 c01000
			S 11 c01000 1f/1
			S 04 501000
			C 11 501000 1f/1`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			compare(t, dumpAll(trace.Make(t, tt.notation)), lines(tt.want))
		})
	}
}

func TestTimes(t *testing.T) {
	tr := trace.Make(t, "C>CALL 1; +2us S>REPLY 1 noack; wait 30s; drop C>CALL 2 noack; dup C>CALL 3 noack; +7us late C>CALL 4 noack; exchange")
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	want := []time.Duration{
		0, 5 * time.Microsecond, // Call 1 and its ACK
		7 * time.Microsecond,
		30*time.Second + 27*time.Microsecond, // Call 3, after the dropped one
		30*time.Second + 28*time.Microsecond, // and its copy
		30*time.Second + 38*time.Microsecond, // the exchange: Call and ACK
		30*time.Second + 43*time.Microsecond,
		30*time.Second + 50*time.Microsecond, // Call 4
		30*time.Second + 60*time.Microsecond,
		30*time.Second + 65*time.Microsecond,
	}
	frames := tr.Frames()
	if len(frames) != len(want) {
		t.Fatalf("got %d frames, want %d", len(frames), len(want))
	}
	for i, w := range want {
		if got := frames[i].Time.Sub(start); got != w {
			t.Errorf("frame %d (%s): got %v after the start, want %v", i+1, frames[i].Label, got, w)
		}
	}
}
