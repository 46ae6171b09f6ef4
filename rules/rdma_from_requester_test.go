package rules

import "testing"

func TestRDMAFromRequester(t *testing.T) {
	runTraces(t, rdmaFromRequester, []traceTest{
		{name: "write", trace: "est; exchange; w: C>WRITE h 0 100; exchange",
			want: []string{"rdma/from-requester error client @w"}},
		{name: "read", trace: "est; exchange; w: C>READ h 0 100; S>RRESP; exchange",
			want: []string{"rdma/from-requester error client @w"}},
		{name: "first request", trace: "est; w: C>WRITE h 0 100; S>NAK(62); S>DREQ; C>DREP",
			want: []string{"rdma/from-requester error client @w", "rdma/remote-access-nak note client @5"}},
		{name: "again and again", trace: "est; exchange; w: C>WRITE h 0 100; C>WRITE h 0 100; C>WRITE k 0 100; exchange",
			want: []string{"rdma/from-requester error client @w"}},
		{name: "after a back channel was announced", trace: "est; backchannel; S>CALL r1; C>REPLY r1; w: C>WRITE h 0 100; S>CALL r2; C>REPLY r2; exchange",
			want: []string{"rdma/from-requester error client @w"}},
		{name: "nothing of the server follows", trace: "est; backchannel; S>CALL r1; C>REPLY r1; w: C>WRITE h 0 100; C>CALL 9",
			want: []string{"rdma/from-requester error client @w SEQ-S"}},
		{name: "keep-alive", trace: "est; exchange; C>WRITE h 0 0; exchange"},
		{name: "capture begins later", trace: "drop est; exchange 2; w: C>WRITE h 0 100; exchange",
			want: []string{"rdma/from-requester error client @w START"}},
		{name: "a reverse Call is missing", trace: "est; backchannel; drop S>CALL r1 CB_COMPOUND wr=(h,4096); w: C>WRITE h 0 100; C>REPLY r1 wr=(h,100); exchange",
			want: []string{"rdma/from-requester error client @w SEQ-S", "xid/reply-unknown error client @11 SEQ-S"}},
		{name: "of a reverse Call", trace: "est; backchannel; S>CALL r1 CB_COMPOUND wr=(h,4096); C>WRITE h 0 100; C>REPLY r1 wr=(h,100); exchange", want: []string{"write/offered-ineligible warning server @8", "ddp/ineligible-result error client @12"}},
	})
}
