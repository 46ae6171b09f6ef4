package rules

import "testing"

func TestRDMAUnadvertised(t *testing.T) {
	const (
		before = "est; exchange; "
		call   = "C>CALL 1 v3 READ count=4096 wr=(h1,4096); "
		after  = "; S>REPLY 1 EXIST wr=(h1,0); exchange"
	)
	runTraces(t, rdmaUnadvertised, []traceTest{
		{name: "another handle", trace: before + call + "w: S>WRITE h2 0 4096" + after,
			want: []string{"rdma/unadvertised error server @w"}},
		{name: "read", trace: before + call + "w: S>READ h2 0 4096; C>RRESP" + after,
			want: []string{"rdma/unadvertised error server @w"}},
		{name: "one handle is one finding", trace: before + call + "w: S>WRITE h2 0 1024; S>WRITE h2 1024 1024; v: S>WRITE h3 0 8" + after,
			want: []string{"rdma/unadvertised error server @w", "rdma/unadvertised error server @v"}},
		{name: "server's keep-alive", trace: before + call + "S>WRITE h2 0 0" + after},
		{name: "handle of an answered Call, other bytes", trace: before + call + "S>REPLY 1 EXIST wr=(h1,0); w: S>WRITE h1 8192 4096; exchange",
			want: []string{"rdma/unadvertised error server @w"}},
		{name: "capture begins later", trace: "drop est; exchange 2; " + call + "w: S>WRITE h2 0 4096" + after,
			want: []string{"rdma/unadvertised error server @w START"}},
		{name: "the advertising Call is missing", trace: before + "drop C>CALL 1 v3 READ count=4096 wr=(h1,4096); w: S>WRITE h1 0 4096; S>REPLY 1 wr=(h1,4096); exchange",
			want: []string{"rdma/unadvertised error server @w SEQ-C", "xid/reply-unknown error server @14 SEQ-C"}},
		{name: "it is missing with all after it", trace: before + call + "S>REPLY 1 EXIST wr=(h1,0); drop C>CALL 2 v3 READ count=4096 wr=(h2,4096) noack; w: S>WRITE h2 0 4096; S>REPLY 2 wr=(h2,4096)",
			want: []string{"rdma/unadvertised error server @w SEQ-C", "xid/reply-unknown error server @17 SEQ-C"}},
		{name: "it is captured late", trace: before + "late C>CALL 1 v3 READ count=4096 wr=(h1,4096) noack; w: S>WRITE h1 0 4096" + after,
			want: []string{"rdma/unadvertised error server @w FRESH"}},
		{name: "Call and operation captured late, in this order", trace: before +
			"late=2 C>CALL 1 v3 READ count=4096 wr=(h1,4096) noack; late=2 w: S>WRITE h1 0 4096 noack; r: S>REPLY 1 wr=(h1,4096) noack; S>ACK(1); wait 1s; exchange; exchange",
			want: []string{"xid/reply-unknown error server @r ORDER", "rdma/unadvertised error server @w ORDER"}},
		{name: "nothing follows", trace: before + call + "w: S>WRITE h2 0 4096; S>REPLY 1 EXIST wr=(h1,0)",
			want: []string{"rdma/unadvertised error server @w SEQ-C"}},
		{name: "a Call of another version waits", trace: before + call + "C>CALL 2 vers=2; w: S>WRITE h2 0 4096; S>ERR 2 VERS(1,1)" + after,
			want: []string{"hdr/version error client @10", "rdma/unadvertised error server @w ROLE"}},
		{name: "another segment of the Call", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h1,2048)(h2,2048); S>WRITE h2 0 2048; S>WRITE h1 0 2048; S>REPLY 1 wr=(h1,2048)(h2,2048); exchange"},
		{name: "Linux pad segment in many Calls", trace: before +
			"C>CALL 1 v3 READ count=4093 wr=(a,4093)(pad,4); C>CALL 2 v3 READ count=4093 wr=(b,4093)(pad,4); " +
			"S>WRITE b 0 4093; S>REPLY 2 count=4093 wr=(b,4093)(pad,0); C>CALL 3 v3 READ count=4093 wr=(b,4093)(pad,4); " +
			"S>WRITE a 0 4093; S>REPLY 1 count=4093 wr=(a,4093)(pad,0); S>WRITE b 0 4093; S>REPLY 3 count=4093 wr=(b,4093)(pad,0); exchange"},
		{name: "Reads in any order", trace: before + "C>CALL 1 v3 WRITE rd=(p,2048,a)(p,2048,b); S>READ b 1024 1024; S>READ a; S>READ b 0 1024; C>RRESP; C>RRESP; C>RRESP; S>REPLY 1; exchange"},
		{name: "resent with new handles after a reconnect", trace: before + call + "C>DREQ; S>DREP; wait 1s; est; C>CALL 1 v3 READ count=4096 wr=(h2,4096); S>WRITE h2 0 4096; S>REPLY 1 wr=(h2,4096); exchange",
			want: []string{"conn/loss note none @10"}},
		{name: "by the client, of a reverse Call", trace: before + "backchannel; S>CALL r1 CB_COMPOUND wr=(h1,4096); w: C>WRITE h2 0 100; C>REPLY r1 wr=(h1,0); exchange; S>CALL r2; C>REPLY r2; exchange",
			want: []string{"write/offered-ineligible warning server @12", "rdma/unadvertised error client @w"}},
		{name: "Call sent again with other segments", trace: before + call + "again: C>CALL 1 v3 READ count=4096 wr=(h2,4096); w: S>WRITE h2 0 4096" + after,
			want: []string{"retry/same-connection note client @again", "rdma/unadvertised error server @w PAIR"}},
	})
}
