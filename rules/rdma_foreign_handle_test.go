package rules

import "testing"

func TestRDMAForeignHandle(t *testing.T) {
	const (
		first  = "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h9,4096); "
		second = "est; @2 exchange; @2 C>CALL 2 v3 READ count=4096 wr=(h1,4096); "
		after  = "; @2 S>REPLY 2 EXIST wr=(h1,0); @2 exchange; @1 S>REPLY 1 EXIST wr=(h9,0); @1 exchange"
	)
	runTraces(t, rdmaForeignHandle, []traceTest{
		{name: "of another connection", trace: first + second + "w: @2 S>WRITE h9 0 4096" + after,
			want: []string{"rdma/foreign-handle note server @w", "rdma/unadvertised error server @w"}},
		{name: "other bytes", trace: first + second + "w: @2 S>WRITE h9 4096 4096" + after,
			want: []string{"rdma/unadvertised error server @w"}},
		{name: "advertised here too", trace: first + second + "@2 C>CALL 3 v3 READ count=4096 wr=(h9,4096); @2 S>WRITE h9 0 4096; @2 S>REPLY 3 wr=(h9,4096)" + after},
		{name: "advertised here in a Call that is missing", trace: first + second + "@2 drop C>CALL 3 v3 READ count=4096 wr=(h9,4096); w: @2 S>WRITE h9 0 4096; @2 S>REPLY 3 wr=(h9,4096)" + after,
			want: []string{"rdma/foreign-handle note server @w SEQ-C", "rdma/unadvertised error server @w SEQ-C", "xid/reply-unknown error server @25 SEQ-C"}},
		{name: "capture begins later", trace: first + "drop est; @2 exchange 2; @2 C>CALL 2 v3 READ count=4096 wr=(h1,4096); w: @2 S>WRITE h9 0 4096" + after,
			want: []string{"rdma/foreign-handle note server @w START", "rdma/unadvertised error server @w START"}},
		{name: "connection over", trace: first + "S>REPLY 1 EXIST wr=(h9,0); C>DREQ; S>DREP; " + second + "w: @2 S>WRITE h9 0 4096; @2 S>REPLY 2 EXIST wr=(h1,0); @2 exchange",
			want: []string{"rdma/foreign-handle note server @w", "rdma/unadvertised error server @w"}},
		{name: "other hosts", trace: first + "host C3 S3; " + second + "w: @2 S>WRITE h9 0 4096" + after,
			want: []string{"rdma/unadvertised error server @w"}},
	})
}
