package rules

var linuxServer = []Deviation{
	{
		Implementation: "Linux server", Versions: "6.1.192, 7.2.13",
		Rules:     []string{"xid/mismatch", "err/chunk-missing"},
		What:      "A Call whose rdma_xid is not that of its RPC message is taken, and answered with a Reply whose two XIDs differ as well; ERR_CHUNK is due.",
		Reference: "captures of Linux 6.1.192; net/sunrpc/xprtrdma of 7.2.13 does not compare them",
	},
	{
		Implementation: "Linux server", Versions: "6.1.192",
		Rules:     []string{"hdr/nomsg-no-chunks", "err/chunk-missing"},
		What:      "An RDMA_NOMSG without chunks is never answered. With an RPC message behind its empty lists it is executed as if it were an RDMA_MSG.",
		Reference: "captures of Linux 6.1.192",
	},
	{
		Implementation: "Linux server", Versions: "since May 2026: 7.2, 6.1.192",
		Rules:     []string{"write/empty-chunk", "err/chunk-seen"},
		What:      "A Write chunk without segments is refused with ERR_CHUNK, although RFC 8166 gives it a meaning (§3.4.6, §4.3.2.3).",
		Reference: "linux-nfs, \"reject Write/Reply chunks with segcount 0\"; captures of Linux 6.1.192",
	},
	{
		Implementation: "Linux server", Versions: "6.1.192, 7.2.13",
		Rules:     []string{"err/short-answered"},
		What:      "A message of fewer than 28 bytes is answered with ERR_CHUNK; it has to be dropped.",
		Reference: "captures of Linux 6.1.192; net/sunrpc/xprtrdma of 7.2.13",
	},
	{
		Implementation: "Linux server", Versions: "6.1.192",
		Rules:     []string{"xid/mismatch"},
		What:      "A NULL Call with an unordered Read list was answered with the XID of the Call in the header and XID 0 in the RPC message.",
		Reference: "captures of Linux 6.1.192",
	},
	{
		Implementation: "Linux server", Versions: "7.2.13",
		Rules:     []string{"inline/exceeded"},
		What:      "The sizes that the client announces are not looked at: an inline Reply may be longer than the client's Receives.",
		Reference: "net/sunrpc/xprtrdma of Linux 7.2.13",
	},
	{
		Implementation: "Linux server", Versions: "before 2016",
		Rules:     []string{"err/chunk-missing", "err/wrong-xid", "conn/unanswered"},
		What:      "A malformed Call got no answer, or an RDMA_ERROR with an XID that nobody had used.",
		Reference: "commit a0544c946dfd \"Hook up the logic to return ERR_CHUNK\", and its parent \"Use correct XID in error replies\"",
	},
	{
		Implementation: "Linux server", Versions: "before \"harden the parsed chunk list\" (May 2026)",
		Rules:     []string{"hdr/undecodable", "chunk/read-order", "chunk/read-overlap"},
		What:      "Absurd segment counts, Read lists above the budget, and Positions that overlap or are out of order were taken.",
		Reference: "CVE-2026-93228, CVE-2026-89528, CVE-2026-89532, CVE-2026-89533, CVE-2025-71068",
	},
	{
		Implementation: "Linux server", Versions: "before June 2026",
		Rules:     []string{"reply/chunk-missing"},
		What:      "A large READ without Write list and Reply chunk made an inline Reply that did not fit the server's own buffer.",
		Reference: "\"Reject inline replies that overflow the pull-up buffer\"",
	},
	{
		Implementation: "Linux server", Versions: "before November 2020",
		Rules:     []string{"reply/chunk-changed", "rdma/out-of-bounds"},
		What:      "A Reply chunk came back with more bytes than were offered, and was written beyond its last segment.",
		Reference: "\"Catch another Reply chunk overflow case\"",
	},
	{
		Implementation: "Linux server", Versions: "before October 2023",
		Rules:     []string{"rdma/remote-access-nak", "conn/unanswered"},
		What:      "After a failed RDMA Read the Call was lost in silence, and the connection stayed.",
		Reference: "\"Drop connection after an RDMA Read error\"",
	},
	{
		Implementation: "Linux server", Versions: "before changes of 2020",
		Rules:     []string{"write/not-used", "write/order"},
		What:      "Of several Write chunks only the first was used: the results of further READs in a COMPOUND came inline.",
		Reference: "threads of February and October 2020 on \"only one Write chunk\" and \"multiple Read chunks per RPC\"",
	},
	{
		Implementation: "Linux server", Versions: "before a revert of April 2024",
		Rules:     []string{"write/bytes-missing", "rdma/after-reply"},
		What:      "A Reply could overtake the RDMA Writes of its Write chunks.",
		Reference: "revert of \"Add Write chunk WRs to the RPC's Send WR chain\"",
	},
	{
		Implementation: "Linux server", Versions: "before June 2019",
		Rules:     []string{"nfs/replayed"},
		What:      "A Call that was sent again after a reconnect was executed twice, since the replay cache went by the source port.",
		Reference: "\"Ignore source port when computing DRC hash\"",
	},
	{
		Implementation: "Linux server", Versions: "5.4, and others before the fixes of these",
		Rules:     []string{"inline/exceeded", "conn/loop"},
		What:      "The Reply to a READ came inline and was longer than the client's Receives: the connection was lost, and again with the same XID after each reconnect.",
		Reference: "bugzilla 198053, openzfs/zfs#6795, thread \"NFS over RDMA issues on Linux 5.4\" (August 2020)",
	},
}

var linuxClient = []Deviation{
	{
		Implementation: "Linux client", Versions: "before \"Reset credit grant properly after a disconnect\" and \"Close window between waking RPC senders and posting Receives\"",
		Rules:     []string{"credit/first-call", "recv/rnr-client", "recv/rnr-overrun", "conn/loss", "conn/loop"},
		What:      "After a reconnect all pending Calls were sent at once, before the first grant and before Receives for their Replies were posted.",
		Reference: "commits 8d4fb8ff \"Fix disconnect regression\", ef739b21 and 2ae50ad68cd7; threads \"Connection becomes unstable after a reconnect\" (2019) and \"Fix cwnd update ordering\" (2021)",
	},
	{
		Implementation: "Linux client", Versions: "before June 2026",
		Rules:     []string{"recv/ack-credits-low", "recv/rnr-client"},
		What:      "The Receive that a malformed Reply had used was not posted again: one Receive fewer after each, until none was left.",
		Reference: "\"Repost Receive buffers for malformed replies\", \"Fix bcall rep leak\"",
	},
	{
		Implementation: "Linux client", Versions: "before June 2026",
		Rules:     []string{"credit/zero-grant", "credit/grant-huge"},
		What:      "The grant of a Reply was taken before the Reply had been looked at: an absurd one made a burst or a stall.",
		Reference: "\"Sanitize the reply credit grant after parsing\"",
	},
	{
		Implementation: "Linux client", Versions: "before June 2020",
		Rules:     []string{"err/repeat"},
		What:      "A Call that an RDMA_ERROR had refused was sent again and again.",
		Reference: "\"Fix handling of RDMA_ERROR replies\"",
	},
	{
		Implementation: "Linux client", Versions: "before fixes of 2019 and 2020",
		Rules:     []string{"inline/exceeded", "recv/too-small"},
		What:      "A Call with long chunk lists was longer than the server's Receives.",
		Reference: "commit 302d3deb2068 \"Prevent inline overflow\"; \"Boost maximum transport header size\", \"fix incorrect header size calculations\"",
	},
	{
		Implementation: "Linux client", Versions: "of 2021, while pads were left out",
		Rules:     []string{"chunk/read-length", "chunk/pad-left"},
		What:      "What follows the data of a WRITE travelled both in the Read chunk and inline, and the chunk was longer than item and pad.",
		Reference: "\"Pad optimization, revisited\" (February 2021), its revert (May) and \"revisited again\" (August)",
	},
	{
		Implementation: "Linux client", Versions: "before July 2023",
		Rules:     []string{"conn/loop", "recv/too-small"},
		What:      "Receives were not mapped anew after a reconnect: the new connection died of its first Reply.",
		Reference: "\"Remap Receive buffers after a reconnect\"",
	},
	{
		Implementation: "Linux", Versions: "before December 2020",
		Rules:     []string{"chunk/long-unpadded", "write/length"},
		What:      "XDR padding was missing from a Long Message, or a chunk was not as long as its item.",
		Reference: "\"Do not add XDR padding to xdr_buf page vector\", \"Fix XDRBUF_SPARSE_PAGES\"",
	},
	{
		Implementation: "Linux",
		Rules:          []string{"credit/reverse-exceeded", "conn/unanswered"},
		What:           "More reverse Calls were sent than granted, or none although the client waited for one.",
		Reference:      "\"Fix bc_max_slots\" (2019); thread on COPY_OFFLOAD (2021)",
	},
	{
		Implementation: "Linux client", Versions: "before a change of 2018",
		Rules:     []string{"conn/loss"},
		What:      "Sends that nobody acknowledged for minutes did not end the connection.",
		Reference: "commit 33849792cbcd \"Detect unreachable servers more reliably\"",
	},
}
