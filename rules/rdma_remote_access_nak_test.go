package rules

import "testing"

func TestRDMARemoteAccessNAK(t *testing.T) {
	const (
		before = "est; exchange; "
		call   = "C>CALL 1 v3 READ count=4096 wr=(h,4096); "
		end    = "; n: C>NAK(62); S>DREQ; C>DREP"
	)
	runTraces(t, rdmaRemoteAccessNAK, []traceTest{
		{name: "canceled RPC", trace: before + call + "w: S>WRITE h 0 4096" + end,
			want: []string{"conn/loss note none @n", "rdma/remote-access-nak note client @n"}},
		{name: "canceled RPC, refused in the middle", trace: "set mtu=1024; " + before + call + "drop=3..4 S>WRITE h 0 4096; n: C>NAK(62); S>DREQ; C>DREP",
			want: []string{"conn/loss note none @n", "rdma/remote-access-nak note client @n"}},
		{name: "Read of canceled RPC", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); w: S>READ h; n: C>NAK(62 h=h); S>DREQ; C>DREP",
			want: []string{"conn/loss note none @n", "rdma/remote-access-nak note client @n"}},
		{name: "two segments together", trace: before + "C>CALL 1 v3 READ count=8192 wr=(h,4096)(h,4096,4096); w: S>WRITE h 0 8192" + end,
			want: []string{"conn/loss note none @n", "rdma/remote-access-nak note client @n"}},
		{name: "out of bounds", trace: before + call + "w: S>WRITE h 0 8192; C>CALL 2; n: C>NAK(62 h=h); S>DREQ; C>DREP",
			want: []string{"rdma/out-of-bounds error server @w", "conn/loss note server @n", "rdma/remote-access-nak note server @n"}},
		{name: "handle never advertised", trace: before + call + "w: S>WRITE k 0 4096; C>CALL 2; n: C>NAK(62 h=k); S>DREQ; C>DREP",
			want: []string{"rdma/unadvertised error server @w", "conn/loss note server @n", "rdma/remote-access-nak note server @n"}},
		{name: "handle never advertised, nothing follows", trace: before + call + "w: S>WRITE k 0 4096" + end,
			want: []string{"rdma/unadvertised error server @w SEQ-C", "conn/loss note none @n", "rdma/remote-access-nak note none @n SEQ-C"}},
		{name: "after the Reply", trace: before + call + "S>REPLY 1 EXIST wr=(h,0); w: S>WRITE h 0 4096; C>CALL 2; n: C>NAK(62 h=h); S>DREQ; C>DREP",
			want: []string{"rdma/after-reply error server @w", "conn/loss note server @n", "rdma/remote-access-nak note server @n"}},
		{name: "the Call is missing", trace: before + "drop C>CALL 1 v3 READ count=4096 wr=(h,4096); w: S>WRITE h 0 4096" + end,
			want: []string{"rdma/unadvertised error server @w SEQ-C", "conn/loss note none @n", "rdma/remote-access-nak note none @n SEQ-C"}},
		{name: "the operation is missing", trace: before + call + "drop S>WRITE h 0 4096" + end,
			want: []string{"conn/loss note none @n", "rdma/remote-access-nak note none @n WHOLE"}},
		{name: "capture begins later", trace: "drop est; exchange 2; " + call + "w: S>WRITE h 0 4096" + end,
			want: []string{"conn/loss note none @n", "rdma/remote-access-nak note none @n START"}},
		{name: "capture begins later, handle unknown", trace: "drop est; exchange 2; " + call + "w: S>WRITE k 0 4096" + end,
			want: []string{"rdma/unadvertised error server @w START", "conn/loss note none @n", "rdma/remote-access-nak note none @n START"}},
		{name: "by the client", trace: "est; w: C>WRITE h 0 100; n: S>NAK(62); S>DREQ; C>DREP",
			want: []string{"rdma/from-requester error client @w", "rdma/remote-access-nak note client @n"}},
		{name: "another NAK", trace: before + call + "S>WRITE h 0 4096; C>NAK(61); S>DREQ; C>DREP",
			want: []string{"conn/loss note none @14"}},
		{name: "nothing refused", trace: before + call + "S>WRITE h 0 4096; S>REPLY 1 wr=(h,4096); exchange"},
	})
}
