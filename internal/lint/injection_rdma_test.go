package lint_test

// RETH, AETH, and the RPC messages that RDMA Writes carry.
var rdmaFaults = []victim{
	{"RDMA Write of a Long Reply", "v3 few", 60, longReplyFaults},
	{"RDMA Write of a Long Reply with a VLAN tag", "vlan", 63, longReplyFaults},
	{"RDMA Write of a result", "recall", 76, smallWriteFaults},
	{"first RDMA Write of a result", "v3", 1216, []injection{
		{"RETH.va", minus(1), "rdma/out-of-bounds server @"},
		{"RETH.va", plus(1), "write/bytes-missing server @1283"},
		{"RETH.va", to(0), "rdma/out-of-bounds server @; write/bytes-missing server @1283"},
		{"RETH.rkey", plus(1), "write/bytes-missing server @1283"}, // the next Call offers that handle, and may have been sent before
		{"RETH.rkey", plus(2), "rdma/unadvertised server @; write/bytes-missing server @1283"},
		{"RETH.rkey", to(0), "rdma/unadvertised server @; write/bytes-missing server @1283"},
		{"RETH.rkey", to(0xffffffff), "rdma/unadvertised server @; write/bytes-missing server @1283"},
		{"RETH.length", to(65537), "rdma/out-of-bounds server @"},
		{"RETH.length", to(0xffffffff), "rdma/out-of-bounds server @"},
		{"RETH.length", minus(1), ""},
	}},
	{"RDMA Read", "v3", 112, []injection{
		{"RETH.va", minus(1), "rdma/out-of-bounds server @"},
		{"RETH.va", plus(1), ""}, // a byte is left unread, which no capture shows
		{"RETH.va", to(0), "rdma/out-of-bounds server @"},
		{"RETH.rkey", plus(1), "rdma/unadvertised server @"},
		{"RETH.rkey", to(0), "rdma/unadvertised server @"},
		{"RETH.rkey", to(7420), "rdma/out-of-bounds server @"}, // of the next segment
		{"RETH.length", minus(1), ""},                          // the responses are as many
		{"RETH.length", minus(1023), ""},
	}},
	{"last RDMA Read of a segment", "v3", 118, []injection{
		{"RETH.va", plus(1), "rdma/out-of-bounds server @"},
		{"RETH.va", minus(1), ""},
		{"RETH.va", to(0xffffffffffffff00), "rdma/out-of-bounds server @"},
	}},
	{"first response to an RDMA Read", "v3", 121, []injection{
		{"AETH.syndrome", to(0), ""},
		{"AETH.syndrome", to(0x0a), ""},
		{"AETH.syndrome", to(0x1e), ""},
		{"AETH.msn", to(0), ""},
		{"AETH.msn", plus(1), ""},
		{"AETH.msn", to(0xffffff), ""},
	}},
	{"acknowledgement of a Call", "v3 few", 51, []injection{
		{"AETH.syndrome", to(0x00), ""}, // end-to-end flow control is off
		{"AETH.syndrome", to(0x0a), ""},
		{"AETH.syndrome", to(0x1e), ""},
		{"AETH.syndrome", to(0x40), ""}, // reserved
		{"AETH.syndrome", to(0x5f), ""},
		{"AETH.syndrome", to(0x60), ""},                 // the PSN is sent again, or it is not
		{"AETH.syndrome", to(0x61), "conn/loss none @"}, // so short a Send says nothing of the Receive's size
		{"AETH.syndrome", to(0x62), "rdma/remote-access-nak none @; conn/loss none @"},
		{"AETH.syndrome", to(0x63), "conn/loss none @"},
		{"AETH.msn", to(0), ""},
		{"AETH.msn", plus(1), ""},
		{"AETH.msn", to(0xffffff), ""},
		{"AETH.syndrome", to(0x20), "recv/rnr-server server @"},
		{"AETH.syndrome", to(0x3f), "recv/rnr-server server @"},
	}},
	{"acknowledgement of a Reply", "v3 few", 53, []injection{
		{"AETH.syndrome", to(0x00), ""},
		{"AETH.syndrome", to(0x0a), ""},
		{"AETH.syndrome", to(0x1e), ""},
		{"AETH.msn", to(0), ""},
		{"AETH.msn", plus(1), ""},
		{"AETH.msn", to(0xffffff), ""},
		{"AETH.syndrome", to(0x2e), "recv/rnr-client client @"},
	}},
}

// longReplyFaults are those of the RDMA Write of 136 bytes that is the Reply to
// a GETACL. The RDMA_NOMSG is captured next.
var longReplyFaults = []injection{
	{"RETH.va", plus(1), "write/bytes-missing server @next"},
	{"RETH.va", minus(1), "rdma/out-of-bounds server @"},
	{"RETH.va", to(0), "rdma/out-of-bounds server @; write/bytes-missing server @next"},
	{"RETH.rkey", plus(1), "rdma/unadvertised server @; write/bytes-missing server @next"},
	{"RETH.rkey", to(0), "rdma/unadvertised server @; write/bytes-missing server @next"},
	{"RETH.rkey", to(0xffffffff), "rdma/unadvertised server @; write/bytes-missing server @next"},
	{"RETH.length", to(257), "rdma/out-of-bounds server @"},
	{"RETH.length", to(0xffffffff), "rdma/out-of-bounds server @"},
	{"RETH.length", to(256), ""},

	{"long.xid", plus(1), "xid/mismatch server @next"},
	{"long.xid", to(0), "xid/mismatch server @next"},
	{"long.xid", to(0xffffffff), "xid/mismatch server @next"},
	{"long.msg_type", to(0), "dir/wrong-msgtype server @next"},
	{"long.msg_type", to(2), "dir/wrong-msgtype server @next"},
	{"long.msg_type", to(0xffffffff), "dir/wrong-msgtype server @next"},
	{"long.reply_stat", to(1), ""},
	{"long.reply_stat", to(2), "rpc/enum server @next"},
	{"long.reply_stat", to(7), "rpc/enum server @next"},
	{"long.verf.flavor", to(1), ""},
	{"long.verf.flavor", to(6), ""},
	{"long.verf.flavor", to(99), ""},
	{"long.verf.length", to(400), "rpc/truncated server @next"},
	{"long.verf.length", to(401), "rpc/auth-too-long server @next"},
	{"long.verf.length", to(0xffffffff), "rpc/auth-too-long server @next"},
	{"long.accept_stat", to(4), "err/garbage-args none @next"},
	{"long.accept_stat", to(5), ""},
	{"long.accept_stat", to(6), "rpc/enum server @next"},
	{"long.accept_stat", to(0xffffffff), "rpc/enum server @next"},
}

// smallWriteFaults are those of the RDMA Write of the 6 bytes that a READ
// returned, into a segment of 4096 bytes.
var smallWriteFaults = []injection{
	{"RETH.va", plus(1), "write/bytes-missing server @77"},
	{"RETH.va", minus(1), "rdma/out-of-bounds server @"},
	{"RETH.va", to(0), "rdma/out-of-bounds server @; write/bytes-missing server @77"},
	{"RETH.rkey", plus(1), "rdma/unadvertised server @; write/bytes-missing server @77"},
	{"RETH.rkey", minus(1), "rdma/unadvertised server @; write/bytes-missing server @77"},
	{"RETH.rkey", to(0), "rdma/unadvertised server @; write/bytes-missing server @77"},
	{"RETH.length", to(4097), "rdma/out-of-bounds server @"},
	{"RETH.length", to(0xffffffff), "rdma/out-of-bounds server @"},
	{"RETH.length", to(4096), ""},
}
