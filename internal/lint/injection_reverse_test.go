package lint_test

// Messages of the reverse direction, and RDMA_ERRORs.
var (
	reverseFaults = []victim{
		{"reverse Call", "recall", 136, reverseCallFaults},
		{"reverse Reply", "recall", 138, reverseReplyFaults},
	}
	errorFaults = []victim{
		{"ERR_VERS", "errors", 24, []injection{
			{"rdma_xid", plus(0x100000), "err/wrong-xid server @"},
			{"rdma_xid", to(0), "err/wrong-xid server @"},
			{"rdma_xid", to(0xffffffff), "err/wrong-xid server @"},
			{"rdma_vers", to(1), "err/wrong-version server @"}, // the Call has 0
			{"rdma_vers", to(2), "err/wrong-version server @; hdr/version server @"},
			{"rdma_vers", to(0xffffffff), "err/wrong-version server @; hdr/version server @"},
			{"rdma_credit", to(0), "credit/zero-grant-error server @"},
			{"rdma_credit", to(1), ""},
			{"rdma_credit", to(0xffffffff), ""},
			// Of the body of an error in version 0 no more is known than ERR_VERS.
			{"err", to(0), "err/vers-missing server @"},
			{"err", to(2), "err/vers-missing server @"},
			{"err", to(0xffffffff), "err/vers-missing server @"},
			{"low", to(0), "err/vers-range server @"}, // version 0 was refused
			{"low", to(2), "err/vers-range server @"}, // above high
			{"low", to(0xffffffff), "err/vers-range server @"},
			{"high", to(0), "err/vers-range server @"}, // below low
			{"high", to(2), ""},
			{"high", to(0xffffffff), ""},
		}},
		{"RDMA_MSGP", "errors", 100, []injection{ // refused with ERR_CHUNK, as it should be, whatever is in it
			{"align", to(1), ""},
			{"align", to(8192), ""},
			{"align", to(0xffffffff), ""},
			{"thresh", to(1), ""},
			{"thresh", to(8192), ""},
			{"thresh", to(0xffffffff), ""},
			{"reads.end", to(2), ""},
			{"writes.end", to(2), ""},
			{"reply.present", to(2), ""},
		}},
		{"ERR_CHUNK", "errors", 76, []injection{
			{"rdma_xid", plus(0x100000), "err/wrong-xid server @"},
			{"rdma_vers", to(0), "err/wrong-version server @; hdr/version server @"},
			{"rdma_vers", to(2), "err/wrong-version server @; hdr/version server @"},
			{"rdma_vers", to(0xffffffff), "err/wrong-version server @; hdr/version server @"},
			{"rdma_credit", to(0), "credit/zero-grant-error server @"},
			{"err", to(0), "hdr/error-body server @; err/chunk-missing server @"},
			{"err", to(1), "hdr/error-body server @; err/chunk-missing server @"}, // without its range
			{"err", to(3), "hdr/error-body server @; err/chunk-missing server @"},
			{"err", to(0xffffffff), "hdr/error-body server @; err/chunk-missing server @"},
		}},
	}
)

// reverseCallFaults are those of a CB_RECALL of the server.
var reverseCallFaults = []injection{
	{"rdma_xid", plus(1), "xid/mismatch server @; err/chunk-missing client @138"},
	{"rdma_xid", to(0), "xid/mismatch server @; err/chunk-missing client @138"},
	{"rdma_xid", to(0xffffffff), "xid/mismatch server @; err/chunk-missing client @138"},
	{"rdma_vers", to(0), "hdr/version server @; dir/reverse-version server @; err/vers-missing client @138; dir/reverse-version client @138"},
	{"rdma_vers", to(2), "hdr/version server @; dir/reverse-version server @; dir/reverse-version client @138"},
	{"rdma_vers", to(0xffffffff), "hdr/version server @; dir/reverse-version server @; err/vers-missing client @138; dir/reverse-version client @138"},
	{"rdma_credit", to(0), "credit/zero-request server @"},
	{"rdma_credit", to(1), ""},
	{"rdma_credit", to(0xffffffff), ""},
	{"rdma_proc", to(1), "hdr/nomsg-no-chunks server @; hdr/nomsg-trailing server @; err/chunk-missing client @138"},
	{"rdma_proc", to(2), "hdr/msgp server @; err/msgp-answer client @138"},
	{"rdma_proc", to(3), "hdr/done server @; err/done-answered client @138; xid/reply-unknown client @138"},
	{"rdma_proc", to(4), "err/wrong-xid server @; hdr/error-body server @; err/error-answered client @138; xid/reply-unknown client @138"},
	{"rdma_proc", to(5), "hdr/bad-proc server @; err/chunk-missing client @138"},
	{"reads.end", to(1), "hdr/undecodable server @; err/chunk-missing client @138"},
	{"reads.end", to(2), "hdr/undecodable server @; err/chunk-missing client @138"},
	{"writes.end", to(2), "hdr/undecodable server @; err/chunk-missing client @138"},
	{"reply.present", to(1), "hdr/undecodable server @; err/chunk-missing client @138"},
	{"reply.present", to(0xffffffff), "hdr/undecodable server @; err/chunk-missing client @138"},
	{"rpc.xid", plus(1), "xid/mismatch server @; err/chunk-missing client @138"},
	{"rpc.xid", to(0), "xid/mismatch server @; err/chunk-missing client @138"},
	{"rpc.msg_type", to(1), "xid/reply-unknown server @; rpc/enum server @; xid/reply-unknown client @138"},
	{"rpc.msg_type", to(2), "dir/wrong-msgtype server @"},
	{"rpc.msg_type", to(0xffffffff), "dir/wrong-msgtype server @"},
	{"rpc.rpcvers", to(0), "rpc/version server @"},
	{"rpc.rpcvers", to(1), "rpc/version server @"},
	{"rpc.rpcvers", to(3), "rpc/version server @"},
	{"rpc.prog", to(0), ""},
	{"rpc.vers", to(9), ""},
	{"rpc.proc", to(9), ""},
	{"rpc.cred.length", to(400), "rpc/truncated server @"},
	{"rpc.cred.length", to(401), "rpc/auth-too-long server @"},
	{"rpc.verf.length", to(400), "rpc/truncated server @"},
	{"rpc.verf.length", to(401), "rpc/auth-too-long server @"},
}

// reverseReplyFaults are those of the client's Reply to it.
var reverseReplyFaults = []injection{
	{"rdma_xid", plus(1), "xid/mismatch client @"},
	{"rdma_xid", to(0), "xid/mismatch client @"},
	{"rdma_xid", to(0xffffffff), "xid/mismatch client @"},
	{"rdma_vers", to(0), "hdr/version client @; dir/reverse-version client @"},
	{"rdma_vers", to(2), "hdr/version client @; dir/reverse-version client @"},
	{"rdma_vers", to(0xffffffff), "hdr/version client @; dir/reverse-version client @"},
	{"rdma_credit", to(0), "credit/reverse-zero-grant client @"},
	{"rdma_credit", to(1), ""},
	{"rdma_credit", to(0xffffffff), ""},
	{"rdma_proc", to(1), "hdr/nomsg-no-chunks client @; hdr/nomsg-trailing client @"},
	{"rdma_proc", to(2), "hdr/msgp client @"},
	{"rdma_proc", to(3), "hdr/done client @"},
	{"rdma_proc", to(4), "hdr/error-body client @"},
	{"rdma_proc", to(5), "hdr/bad-proc client @"},
	{"reads.end", to(2), "hdr/undecodable client @"},
	// The RPC header is taken for a read segment at Position 0, and the results
	// for a Call.
	{"reads.end", to(1), "chunk/position-beyond client @; rpc/auth-too-long client @; xid/mismatch client @"},
	{"writes.end", to(2), "hdr/undecodable client @"},
	{"reply.present", to(0xffffffff), "hdr/undecodable client @"},
	{"rpc.xid", plus(1), "xid/mismatch client @"},
	{"rpc.xid", to(0), "xid/mismatch client @"},
	{"rpc.msg_type", to(2), "dir/wrong-msgtype client @"},
	{"rpc.msg_type", to(0xffffffff), "dir/wrong-msgtype client @"},
	{"rpc.reply_stat", to(2), "rpc/enum client @"},
	{"rpc.reply_stat", to(0xffffffff), "rpc/enum client @"},
	{"rpc.verf.length", to(400), "rpc/truncated client @"},
	{"rpc.verf.length", to(401), "rpc/auth-too-long client @"},
	{"rpc.accept_stat", to(5), ""},
	{"rpc.accept_stat", to(6), "rpc/enum client @"},
	{"rpc.accept_stat", to(0xffffffff), "rpc/enum client @"},
}
