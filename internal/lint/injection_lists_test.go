package lint_test

import "fmt"

// The chunk lists of Calls and Replies.
var listFaults = []victim{
	{"Call with a Read list", "v3", 110, readListFaults()},
	{"second Call with a Read list", "v3", 120, []injection{
		// The XID of the Call before, which waits for its answer.
		{"rdma_xid", to(0x91a94f45), "xid/mismatch client @; xid/reuse-outstanding client @"},
	}},
	{"Call with a Write list", "v3", 1214, writeListFaults},
	{"Reply with a Write list", "v3", 1283, returnedWriteFaults},
	{"Call with a Reply chunk", "v3 few", 58, replyChunkFaults},
	{"Call with a Reply chunk and a VLAN tag", "vlan", 61, replyChunkFaults},
	{"Reply with a Reply chunk", "v3 few", 61, returnedReplyFaults},
	{"Reply with a Reply chunk and a VLAN tag", "vlan", 64, returnedReplyFaults},
	{"v4.1 Call with a Reply chunk", "v41", 8, oneReplySegmentFaults},
	{"v4.1 Call with a Reply chunk over IPv6", "ipv6", 12, oneReplySegmentFaults},
	{"v4.1 Reply with a Reply chunk", "v41", 11, oneReturnedSegmentFaults},
	{"v4.1 Reply with a Reply chunk in pcapng", "nsec", 11, oneReturnedSegmentFaults},
	{"v4.1 Reply with a Write list", "recall", 77, smallReturnedFaults},
}

const (
	badCall  = "hdr/undecodable client @; err/chunk-missing server @answer"
	badReply = "hdr/undecodable server @"

	// Of a message that may be anything, the note on Replies says nothing.
	badInvalidate = badReply + "; -inv/own-flag-clear server @"
)

// readListFaults are those of an NFSv3 WRITE with four read segments of 128 KiB
// each, at Position 112, where the inline payload ends. Seven RDMA Reads pull
// each, in ascending order.
func readListFaults() []injection {
	faults := []injection{
		{"reads.end", to(1), badCall},
		{"reads.end", to(2), badCall},
		{"reads.end", to(0xffffffff), badCall},
		{"writes.end", to(1), badCall},
		{"writes.end", to(2), badCall},
		{"writes.end", to(0xffffffff), badCall},
		{"reply.present", to(1), badCall},
		{"reply.present", to(2), badCall},
		{"reply.present", to(0xffffffff), badCall},
		{"reads[0].position", minus(4), "ddp/wrong-position client @"},
		{"reads[0].length", plus(1), "chunk/read-length client @"},
		{"reads[0].length", to(0xffffffff), "chunk/read-length client @"},
	}
	for i := range 4 {
		name := fmt.Sprintf("reads[%d].", i)
		faults = append(faults, []injection{
			{name + "present", to(0), badCall}, // the Position is taken for a discriminator
			{name + "present", to(2), badCall},
			{name + "present", to(0xffffffff), badCall},
			{name + "position", plus(1), "chunk/position-unaligned client @"},
			{name + "position", plus(2), "chunk/position-unaligned client @"},
			{name + "position", to(0), "chunk/position-beyond client @"},
			{name + "position", to(0xfffffffc), "chunk/position-beyond client @"},
			{name + "handle", plus(1), "rdma/unadvertised server @ops"},
			{name + "handle", to(0), "rdma/unadvertised server @ops"},
			{name + "handle", to(0xffffffff), "rdma/unadvertised server @ops"},
			{name + "length", minus(1), "chunk/read-length client @; rdma/out-of-bounds server @last"},
			{name + "length", to(4096), "chunk/read-length client @; rdma/out-of-bounds server @ops"},
			{name + "length", to(0), "chunk/empty-segment client @; chunk/read-length client @; rdma/out-of-bounds server @ops"},
			{name + "offset", plus(4096), "rdma/out-of-bounds server @first"},
			{name + "offset", minus(1), "rdma/out-of-bounds server @last"},
			{name + "offset", to(0), "rdma/out-of-bounds server @ops"},
		}...)
	}
	return faults
}

// writeListFaults are those of an NFSv3 READ with a Write chunk of one segment
// of 64 KiB, which four RDMA Writes fill in ascending order.
var writeListFaults = []injection{
	{"reads.end", to(1), badCall},
	{"reads.end", to(2), badCall},
	{"reads.end", to(0xffffffff), badCall},
	{"writes[0].present", to(0), badCall},
	{"writes[0].present", to(2), badCall},
	{"writes[0].present", to(0xffffffff), badCall},
	{"writes[0].count", to(0), badCall}, // the handle is taken for a discriminator
	{"writes[0].count", to(2), badCall},
	{"writes[0].count", to(0xffffffff), badCall},
	{"writes.end", to(1), badCall},
	{"writes.end", to(2), badCall},
	{"writes.end", to(0xffffffff), badCall},
	{"reply.present", to(1), badCall},
	{"reply.present", to(2), badCall},
	{"reply.present", to(0xffffffff), badCall},

	{"writes[0][0].handle", plus(1), "rdma/unadvertised server @ops; write/changed server @answer; inv/foreign-handle server @answer"},
	{"writes[0][0].handle", to(0), "rdma/unadvertised server @ops; write/changed server @answer; inv/foreign-handle server @answer"},
	{"writes[0][0].handle", to(0xffffffff), "rdma/unadvertised server @ops; write/changed server @answer; inv/foreign-handle server @answer"},
	{"writes[0][0].length", minus(1), "write/too-small client @; rdma/out-of-bounds server @last; write/changed server @answer"},
	{"writes[0][0].length", to(0), "chunk/empty-segment client @; write/too-small client @; rdma/out-of-bounds server @ops; write/changed server @answer"},
	{"writes[0][0].length", plus(1), ""}, // write/pad-space is off
	{"writes[0][0].length", to(0xffffffff), ""},
	{"writes[0][0].offset", plus(4096), "rdma/out-of-bounds server @first; write/changed server @answer"},
	{"writes[0][0].offset", minus(1), "rdma/out-of-bounds server @last; write/changed server @answer"},
	{"writes[0][0].offset", to(0), "rdma/out-of-bounds server @ops; write/changed server @answer"},
}

// returnedWriteFaults are those of the Reply to it, a Send with Invalidate.
var returnedWriteFaults = []injection{
	{"reads.end", to(1), badInvalidate},
	{"reads.end", to(2), badInvalidate},
	{"reads.end", to(0xffffffff), badInvalidate},
	{"writes[0].present", to(0), badInvalidate},
	{"writes[0].present", to(2), badInvalidate},
	{"writes[0].present", to(0xffffffff), badInvalidate},
	{"writes[0].count", to(0), badInvalidate},
	{"writes[0].count", to(2000), badInvalidate},
	{"writes[0].count", to(0xffffffff), badInvalidate},
	{"writes.end", to(1), badInvalidate},
	{"writes.end", to(2), badInvalidate},
	{"writes.end", to(0xffffffff), badInvalidate},
	{"reply.present", to(1), badInvalidate},
	{"reply.present", to(2), badInvalidate},
	{"reply.present", to(0xffffffff), badInvalidate},

	{"writes[0][0].handle", plus(1), "write/changed server @"},
	{"writes[0][0].handle", to(0), "write/changed server @"},
	{"writes[0][0].handle", to(0xffffffff), "write/changed server @"},
	{"writes[0][0].length", plus(1), "write/changed server @; write/length server @"},
	{"writes[0][0].length", to(0xffffffff), "write/changed server @; write/length server @"},
	{"writes[0][0].length", minus(1), "write/length server @"},
	{"writes[0][0].length", to(0), "write/length server @"},
	{"writes[0][0].offset", plus(4096), "write/changed server @"},
	{"writes[0][0].offset", minus(1), "write/changed server @"},
	{"writes[0][0].offset", to(0), "write/changed server @"},

	{"IETH.rkey", plus(1), "inv/foreign-handle server @"},
	{"IETH.rkey", to(0), "inv/foreign-handle server @"},
	{"IETH.rkey", to(0xffffffff), "inv/foreign-handle server @"},
}

// smallReturnedFaults are those of a Reply to a READ that returned 6 bytes of
// the 4096 offered.
var smallReturnedFaults = []injection{
	{"writes[0][0].length", to(7), "write/bytes-missing server @; write/length server @"},
	{"writes[0][0].length", to(8), "write/bytes-missing server @; write/pad-written server @"},
	{"writes[0][0].length", to(4096), "write/bytes-missing server @; write/length server @"},
	{"writes[0][0].length", to(4097), "write/changed server @; write/length server @"},
	{"writes[0][0].length", to(5), "write/length server @"},
	{"writes[0][0].length", to(0), "write/length server @"},
}

// replyChunkFaults are those of a GETACL with a Reply chunk of 256, 28672 and 4
// bytes. One RDMA Write puts the Long Reply of 136 bytes into the first
// segment.
var replyChunkFaults = []injection{
	{"reads.end", to(1), badCall},
	{"reads.end", to(2), badCall},
	{"reads.end", to(0xffffffff), badCall},
	{"writes.end", to(1), badCall},
	{"writes.end", to(2), badCall},
	{"writes.end", to(0xffffffff), badCall},
	// What stands behind is taken for the RPC message.
	{"reply.present", to(0), "dir/wrong-msgtype client @; xid/mismatch client @; err/chunk-missing server @answer"},
	{"reply.present", to(2), badCall},
	{"reply.present", to(0xffffffff), badCall},
	{"reply.count", to(0), "dir/wrong-msgtype client @; xid/mismatch client @; err/chunk-missing server @answer"},
	{"reply.count", to(2), "dir/wrong-msgtype client @; xid/mismatch client @; err/chunk-missing server @answer"},
	{"reply.count", to(0xffffffff), badCall},

	{"reply[0].handle", plus(1), "rdma/unadvertised server @ops; reply/chunk-changed server @answer"},
	{"reply[0].handle", to(0), "rdma/unadvertised server @ops; reply/chunk-changed server @answer"},
	{"reply[0].handle", to(0xffffffff), "rdma/unadvertised server @ops; reply/chunk-changed server @answer"},
	{"reply[1].handle", plus(1), "reply/chunk-changed server @answer"},
	{"reply[1].handle", to(0), "reply/chunk-changed server @answer"},
	{"reply[1].handle", to(0xffffffff), "reply/chunk-changed server @answer"},
	{"reply[2].handle", plus(1), "reply/chunk-changed server @answer"},
	{"reply[2].handle", to(0), "reply/chunk-changed server @answer"},
	{"reply[2].handle", to(0xffffffff), "reply/chunk-changed server @answer"},

	{"reply[0].length", to(135), "rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
	{"reply[0].length", to(0), "chunk/empty-segment client @; rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
	{"reply[0].length", to(136), ""},
	{"reply[0].length", to(0xffffffff), ""},
	{"reply[1].length", to(0), "chunk/empty-segment client @"},
	{"reply[1].length", to(1), ""},
	{"reply[1].length", to(0xffffffff), ""},
	{"reply[2].length", to(0), "chunk/empty-segment client @"},
	{"reply[2].length", to(1), ""},
	{"reply[2].length", to(0xffffffff), ""},

	{"reply[0].offset", plus(1), "rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
	{"reply[0].offset", minus(1), "reply/chunk-changed server @answer"},
	{"reply[0].offset", to(0), "rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
	{"reply[1].offset", plus(1), "reply/chunk-changed server @answer"},
	{"reply[1].offset", minus(1), "reply/chunk-changed server @answer"},
	{"reply[1].offset", to(0), "reply/chunk-changed server @answer"},
	{"reply[2].offset", plus(1), "reply/chunk-changed server @answer"},
	{"reply[2].offset", minus(1), "reply/chunk-changed server @answer"},
	{"reply[2].offset", to(0), "reply/chunk-changed server @answer"},
}

// returnedReplyFaults are those of the RDMA_NOMSG that answers it.
var returnedReplyFaults = []injection{
	{"reads.end", to(1), badReply},
	{"reads.end", to(2), badReply},
	{"reads.end", to(0xffffffff), badReply},
	{"writes.end", to(1), badReply},
	{"writes.end", to(2), badReply},
	{"writes.end", to(0xffffffff), badReply},
	{"reply.present", to(0), "hdr/nomsg-no-chunks server @; hdr/nomsg-trailing server @; reply/chunk-not-returned server @"},
	{"reply.present", to(2), badReply},
	{"reply.present", to(0xffffffff), badReply},
	{"reply.count", to(0), "hdr/nomsg-no-chunks server @; hdr/nomsg-trailing server @; reply/chunk-changed server @"},
	{"reply.count", to(2), "hdr/nomsg-trailing server @; reply/chunk-changed server @"},
	{"reply.count", to(4), badReply},
	{"reply.count", to(0xffffffff), badReply},

	{"reply[0].handle", plus(1), "reply/chunk-changed server @"},
	{"reply[0].handle", to(0), "reply/chunk-changed server @"},
	{"reply[0].handle", to(0xffffffff), "reply/chunk-changed server @"},
	{"reply[1].handle", plus(1), "reply/chunk-changed server @"},
	{"reply[1].handle", to(0), "reply/chunk-changed server @"},
	{"reply[1].handle", to(0xffffffff), "reply/chunk-changed server @"},
	{"reply[2].handle", plus(1), "reply/chunk-changed server @"},
	{"reply[2].handle", to(0), "reply/chunk-changed server @"},
	{"reply[2].handle", to(0xffffffff), "reply/chunk-changed server @"},

	{"reply[0].length", to(132), ""},
	{"reply[0].length", to(140), "write/bytes-missing server @"},
	{"reply[0].length", to(260), "reply/chunk-changed server @"},
	{"reply[0].length", to(0), "hdr/nomsg-no-chunks server @"},
	{"reply[0].length", to(20), "rpc/truncated server @"},
	{"reply[1].length", to(4), "write/not-contiguous server @; write/bytes-missing server @"},
	{"reply[1].length", to(28672), "write/not-contiguous server @; write/bytes-missing server @"},
	{"reply[1].length", to(0xffffffff), "reply/chunk-changed server @"},
	{"reply[2].length", to(4), "write/not-contiguous server @; write/bytes-missing server @"},
	{"reply[2].length", to(8), "reply/chunk-changed server @"},
	{"reply[2].length", to(0xffffffff), "reply/chunk-changed server @"},

	{"reply[0].offset", plus(1), "reply/chunk-changed server @"},
	{"reply[0].offset", minus(1), "reply/chunk-changed server @"},
	{"reply[0].offset", to(0), "reply/chunk-changed server @"},
	{"reply[1].offset", plus(1), "reply/chunk-changed server @"},
	{"reply[1].offset", minus(1), "reply/chunk-changed server @"},
	{"reply[1].offset", to(0), "reply/chunk-changed server @"},
	{"reply[2].offset", plus(1), "reply/chunk-changed server @"},
	{"reply[2].offset", minus(1), "reply/chunk-changed server @"},
	{"reply[2].offset", to(0), "reply/chunk-changed server @"},
}

// oneReplySegmentFaults are those of an EXCHANGE_ID with a Reply chunk of one
// segment, 4240 bytes, into which one RDMA Write puts 100. The Reply is a Send
// with Invalidate.
var oneReplySegmentFaults = []injection{
	{"reply[0].handle", plus(1), "rdma/unadvertised server @ops; reply/chunk-changed server @answer; inv/foreign-handle server @answer"},
	{"reply[0].handle", to(0), "rdma/unadvertised server @ops; reply/chunk-changed server @answer; inv/foreign-handle server @answer"},
	{"reply[0].handle", to(0xffffffff), "rdma/unadvertised server @ops; reply/chunk-changed server @answer; inv/foreign-handle server @answer"},
	{"reply[0].length", to(99), "rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
	{"reply[0].length", to(100), ""},
	{"reply[0].length", to(0xffffffff), ""},
	{"reply[0].offset", plus(1), "rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
	{"reply[0].offset", minus(1), "reply/chunk-changed server @answer"},
	{"reply[0].offset", to(0), "rdma/out-of-bounds server @ops; reply/chunk-changed server @answer"},
}

// oneReturnedSegmentFaults are those of the Reply to it.
var oneReturnedSegmentFaults = []injection{
	{"reply[0].handle", plus(1), "reply/chunk-changed server @"},
	{"reply[0].handle", to(0), "reply/chunk-changed server @"},
	{"reply[0].handle", to(0xffffffff), "reply/chunk-changed server @"},
	{"reply[0].length", to(96), ""},
	{"reply[0].length", to(104), "write/bytes-missing server @"},
	{"reply[0].length", to(4244), "reply/chunk-changed server @"},
	{"reply[0].offset", plus(1), "reply/chunk-changed server @"},
	{"reply[0].offset", minus(1), "reply/chunk-changed server @"},
	{"reply[0].offset", to(0), "reply/chunk-changed server @"},
	{"IETH.rkey", plus(1), "inv/foreign-handle server @"},
	{"IETH.rkey", to(0), "inv/foreign-handle server @"},
	{"IETH.rkey", to(0xffffffff), "inv/foreign-handle server @"},
}
