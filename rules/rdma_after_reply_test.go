package rules

import "testing"

func TestRDMAAfterReply(t *testing.T) {
	const (
		before = "est; exchange; "
		read   = "C>CALL 1 v3 READ count=4096 wr=(h,4096); "
		write  = "C>CALL 1 v3 WRITE rd=(p,4096,h); "
	)
	runTraces(t, rdmaAfterReply, []traceTest{
		{name: "write", trace: before + read + "S>REPLY 1 EXIST wr=(h,0); w: S>WRITE h 0 4096; exchange",
			want: []string{"rdma/after-reply error server @w"}},
		{name: "read", trace: before + write + "S>REPLY 1; w: S>READ h; C>RRESP; exchange",
			want: []string{"rdma/after-reply error server @w"}},
		{name: "after an RDMA_ERROR", trace: before + read + "S>ERR 1 CHUNK; w: S>WRITE h 0 4096; exchange",
			want: []string{"err/chunk-seen note none @10", "rdma/after-reply error server @w"}},
		{name: "part before, part after", trace: before + read + "S>WRITE h 0 2048; S>REPLY 1 EXIST wr=(h,0); w: S>WRITE h 2048 2048; exchange",
			want: []string{"rdma/after-reply error server @w"}},
		{name: "capture begins later", trace: "drop est; exchange 2; " + read + "S>REPLY 1 EXIST wr=(h,0); w: S>WRITE h 0 4096; exchange",
			want: []string{"rdma/after-reply error server @w START"}},
		{name: "the Reply is missing", trace: before + read + "drop S>REPLY 1; S>WRITE h 0 4096; exchange"},
		{name: "the Call that offers it again is missing", trace: before + read + "S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); drop C>CALL 2 v3 READ count=4096 wr=(h,4096); w: S>WRITE h 0 4096; S>REPLY 2 wr=(h,4096); exchange",
			want: []string{"rdma/after-reply error server @w SEQ-C", "xid/reply-unknown error server @23 SEQ-C"}},
		{name: "nothing follows", trace: before + read + "S>REPLY 1 EXIST wr=(h,0); w: S>WRITE h 0 4096",
			want: []string{"rdma/after-reply error server @w SEQ-C"}},
		{name: "the Call was sent twice", trace: before + read + "again: C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 EXIST wr=(h,0); w: S>WRITE h 0 4096; dup: S>REPLY 1 wr=(h,4096); exchange",
			want: []string{"retry/same-connection note client @again", "rdma/after-reply error server @w PAIR"}},
		{name: "handle offered again", trace: before + read + "S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); " + "C>CALL 2 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 2 wr=(h,4096); exchange"},
		{name: "repetition of a Write", trace: before + read + "S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); again: S>again WRITE h; exchange"},
		{name: "data written, not returned", trace: before + read + "S>WRITE h 0 4096; S>REPLY 1 EXIST wr=(h,0); exchange"},
	})
}
