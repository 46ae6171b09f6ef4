package rfc8166

// RFC 8166 §4 to §4.3: the transport header and its lists.
var rfc8166Header = []Requirement{
	{
		Key: "8166-4-a", Document: "RFC 8166", Section: "4", Level: Must, Bound: Sender, Obs: Yes,
		Text: "The transport header is XDR encoded.",
	},
	{
		Key: "8166-4-b", Document: "RFC 8166", Section: "4", Level: Def, Bound: Sender, Obs: Yes,
		Text: "RPC message layout is that of RFC 5531 apart from reduced items.",
	},
	{
		Key: "8166-4-c", Document: "RFC 8166", Section: "4", Level: May, Bound: Both, Obs: Yes,
		Text: "Either endpoint may send RDMA_MSG or RDMA_NOMSG any time within credits.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8166-4.1.2-a", Document: "RFC 8166", Section: "4.1.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "rdma_proc is one of 0–4.",
	},
	{
		Key: "8166-4.1.2-b", Document: "RFC 8166", Section: "4.1.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "The error code is 1 (ERR_VERS) or 2 (ERR_CHUNK).",
	},
	{
		Key: "8166-4.1.2-c", Document: "RFC 8166", Section: "4.1.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "List and optional discriminators are 0 or 1.",
	},
	{
		Key: "8166-4.1.2-d", Document: "RFC 8166", Section: "4.1.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "ERR_VERS carries low and high; ERR_CHUNK carries nothing.",
	},
	{
		Key: "8166-4.2-a", Document: "RFC 8166", Section: "4.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "Four fixed 32-bit words in fixed order for all versions.",
		Free: "It defines the format: words in another order are only words with other values.",
	},
	{
		Key: "8166-4.2.1-a", Document: "RFC 8166", Section: "4.2.1", Level: Must, Bound: Sender, Obs: Yes,
		Text: "Header XID = RPC message XID.",
	},
	{
		Key: "8166-4.2.1-b", Document: "RFC 8166", Section: "4.2.1", Level: May, Bound: Receiver, Obs: No,
		Text:   "The receiver may act on the header XID alone.",
		Unseen: "Internal to the receiver.",
	},
	{
		Key: "8166-4.2.2-a", Document: "RFC 8166", Section: "4.2.2", Level: Must, Bound: Sender, Obs: Yes,
		Text: "rdma_vers = 1.",
	},
	{
		Key: "8166-4.2.3-a", Document: "RFC 8166", Section: "4.2.3", Level: Def, Bound: Both, Obs: Yes,
		Text: "rdma_credit: request with a Call, grant with a Reply.",
		Free: "It tells how to read rdma_credit; what the values permit is judged under 3.3.1.",
	},
	{
		Key: "8166-4.2.4-a", Document: "RFC 8166", Section: "4.2.4", Level: Def, Bound: Sender, Obs: Yes,
		Text: "RDMA_MSG: chunk lists, then a Payload stream beginning with its XID.",
	},
	{
		Key: "8166-4.2.4-b", Document: "RFC 8166", Section: "4.2.4", Level: Def, Bound: Sender, Obs: Yes,
		Text: "RDMA_NOMSG: nothing after the lists.",
	},
	{
		Key: "8166-4.2.4-c", Document: "RFC 8166", Section: "4.2.4", Level: Must, Bound: Sender, Obs: Yes,
		Text: "RDMA_NOMSG has at least one list present and the Payload is in it.",
	},
	{
		Key: "8166-4.2.4-d", Document: "RFC 8166", Section: "4.2.4", Level: Def, Bound: Sender, Obs: Yes,
		Text: "RDMA_ERROR carries no Payload stream.",
	},
	{
		Key: "8166-4.2.4-e", Document: "RFC 8166", Section: "4.2.4", Level: MustNot, Bound: Requester, Obs: Yes,
		Text: "A Requester never sends RDMA_ERROR.",
	},
	{
		Key: "8166-4.2.4-f", Document: "RFC 8166", Section: "4.2.4", Level: Must, Bound: Responder, Obs: Yes,
		Text: "A Responder silently drops RDMA_ERROR it receives.",
	},
	{
		Key: "8166-4.2.4-g", Document: "RFC 8166", Section: "4.2.4", Level: Def, Bound: Sender, Obs: Yes,
		Text: "Header plus inline payload together may not exceed the threshold.",
	},
	{
		Key: "8166-4.2.4-h", Document: "RFC 8166", Section: "4.2.4", Level: May, Bound: Sender, Obs: Yes,
		Text: "Any or all of the three lists of an RDMA_MSG may be absent.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8166-4.3.1-a", Document: "RFC 8166", Section: "4.3.1", Level: Def, Bound: Requester, Obs: Yes,
		Text: "The Read list belongs to the Requester; each chunk names argument data to be pulled.",
		Free: "It tells how to read the Read list; lists in Replies and wrong Positions are judged under 4.3.1.",
	},
	{
		Key: "8166-4.3.1-b", Document: "RFC 8166", Section: "4.3.1", Level: Def, Bound: Requester, Obs: Yes,
		Text: "No eligible argument and no Position Zero chunk → Read list empty.",
	},
	{
		Key: "8166-4.3.1-c", Document: "RFC 8166", Section: "4.3.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "The Read list of every Reply is empty.",
	},
	{
		Key: "8166-4.3.1.1-a", Document: "RFC 8166", Section: "4.3.1.1", Level: Def, Bound: Requester, Obs: Yes,
		Text: "Position = stream offset of the reduced item.",
	},
	{
		Key: "8166-4.3.2-a", Document: "RFC 8166", Section: "4.3.2", Level: Def, Bound: Requester, Obs: Yes,
		Text: "No possible eligible result → Write list empty.",
	},
	{
		Key: "8166-4.3.2-b", Document: "RFC 8166", Section: "4.3.2", Level: Must, Bound: Responder, Obs: Yes,
		Text: "With a Write list the Responder must push eligible results into it.",
	},
	{
		Key: "8166-4.3.2-c", Document: "RFC 8166", Section: "4.3.2", Level: Def, Bound: Responder, Obs: Yes,
		Text: "Pushed items are removed from the Reply payload.",
	},
	{
		Key: "8166-4.3.2.1-a", Document: "RFC 8166", Section: "4.3.2.1", Level: Def, Bound: Requester, Obs: Yes,
		Text: "One eligible result → one Write chunk.",
	},
	{
		Key: "8166-4.3.2.1-b", Document: "RFC 8166", Section: "4.3.2.1", Level: Def, Bound: Responder, Obs: Yes,
		Text: "Several Write chunks are filled in order, one result each.",
	},
	{
		Key: "8166-4.3.2.2-a", Document: "RFC 8166", Section: "4.3.2.2", Level: Must, Bound: Responder, Obs: Partly,
		Text: "A later eligible item goes into the chunk an earlier union arm left unconsumed.",
	},
	{
		Key: "8166-4.3.2.2-b", Document: "RFC 8166", Section: "4.3.2.2", Level: Must, Bound: Requester, Obs: Partly,
		Text: "Each Write chunk can hold the largest item that may land in it.",
	},
	{
		Key: "8166-4.3.2.2-c", Document: "RFC 8166", Section: "4.3.2.2", Level: Must, Bound: Responder, Obs: Yes,
		Text: "An unconsumed Write chunk is returned as unused: same segment count, all lengths zero.",
	},
	{
		Key: "8166-4.3.2.2-d", Document: "RFC 8166", Section: "4.3.2.2", Level: MustNot, Bound: Requester, Obs: No,
		Text:   "The Requester may not assume that unconsumed memory is untouched.",
		Unseen: "Internal to the Requester.",
	},
	{
		Key: "8166-4.3.2.3-a", Document: "RFC 8166", Section: "4.3.2.3", Level: Must, Bound: Responder, Obs: Yes,
		Text: "For an empty Write chunk the item is returned inline and an empty chunk is returned in that place.",
	},
	{
		Key: "8166-4.3.2.3-b", Document: "RFC 8166", Section: "4.3.2.3", Level: Def, Bound: Both, Obs: No,
		Text:   "Both must be ready for a Long Reply then.",
		Unseen: "Internal to both peers.",
	},
	{
		Key: "8166-4.3.3-a", Document: "RFC 8166", Section: "4.3.3", Level: Must, Bound: Requester, Obs: Partly,
		Text: "A Reply chunk is provided whenever the largest possible Reply exceeds the server→client threshold.",
	},
	{
		Key: "8166-4.3.3-b", Document: "RFC 8166", Section: "4.3.3", Level: Def, Bound: Requester, Obs: Partly,
		Text: "Otherwise the Reply chunk is absent.",
		Free: "A Reply chunk that was not needed is harmless and cannot be proven needless.",
	},
	{
		Key: "8166-4.3.3-c", Document: "RFC 8166", Section: "4.3.3", Level: May, Bound: Responder, Obs: Yes,
		Text: "A Reply that fits may be sent inline although a Reply chunk was offered.",
		Free: "It grants a freedom; the duty to return the chunk stays and is judged under 4.3.3.",
	},
	{
		Key: "8166-4.3.3-d", Document: "RFC 8166", Section: "4.3.3", Level: Must, Bound: Responder, Obs: Yes,
		Text: "An offered Reply chunk is copied into the Reply header, lengths set to what was used.",
	},
}
