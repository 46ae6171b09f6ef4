package rfc8166

// RFC 8797: the private data of the connection manager.
var rfc8797PrivateData = []Requirement{
	{
		Key: "8797-1-a", Document: "RFC 8797", Section: "1", Level: Optional, Bound: Both, Obs: Yes,
		Text: "Sending the private data is optional.",
	},
	{
		Key: "8797-3.2-a", Document: "RFC 8797", Section: "3.2", Level: DefMustNot, Bound: Responder, Obs: Yes,
		Text: "No remote invalidation unless own stack and the Requester support it.",
	},
	{
		Key: "8797-4-a", Document: "RFC 8797", Section: "4", Level: Must, Bound: Both, Obs: Partly,
		Text: "Be ready for other settings after a reconnect.",
	},
	{
		Key: "8797-4-b", Document: "RFC 8797", Section: "4", Level: Def, Bound: Both, Obs: Yes,
		Text: "The first eight octets of the private data carry the format; identifier 0xF6AB0E18.",
	},
	{
		Key: "8797-4-c", Document: "RFC 8797", Section: "4", Level: Def, Bound: Both, Obs: Yes,
		Text: "Version 1 means exactly these eight octets.",
	},
	{
		Key: "8797-4-d", Document: "RFC 8797", Section: "4", Level: Must, Bound: Sender, Obs: Yes,
		Text: "The seven reserved bits are zero.",
	},
	{
		Key: "8797-4-e", Document: "RFC 8797", Section: "4", Level: Must, Bound: Receiver, Obs: No,
		Text:   "Receivers ignore the reserved bits.",
		Unseen: "Internal to the receiver.",
	},
	{
		Key: "8797-4-f", Document: "RFC 8797", Section: "4", Level: Def, Bound: Both, Obs: Yes,
		Text: "Settings are fixed for the life of the connection; client and server use the same format.",
		Free: "It tells that what the private data said holds until the connection ends.",
	},
	{
		Key: "8797-4.1-a", Document: "RFC 8797", Section: "4.1", Level: May, Bound: Responder, Obs: Yes,
		Text: "With R set by both, Replies may use Send with Invalidate.",
		Free: "It grants a freedom under conditions that 4.1 judges.",
	},
	{
		Key: "8797-4.1-b", Document: "RFC 8797", Section: "4.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "The invalidated key belongs to the transaction in rdma_xid of that Send.",
	},
	{
		Key: "8797-4.1-c", Document: "RFC 8797", Section: "4.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "If either peer has R clear, Replies use plain Send only.",
	},
	{
		Key: "8797-4.1-d", Document: "RFC 8797", Section: "4.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "Remote invalidation belongs to Responders transmitting Replies; nothing sanctions it in Calls or RDMA_ERROR.",
	},
	{
		Key: "8797-4.2-a", Document: "RFC 8797", Section: "4.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "Size code = bytes/1024 − 1, range 1024–262144.",
		Free: "Every code stands for a size, so none can be wrong.",
	},
	{
		Key: "8797-4.2-b", Document: "RFC 8797", Section: "4.2", Level: Def, Bound: Client, Obs: Yes,
		Text: "Client→server threshold = min(client Send Size, server Receive Size).",
	},
	{
		Key: "8797-4.2-c", Document: "RFC 8797", Section: "4.2", Level: Def, Bound: Server, Obs: Yes,
		Text: "Server→client threshold = min(server Send Size, client Receive Size).",
	},
	{
		Key: "8797-4.2-d", Document: "RFC 8797", Section: "4.2", Level: Def, Bound: Receiver, Obs: Partly,
		Text: "The sizes guarantee that Sends within them do not fail for length.",
	},
	{
		Key: "8797-5.1-a", Document: "RFC 8797", Section: "5.1", Level: Must, Bound: Both, Obs: Yes,
		Text: "Peer message missing or malformed → act as if R = 0 and sizes 1024.",
	},
	{
		Key: "8797-5.2-a", Document: "RFC 8797", Section: "5.2", Level: Def, Bound: Receiver, Obs: No,
		Text:   "Receivers search the identifier at any byte offset.",
		Unseen: "Internal to the receiver.",
	},
	{
		Key: "8797-5.2-b", Document: "RFC 8797", Section: "5.2", Level: Must, Bound: Receiver, Obs: Yes,
		Text: "Identifier absent → as if no private data.",
	},
	{
		Key: "8797-5.2-c", Document: "RFC 8797", Section: "5.2", Level: DefShould, Bound: Receiver, Obs: No,
		Text:   "Receivers check version and length.",
		Unseen: "Internal to the receiver.",
	},
	{
		Key: "8797-7-a", Document: "RFC 8797", Section: "7", Level: Def, Bound: Both, Obs: Yes,
		Text: "Only Reliable Connected QPs carry RPC-over-RDMA v1 (on InfiniBand/RoCE).",
	},
}
