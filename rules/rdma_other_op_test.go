package rules

import "testing"

func TestRDMAOtherOp(t *testing.T) {
	runTraces(t, rdmaOtherOp, []traceTest{
		{name: "immediate data", trace: "est; exchange; i: C>CALL 1 imm; S>REPLY 1; exchange",
			want: []string{"rdma/other-op note client @i"}},
		{name: "immediate data on a Write", trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); i: S>WRITE h 0 4096 imm; S>REPLY 1 wr=(h,4096); exchange",
			want: []string{"rdma/other-op note server @i"}},
		{name: "atomic operations", trace: "est; exchange; i: C>FADD h 0 8; S>ARESP; C>CSWAP h 0 8; S>ARESP; exchange",
			want: []string{"rdma/other-op note client @i"}},
		{name: "both", trace: "est; exchange; i: C>FADD h 0 8; S>ARESP; C>CALL 1 imm; j: S>REPLY 1 imm; exchange",
			want: []string{"rdma/other-op note client @i", "rdma/other-op note server @j"}},
		{name: "capture begins later", trace: "drop est; exchange 2; i: C>CALL 1 imm; S>REPLY 1; exchange",
			want: []string{"rdma/other-op note client @i CM"}},
		{name: "none", trace: "est; exchange; C>CALL 1 v3 WRITE rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1 se; exchange"},
	})
}
