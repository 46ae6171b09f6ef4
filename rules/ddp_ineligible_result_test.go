package rules

import "testing"

func TestDDPIneligibleResult(t *testing.T) {
	const found = "ddp/ineligible-result error server @bad"
	runTraces(t, ddpIneligibleResult, []traceTest{
		{
			name:  "attributes",
			trace: "est; bad0: C>CALL 1 v3 GETATTR wr=(h,4096); S>WRITE h 0 84; bad: S>REPLY 1 reduced wr=(h,84); exchange",
			want:  []string{"write/offered-ineligible warning client @bad0", found},
		},
		{
			name:  "attributes, asked for by a Long Call",
			trace: "est; bad0: C>NOMSG 1 v3 GETATTR rd=(0,120,h) wr=(k,4096); S>READ h; C>RRESP; S>WRITE k 0 84; bad: S>REPLY 1 reduced wr=(k,84); exchange",
			want:  []string{"write/offered-ineligible warning client @bad0", found},
		},
		{
			name:  "a COMPOUND without a READ",
			trace: "est; bad0: C>CALL 1 v4 [PUTFH GETATTR] wr=(h,4096); S>WRITE h 0 84; bad: S>REPLY 1 wr=(h,84); exchange",
			want:  []string{"write/offered-ineligible warning client @bad0", found},
		},
		{
			name:  "READ_PLUS",
			trace: "est; bad0: C>CALL 1 v4 [PUTFH READ_PLUS] minor=2 wr=(h,4096); S>WRITE h 0 84; bad: S>REPLY 1 wr=(h,84); exchange",
			want:  []string{"write/offered-ineligible warning client @bad0", found},
		},
		{
			name:  "a callback",
			trace: "est; backchannel; bad0: S>CALL r1 wr=(h,4096); C>WRITE h 0 84; bad: C>REPLY r1 wr=(h,84); exchange",
			want:  []string{"write/offered-ineligible warning server @bad0", "ddp/ineligible-result error client @bad"},
		},
		{
			name:  "nothing in the chunk",
			trace: "est; bad0: C>CALL 1 v3 GETATTR wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{"write/offered-ineligible warning client @bad0"},
		},
		{
			name:  "data of a READ",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
		},
		{
			name:  "a program without a binding",
			trace: "est; C>CALL 1 prog=400122 v=1 p=1 wr=(h,4096); S>WRITE h 0 84; S>REPLY 1 wr=(h,84); exchange",
		},
		{
			name:  "a program with the number of a callback program",
			trace: "est; C>CALL 1 prog=0x40000001 v=1 p=1 args=00000004 wr=(h,4096); S>WRITE h 0 84; S>REPLY 1 wr=(h,84); exchange",
		},
		{
			name:  "an operation that is not known",
			trace: "est; C>CALL 1 v4 [PUTFH READ_PLUS] wr=(h,4096); S>WRITE h 0 84; S>REPLY 1 wr=(h,84); exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad0: C>CALL 1 v3 GETATTR wr=(h,4096); S>WRITE h 0 84; bad: S>REPLY 1 reduced wr=(h,84); exchange",
			want:  []string{"write/offered-ineligible warning client @bad0", found + " START"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; bad0: C>CALL 1 v3 GETATTR wr=(h,4096); S>WRITE h 0 84; bad: S>REPLY 1 reduced wr=(h,84)",
			want:  []string{"write/offered-ineligible warning client @bad0", found + " SEQ-C"},
		},
	})
}
