package rules

import "testing"

func TestRDMAOutOfBounds(t *testing.T) {
	const (
		before = "est; exchange; "
		call   = "C>CALL 1 v3 READ count=4096 wr=(h,4096); "
		after  = "; S>REPLY 1 EXIST wr=(h,0); exchange"
	)
	runTraces(t, rdmaOutOfBounds, []traceTest{
		{name: "too long", trace: before + call + "w: S>WRITE h 0 8192" + after,
			want: []string{"rdma/out-of-bounds error server @w"}},
		{name: "one byte too far", trace: before + call + "w: S>WRITE h 4095 2" + after,
			want: []string{"rdma/out-of-bounds error server @w"}},
		{name: "in front", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h,4096,4096); w: S>WRITE h 0 16; S>REPLY 1 EXIST wr=(h,0,4096); exchange",
			want: []string{"rdma/out-of-bounds error server @w"}},
		{name: "read", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); w: S>READ h 0 4100; C>RRESP; S>REPLY 1; exchange",
			want: []string{"rdma/out-of-bounds error server @w"}},
		{name: "around the end of memory", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h,4096); w: S>WRITE h @0xffffffffffffffff 2" + after,
			want: []string{"rdma/out-of-bounds error server @w"}},
		{name: "capture begins later", trace: "drop est; exchange 2; " + call + "w: S>WRITE h 0 8192" + after,
			want: []string{"rdma/out-of-bounds error server @w START"}},
		{name: "the Call with the rest is missing", trace: before + call + "drop C>CALL 2 v3 READ count=4096 wr=(h,4096,4096); w: S>WRITE h 4096 4096; S>REPLY 2 wr=(h,4096,4096)" + after,
			want: []string{"rdma/out-of-bounds error server @w SEQ-C", "xid/reply-unknown error server @16 SEQ-C"}},
		{name: "nothing follows", trace: before + call + "w: S>WRITE h 0 8192; S>REPLY 1 EXIST wr=(h,0)",
			want: []string{"rdma/out-of-bounds error server @w SEQ-C"}},
		{name: "exact, in two parts, the second first", trace: before + call + "S>WRITE h 2048 2048; S>WRITE h 0 2048; S>REPLY 1 wr=(h,4096); exchange"},
		{name: "two segments under one handle", trace: before + "C>CALL 1 v3 READ count=8192 wr=(h,4096)(h,4096,4096); S>WRITE h 0 8192; S>REPLY 1 EXIST wr=(h,0)(h,0,4096); exchange"},
		{name: "handle advertised for new memory", trace: before + call + "S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); " +
			"C>CALL 2 v3 READ count=4096 wr=(h,4096,8192); S>WRITE h 8192 4096; S>REPLY 2 wr=(h,4096,8192); exchange"},
	})
}
