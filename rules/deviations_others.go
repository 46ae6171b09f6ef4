package rules

var otherPeers = []Deviation{
	{
		Implementation: "nfs-ganesha (ntirpc)",
		Rules:          []string{"write/list-missing", "write/not-used"},
		What:           "Where a Write list and a Reply chunk are offered the Write list is dropped; otherwise the first Write chunk alone is used.",
		Reference:      "src/xdr_rdma.c at 138ca02a",
	},
	{
		Implementation: "nfs-ganesha (ntirpc)",
		Rules:          []string{"write/length"},
		What:           "A result that is too long for its chunk is cut; ERR_CHUNK is due.",
		Reference:      "src/xdr_rdma.c at 138ca02a",
	},
	{
		Implementation: "nfs-ganesha (ntirpc)",
		Rules:          []string{"inline/over-default", "cmp/one-sided"},
		What:           "There is no private data, and inline Replies of up to 8 KB are sent whatever the client's threshold.",
		Reference:      "src/xdr_rdma.c at 138ca02a",
	},
	{
		Implementation: "nfs-ganesha (ntirpc)",
		Rules:          []string{"credit/echo"},
		What:           "An error Reply is built in the Call's buffer and grants what the client asked for.",
		Reference:      "src/xdr_rdma.c at 138ca02a",
	},
	{
		Implementation: "nfs-ganesha (ntirpc)",
		Rules:          []string{"credit/reverse-exceeded"},
		What:           "Reverse Calls are sent without regard to the client's grant.",
		Reference:      "linux-nfs, 2025-11-28",
	},
	{
		Implementation: "nfs-ganesha (ntirpc)", Versions: "before the fixes of these",
		Rules:     []string{"conn/unanswered", "read/incomplete"},
		What:      "WRITEs above 1 KB hung; inline ones below 8 KB were decoded at a wrong offset.",
		Reference: "ganesha#672; ntirpc pull requests 296, 298, 353, 358, 364, 387",
	},
	{
		Implementation: "illumos rpcib",
		Rules:          []string{"hdr/done"},
		What:           "RDMA_DONE is still there, from the transfer model before RFC 8166.",
		Reference:      "usr/src/uts/common/rpc",
	},
	{
		Implementation: "illumos rpcib",
		Rules:          []string{"conn/unanswered"},
		What:           "A Reply that is too long, with no Reply chunk to take it, is dropped without an error.",
		Reference:      "usr/src/uts/common/rpc",
	},
	{
		Implementation: "illumos rpcib",
		Rules:          []string{"reply/chunk-changed"},
		What:           "A Reply chunk may come back with fewer segments than were offered.",
		Reference:      "usr/src/uts/common/rpc",
	},
	{
		Implementation: "illumos rpcib",
		Rules:          []string{"credit/first-call"},
		What:           "Grant 0 means that there is no limit yet, so that many Calls are sent before the first grant.",
		Reference:      "usr/src/uts/common/rpc",
	},
	{
		Implementation: "Solaris server, old ones",
		Rules:          []string{"write/pad-written", "write/pad-space"},
		What:           "The XDR pad of a result is written into the Write chunk; Linux clients therefore offer room for it.",
		Reference:      "\"Provide a buffer to pad Write chunks\" (Linux, August 2021)",
	},
	{
		Implementation: "libevpl (chimera)", Versions: "before the fix of libevpl#76",
		Rules:     []string{"credit/zero-grant"},
		What:      "The grant of a Reply was not initialised: with zero in it, Linux clients fell to one RPC at a time.",
		Reference: "libevpl#76",
	},
	{
		Implementation: "libevpl (chimera)", Versions: "after libevpl#76",
		Rules:     []string{"credit/echo"},
		What:      "Grants echoed what the client asked for, without a limit.",
		Reference: "chimera#1405",
	},
	{
		Implementation: "libevpl (chimera)", Versions: "before the fix of libevpl#95",
		Rules:     []string{"err/chunk-missing"},
		What:      "A Reply chunk was decoded with one word too many: mounts hung at EXCHANGE_ID.",
		Reference: "libevpl#95, chimera#641",
	},
	{
		Implementation: "libevpl (chimera)", Versions: "before the fixes of these",
		Rules:     []string{"reply/chunk-not-returned"},
		What:      "Reply chunks were ignored.",
		Reference: "libevpl#105, libevpl#124",
	},
	{
		Implementation: "libevpl (chimera)", Versions: "2024 to 2026",
		Rules:     []string{"write/bytes-missing"},
		What:      "The advertised length was taken for the returned one, and a Reply that did not fit its Reply chunk was cut in silence.",
		Reference: "source of libevpl",
	},
}
