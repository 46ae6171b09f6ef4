package rules

import (
	"strings"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// healthy are ways in which peers behave that look odd and break nothing: the
// list of the standard's requirements, section 4.
var healthy = []struct {
	name, trace string
	but         string // a rule that the trace breaks beside the point
}{
	{
		name:  "1: the server invalidates, though its own R flag is clear",
		trace: "est[R1 4K/4K | R0 4K/4K]; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096) SINV(h); exchange",
	},
	{
		name: "2: a pad segment with one long-lived handle in many outstanding Calls",
		trace: "est; exchange; C>CALL 1 v3 READ count=4094 wr=(a,4094)(pad,4); C>CALL 2 v3 READ count=4094 wr=(b,4094)(pad,4); " +
			"S>WRITE a 0 4094; S>REPLY 1 count=4094 wr=(a,4094)(pad,0); S>WRITE b 0 4094; S>REPLY 2 count=4094 wr=(b,4094)(pad,0); exchange",
	},
	{
		name:  "3: an offered Reply chunk is used for a short Reply",
		trace: "est; exchange; C>CALL 1 rc=(h,4096); S>WRITE h 0 112; S>NOMSG 1 rc=(h,112); exchange",
	},
	{
		name:  "4: the grant is a constant below the request",
		trace: "est; C>CALL 1 cr=128; S>REPLY 1 cr=64; C>CALL 2..20 cr=128; S>REPLY 2..20 cr=64; exchange",
	},
	{
		name:  "4: the grant is a constant above the request",
		trace: "est; C>CALL 1 cr=16; S>REPLY 1 cr=64; C>CALL 2..17 cr=16; S>REPLY 2..17 cr=64; exchange",
	},
	{
		name:  "5: no RNR retry, no flow control",
		trace: "est[R1 4K/4K rnr=0 | R0 4K/4K rnr=0]; set code=31; exchange 5; C>DREQ; S>DREP",
	},
	{
		name: "6: a handle comes back",
		trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); " +
			"C>CALL 2 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 2 wr=(h,4096); exchange",
	},
	{
		name: "7: Calls sent again after a reconnect, one before the first grant",
		trace: "est; exchange; C>CALL 1; C>CALL 2; C>CALL 3; C>DREQ; S>DREP; " +
			"est; @2 C>CALL 1; @2 S>REPLY 1; @2 C>CALL 2; @2 C>CALL 3; @2 S>REPLY 2; @2 S>REPLY 3; @2 exchange",
	},
	{
		name:  "8: the first Call is no NULL",
		trace: "est; C>CALL 1 v3 FSINFO; S>REPLY 1; exchange",
	},
	{
		name: "9: a READ of nothing leaves its Write chunk unused",
		trace: "est; C>CALL 1 v4 [PUTFH READ(4096) READ(4096)] wr=(h,4096) wr=(k,4096); S>WRITE k 0 4096; " +
			"S>REPLY 1 [PUTFH READ(0) READ(4096)] wr=(h,0) wr=(k,4096); exchange",
		but: "nfs/chunk-complexity",
	},
	{
		name: "9: and the next READ uses it",
		trace: "est; C>CALL 1 v4 [PUTFH READ(4096) READ(4096)] wr=(h,4096) wr=(k,4096); S>WRITE h 0 4096; " +
			"S>REPLY 1 [PUTFH READ(0) READ(4096)] wr=(h,4096) wr=(k,0); exchange",
		but: "nfs/chunk-complexity",
	},
	{
		name:  "10: a segment is pulled by several Reads, last part first",
		trace: "est; C>CALL 1 v3 WRITE count=8192 rd=(p,8192,h); S>READ h 4096 4096; S>READ h 1000 3096; S>READ h 0 1000; C>RRESP; C>RRESP; C>RRESP; S>REPLY 1; exchange",
	},
	{
		name: "10: segments are written in any order and any pieces",
		trace: "est; C>CALL 1 v3 READ count=8192 wr=(a,4096)(b,4096); S>WRITE b 2048 2048; S>WRITE a 0 4096; S>WRITE b 0 2048; " +
			"S>REPLY 1 count=8192 wr=(a,4096)(b,4096); exchange",
	},
	{
		name:  "11: more was written than is returned",
		trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=1000 wr=(h,1000); exchange",
	},
	{
		name: "12: reverse Calls and Replies interleave with forward ones",
		trace: "est; backchannel; C>CALL 1; S>CALL r1 cr=2; S>REPLY 1; C>REPLY r1 cr=16; C>CALL 2; S>CALL r2 cr=2; C>CALL 3; C>REPLY r2 cr=16; " +
			"S>CALL r3 cr=2; S>REPLY 3; S>REPLY 2; C>REPLY r3 cr=16; exchange",
	},
	{
		name:  "12: as many reverse Calls at once as the server requests",
		trace: "est; backchannel; S>CALL r1 cr=2; C>REPLY r1 cr=16; S>CALL r2 cr=2; S>CALL r3 cr=2; C>REPLY r2 cr=16; C>REPLY r3 cr=16; exchange",
	},
	{
		name:  "13: several connections with overlapping XIDs",
		trace: "est; @1 exchange; est; @2 exchange; @1 C>CALL 1; @2 C>CALL 1; @2 S>REPLY 1; @1 S>REPLY 1; @1 exchange; @2 exchange",
	},
	{
		name:  "13: NFSACL beside NFS",
		trace: "est; exchange; C>CALL 1 prog=100227 v=3 p=1; S>REPLY 1; exchange",
	},
	{
		name:  "14: RDMA_ERROR of 20 bytes",
		trace: "est; exchange; C>CALL 1 v3 FSINFO; S>ERR 1 CHUNK; exchange",
	},
	{
		name:  "15: a canceled RPC, whose memory was invalidated before the Write came",
		trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; C>NAK(62); S>DREQ",
	},
	{
		name:  "16: an idle client disconnects",
		trace: "est; exchange 3; wait 300s; C>DREQ; S>DREP",
	},
	{
		name:  "a Reply and the next Call cross",
		trace: "est; exchange; C>CALL 1; C>CALL 2; S>REPLY 1; C>CALL 3; S>REPLY 2; C>CALL 4; S>REPLY 3; S>REPLY 4; exchange",
	},
	{
		name:  "packets lost on the way and sent again",
		trace: "est; C>CALL 1; S>REPLY 1; lost C>CALL 2; C>again 2; S>REPLY 2; C>CALL 3; lost S>REPLY 3; S>again 3; exchange",
	},
	{
		name:  "every packet captured twice",
		trace: "dup est; dup C>CALL 1; dup S>REPLY 1; dup C>CALL 2; dup C>CALL 3; dup S>REPLY 2; dup S>REPLY 3; dup exchange",
	},
	{
		name:  "one acknowledgement for several Calls",
		trace: "est; exchange; noack; C>CALL 1; C>CALL 2; C>CALL 3; S>ACK(3); S>REPLY 1; S>REPLY 2; S>REPLY 3; C>ACK(3); acks; exchange",
	},
}

// Nothing worse than a note is said of healthy peers, whatever of them was
// captured.
func TestHealthy(t *testing.T) {
	for _, tt := range healthy {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			for _, f := range lint(t, tr, func(r *Rule) bool { return !r.Off }).Findings {
				if f.Proven() && f.Severity > Note && f.Rule.ID != tt.but {
					t.Errorf("%s: %s\n%s", listed(f), f.Message, tt.trace)
				}
			}
			sound(t, tt.trace)
		})
	}
}

// The rules of credits are exercised by healthy peers, and held.
func TestHealthyCoverage(t *testing.T) {
	for _, tt := range healthy {
		if !strings.HasPrefix(tt.name, "4:") && !strings.HasPrefix(tt.name, "12:") {
			continue
		}
		res := lint(t, trace.Make(t, tt.trace), nil)
		for _, r := range []*Rule{creditFirstCall, creditExceeded, creditAboveRequest, creditZeroGrant} {
			c := covered(res, r)
			if c.Held == 0 || c.Undecided+c.Inconclusive+c.Violated > 0 {
				t.Errorf("%s: %s: held %d, undecided %d, inconclusive %d, violated %d; want all held",
					tt.name, r.ID, c.Held, c.Undecided, c.Inconclusive, c.Violated)
			}
		}
	}
}
