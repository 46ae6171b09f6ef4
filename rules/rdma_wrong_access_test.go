package rules

import "testing"

func TestRDMAWrongAccess(t *testing.T) {
	const before, after = "est; exchange; ", "; S>REPLY 1; exchange"
	runTraces(t, rdmaWrongAccess, []traceTest{
		{name: "write into the Read list", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); w: S>WRITE h 0 4096" + after,
			want: []string{"rdma/wrong-access error server @w"}},
		{name: "read of a Write chunk", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h,4096); w: S>READ h 0 4096; C>RRESP; S>REPLY 1 EXIST wr=(h,0); exchange",
			want: []string{"rdma/wrong-access error server @w"}},
		{name: "read of the Reply chunk", trace: before + "C>CALL 1 v3 GETATTR rc=(h,4096); w: S>READ h 0 4096; C>RRESP; S>REPLY 1 rc=(h,0); exchange",
			want: []string{"rdma/wrong-access error server @w"}},
		{name: "capture begins later", trace: "drop est; exchange 2; C>CALL 1 v3 WRITE rd=(p,4096,h); w: S>WRITE h 0 4096" + after,
			want: []string{"rdma/wrong-access error server @w START"}},
		{name: "a Call before it is missing", trace: before + "drop C>CALL 2 v3 READ count=4096 wr=(h,4096); C>CALL 1 v3 WRITE rd=(p,4096,h); w: S>WRITE h 0 4096; S>REPLY 2 wr=(h,4096)" + after,
			want: []string{"rdma/wrong-access error server @w SEQ-C", "xid/reply-unknown error server @16 SEQ-C"}},
		{name: "nothing follows", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); w: S>WRITE h 0 4096; S>REPLY 1",
			want: []string{"rdma/wrong-access error server @w SEQ-C"}},
		{name: "same memory in both kinds of list", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); C>CALL 2 v3 READ count=4096 wr=(h,4096); " +
			"S>READ h; C>RRESP; S>REPLY 1; S>WRITE h 0 4096; S>REPLY 2 wr=(h,4096); exchange"},
	})
}
