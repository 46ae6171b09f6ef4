package lint_test

import (
	"slices"
	"strings"
)

// The fixed words, empty lists and RPC headers of messages without chunks.
var headerFaults = []victim{
	{"v3 GETATTR Call", "v3 few", 50, callFaults("client", "server")},
	{"v3 GETATTR Call with a VLAN tag", "vlan", 41, callFaults("client", "server")},
	{"v4.1 Call", "v41", 28, callFaults("client", "server")},
	{"v4.1 Call over IPv6", "ipv6", 28, callFaults("client", "server")},
	{"v4.1 Call in pcapng", "nsec", 28, callFaults("client", "server")},
	{"v3 GETATTR Reply", "v3 few", 52, slices.Concat(replyFaults("server"), v3ReplyFaults)},
	{"v3 GETATTR Reply with a VLAN tag", "vlan", 43, slices.Concat(replyFaults("server"), v3ReplyFaults)},
	{"v4.1 Reply", "v41", 30, slices.Concat(replyFaults("server"), v4ReplyFaults)},
	{"v4.1 Reply over IPv6", "ipv6", 30, replyFaults("server")},
	{"v4.1 Reply in pcapng", "nsec", 30, slices.Concat(replyFaults("server"), v4ReplyFaults)},
}

// sides puts the sender of the message and its peer into expectations.
func sides(by, of string, faults []injection) []injection {
	r := strings.NewReplacer("SENDER", by, "PEER", of)
	for i := range faults {
		faults[i].want = r.Replace(faults[i].want)
	}
	return faults
}

// callFaults are those of a Call without chunks that side by sends to side of.
func callFaults(by, of string) []injection {
	const (
		mismatch    = "xid/mismatch SENDER @; err/chunk-missing PEER @answer"
		undecodable = "hdr/undecodable SENDER @; err/chunk-missing PEER @answer"
		tooLong     = "rpc/auth-too-long SENDER @"
		truncated   = "rpc/truncated SENDER @"
	)
	return sides(by, of, []injection{
		{"rdma_xid", plus(1), mismatch},
		{"rdma_xid", to(0), mismatch},
		{"rdma_xid", to(0xffffffff), mismatch},

		{"rdma_vers", to(0), "hdr/version SENDER @; err/vers-missing PEER @answer"},
		{"rdma_vers", to(2), "hdr/version SENDER @"}, // the server may speak version 2
		{"rdma_vers", to(9), "hdr/version SENDER @; err/vers-missing PEER @answer"},
		{"rdma_vers", to(0xffffffff), "hdr/version SENDER @; err/vers-missing PEER @answer"},

		{"rdma_credit", to(0), "credit/zero-request SENDER @"},
		{"rdma_credit", to(1), ""},
		{"rdma_credit", to(0xffffffff), ""},

		{"rdma_proc", to(1), "hdr/nomsg-no-chunks SENDER @; hdr/nomsg-trailing SENDER @; err/chunk-missing PEER @answer"},
		{"rdma_proc", to(2), "hdr/msgp SENDER @; err/msgp-answer PEER @answer"},
		{"rdma_proc", to(3), "hdr/done SENDER @; err/done-answered PEER @answer; xid/reply-unknown PEER @answer"},
		{"rdma_proc", to(4), "hdr/error-from-requester SENDER @; hdr/error-body SENDER @; err/error-answered PEER @answer; xid/reply-unknown PEER @answer"},
		{"rdma_proc", to(5), "hdr/bad-proc SENDER @; err/chunk-missing PEER @answer"},
		{"rdma_proc", to(0xffffffff), "hdr/bad-proc SENDER @; err/chunk-missing PEER @answer"},

		{"reads.end", to(1), undecodable},
		{"reads.end", to(2), undecodable},
		{"reads.end", to(0xffffffff), undecodable},
		{"writes.end", to(1), undecodable},
		{"writes.end", to(2), undecodable},
		{"writes.end", to(0x80000000), undecodable},
		{"reply.present", to(1), undecodable}, // the XID is taken for a count of segments
		{"reply.present", to(2), undecodable},
		{"reply.present", to(0x100), undecodable},

		{"rpc.xid", plus(1), mismatch},
		{"rpc.xid", to(0), mismatch},
		{"rpc.xid", to(0xffffffff), mismatch},
		{"rpc.msg_type", to(2), "dir/wrong-msgtype SENDER @"},
		{"rpc.msg_type", to(5), "dir/wrong-msgtype SENDER @"},
		{"rpc.msg_type", to(0xffffffff), "dir/wrong-msgtype SENDER @"},
		// As a Reply, it answers nothing, and rpcvers stands where reply_stat is.
		{"rpc.msg_type", to(1), "xid/reply-unknown SENDER @; rpc/enum SENDER @; xid/reply-unknown PEER @answer"},
		{"rpc.rpcvers", to(0), "rpc/version SENDER @"},
		{"rpc.rpcvers", to(3), "rpc/version SENDER @"},
		{"rpc.rpcvers", to(0xffffffff), "rpc/version SENDER @"},
		{"rpc.prog", to(0), ""}, // any program may be called
		{"rpc.prog", to(100005), ""},
		{"rpc.prog", to(0xffffffff), ""},
		{"rpc.vers", to(0), ""},
		{"rpc.vers", to(2), ""},
		{"rpc.vers", to(0xffffffff), ""},
		{"rpc.proc", to(0), ""},
		{"rpc.proc", to(99), ""},
		{"rpc.proc", to(0xffffffff), ""},
		{"rpc.cred.flavor", to(0), ""},
		{"rpc.cred.flavor", to(6), ""},
		{"rpc.cred.flavor", to(99), ""},
		{"rpc.cred.length", to(0), ""}, // stamp and name length then are a verifier's flavor and length
		{"rpc.cred.length", to(400), truncated},
		{"rpc.cred.length", to(401), tooLong},
		{"rpc.cred.length", to(0xffffffff), tooLong},
		{"rpc.verf.flavor", to(1), ""},
		{"rpc.verf.flavor", to(6), ""},
		{"rpc.verf.flavor", to(99), ""},
		{"rpc.verf.length", to(4), ""},
		{"rpc.verf.length", to(400), truncated},
		{"rpc.verf.length", to(401), tooLong},
		{"rpc.verf.length", to(0xffffffff), tooLong},
	})
}

// replyFaults are those of a Reply without chunks that side by sends.
func replyFaults(by string) []injection {
	const undecodable = "hdr/undecodable SENDER @"
	return sides(by, "", []injection{
		{"rdma_xid", plus(1), "xid/mismatch SENDER @"},
		{"rdma_xid", to(0), "xid/mismatch SENDER @"},
		{"rdma_xid", to(0xffffffff), "xid/mismatch SENDER @"},

		{"rdma_vers", to(0), "hdr/version SENDER @"},
		{"rdma_vers", to(2), "hdr/version SENDER @"},
		{"rdma_vers", to(0xffffffff), "hdr/version SENDER @"},

		{"rdma_credit", to(0), "credit/zero-grant SENDER @"},
		{"rdma_credit", to(1), ""},
		{"rdma_credit", to(0xffffffff), ""}, // credit/grant-huge is off

		{"rdma_proc", to(1), "hdr/nomsg-no-chunks SENDER @; hdr/nomsg-trailing SENDER @"},
		{"rdma_proc", to(2), "hdr/msgp SENDER @"},
		{"rdma_proc", to(3), "hdr/done SENDER @"},
		{"rdma_proc", to(4), "hdr/error-body SENDER @"}, // the empty Read list is error code 0
		{"rdma_proc", to(5), "hdr/bad-proc SENDER @"},
		{"rdma_proc", to(0xffffffff), "hdr/bad-proc SENDER @"},

		{"reads.end", to(2), undecodable},
		{"reads.end", to(3), undecodable},
		{"reads.end", to(0xffffffff), undecodable},
		{"writes.end", to(1), undecodable},
		{"writes.end", to(2), undecodable},
		{"writes.end", to(0x80000000), undecodable},
		{"reply.present", to(1), undecodable},
		{"reply.present", to(2), undecodable},
		{"reply.present", to(0x100), undecodable},

		{"rpc.xid", plus(1), "xid/mismatch SENDER @"},
		{"rpc.xid", to(0), "xid/mismatch SENDER @"},
		{"rpc.xid", to(0xffffffff), "xid/mismatch SENDER @"},
		{"rpc.msg_type", to(2), "dir/wrong-msgtype SENDER @"},
		{"rpc.msg_type", to(5), "dir/wrong-msgtype SENDER @"},
		{"rpc.msg_type", to(0xffffffff), "dir/wrong-msgtype SENDER @"},
		{"rpc.reply_stat", to(1), ""}, // RPC_MISMATCH, 0 to 0
		{"rpc.reply_stat", to(2), "rpc/enum SENDER @"},
		{"rpc.reply_stat", to(7), "rpc/enum SENDER @"},
		{"rpc.reply_stat", to(0xffffffff), "rpc/enum SENDER @"},
		{"rpc.verf.flavor", to(1), ""},
		{"rpc.verf.flavor", to(6), ""},
		{"rpc.verf.flavor", to(99), ""},
		{"rpc.verf.length", to(4), ""},
		{"rpc.verf.length", to(400), "rpc/truncated SENDER @"},
		{"rpc.verf.length", to(401), "rpc/auth-too-long SENDER @"},
		{"rpc.verf.length", to(0xffffffff), "rpc/auth-too-long SENDER @"},
		{"rpc.accept_stat", to(1), ""},
		{"rpc.accept_stat", to(4), ""}, // GARBAGE_ARGS for a Call without chunks
		{"rpc.accept_stat", to(5), ""},
		{"rpc.accept_stat", to(6), "rpc/enum SENDER @"},
		{"rpc.accept_stat", to(0xffffffff), "rpc/enum SENDER @"},
	})
}

// v3ReplyFaults are more of a Reply to an NFSv3 GETATTR, with the Calls that
// the connection had until then.
var v3ReplyFaults = []injection{
	// XID of the Call before, which is answered.
	{"rdma_xid", minus(1 << 24), "xid/mismatch server @; xid/duplicate-reply server @"},
	// As a Call, it is a reverse one, and reply_stat 0 stands where rpcvers is.
	{"rpc.msg_type", to(0), "dir/unannounced server @; rpc/version server @"},
	{"rpc.accept_stat", to(2), ""}, // PROG_MISMATCH, 0 to 2, for version 3
	// The RPC header is taken for a read segment, the file's type for msg_type.
	{"reads.end", to(1), "xid/mismatch server @; dir/wrong-msgtype server @"},
}

// v4ReplyFaults are more of a Reply to a COMPOUND of three operations with an
// empty tag.
var v4ReplyFaults = []injection{
	// The RPC header is taken for a read segment at Position 0, and the results
	// for a Call: the tag for msg_type, the count of operations for rpcvers.
	{"reads.end", to(1), "xid/mismatch server @; chunk/position-beyond server @; rpc/version server @; rpc/auth-too-long server @"},
}
