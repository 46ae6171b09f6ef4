package rfc8166

// RFC 8167: RPC in the reverse direction.
var rfc8167Reverse = []Requirement{
	{
		Key: "8167-2-a", Document: "RFC 8167", Section: "2", Level: Def, Bound: Responder, Obs: Yes,
		Text: "No Reply without a Call.",
	},
	{
		Key: "8167-2.2-a", Document: "RFC 8167", Section: "2.2", Level: Def, Bound: Client, Obs: No,
		Text:   "In reverse operation too, the ONC RPC client makes the connection.",
		Unseen: "The side that opens is by definition taken as the client.",
	},
	{
		Key: "8167-2.4-a", Document: "RFC 8167", Section: "2.4", Level: Def, Bound: Requester, Obs: Yes,
		Text: "A Call's XID is unique among the Calls that Requester has outstanding.",
	},
	{
		Key: "8167-2.4-b", Document: "RFC 8167", Section: "2.4", Level: Def, Bound: Responder, Obs: Yes,
		Text: "A Reply's XID is that of its Call.",
	},
	{
		Key: "8167-2.4.1-a", Document: "RFC 8167", Section: "2.4.1", Level: May, Bound: Both, Obs: Yes,
		Text: "Both directions may use the same XID at the same time.",
		Free: "It grants a freedom: transactions are told apart by connection, direction and XID.",
	},
	{
		Key: "8167-4.1-a", Document: "RFC 8167", Section: "4.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "Credits work in reverse as forward and are accounted separately.",
	},
	{
		Key: "8167-4.1-b", Document: "RFC 8167", Section: "4.1", Level: May, Bound: Both, Obs: Yes,
		Text: "Reverse and forward credit values may differ.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8167-4.1-c", Document: "RFC 8167", Section: "4.1", Level: Must, Bound: Receiver, Obs: No,
		Text:   "If the direction cannot be told, the receiver ignores rdma_credit.",
		Unseen: "Internal to the receiver.",
	},
	{
		Key: "8167-4.1-d", Document: "RFC 8167", Section: "4.1", Level: Def, Bound: Responder, Obs: Yes,
		Text: "The forward credit value means the same with or without reverse traffic.",
		Free: "It is an accounting rule: reverse Replies do not count against forward grants.",
	},
	{
		Key: "8167-4.2-a", Document: "RFC 8167", Section: "4.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "Both directions of operation share the Receive buffers: thresholds belong to the direction of travel, not to the role.",
	},
	{
		Key: "8167-4.3.1-a", Document: "RFC 8167", Section: "4.3.1", Level: Def, Bound: Client, Obs: Partly,
		Text: "The client posts Receives for its reverse grant plus one per outstanding forward Call.",
	},
	{
		Key: "8167-4.3.1-b", Document: "RFC 8167", Section: "4.3.1", Level: Def, Bound: Client, Obs: Partly,
		Text: "After a reconnect the client posts Receives for the Replies to resent Calls and for reverse Calls.",
	},
	{
		Key: "8167-4.3.2-a", Document: "RFC 8167", Section: "4.3.2", Level: Def, Bound: Server, Obs: Partly,
		Text: "The server posts no fewer Receives than the credits it grants.",
	},
	{
		Key: "8167-4.3.2-b", Document: "RFC 8167", Section: "4.3.2", Level: Def, Bound: Server, Obs: Partly,
		Text: "The server posts a further Receive for each reverse Call it sends.",
	},
	{
		Key: "8167-4.3.2-c", Document: "RFC 8167", Section: "4.3.2", Level: Def, Bound: Server, Obs: Partly,
		Text: "After a reconnect the server posts Receives for Replies to resent reverse Calls and for forward Calls.",
	},
	{
		Key: "8167-5.1-a", Document: "RFC 8167", Section: "5.1", Level: Def, Bound: Server, Obs: Yes,
		Text: "A reverse Call has a fresh XID.",
	},
	{
		Key: "8167-5.1-b", Document: "RFC 8167", Section: "5.1", Level: Must, Bound: Both, Obs: Yes,
		Text: "rdma_vers is the same in reverse and forward Calls of a connection.",
	},
	{
		Key: "8167-5.1-c", Document: "RFC 8167", Section: "5.1", Level: Def, Bound: Server, Obs: Yes,
		Text: "rdma_credit of a reverse Call is the reverse credit request.",
		Free: "It tells how to read rdma_credit of a reverse Call.",
	},
	{
		Key: "8167-5.1-d", Document: "RFC 8167", Section: "5.1", Level: Must, Bound: Server, Obs: Yes,
		Text: "Reverse Call: header XID = RPC XID.",
	},
	{
		Key: "8167-5.1-e", Document: "RFC 8167", Section: "5.1", Level: Must, Bound: Server, Obs: Yes,
		Text: "Reverse Call: msg_type is CALL.",
	},
	{
		Key: "8167-5.2-a", Document: "RFC 8167", Section: "5.2", Level: Def, Bound: Client, Obs: Yes,
		Text: "A reverse Reply copies the XID of the reverse Call.",
	},
	{
		Key: "8167-5.2-b", Document: "RFC 8167", Section: "5.2", Level: Must, Bound: Client, Obs: Yes,
		Text: "A reverse Reply has the rdma_vers of its Call.",
	},
	{
		Key: "8167-5.2-c", Document: "RFC 8167", Section: "5.2", Level: Def, Bound: Client, Obs: Yes,
		Text: "rdma_credit of a reverse Reply is the reverse grant (zero would violate 8166-3.3.1-c by analogy).",
	},
	{
		Key: "8167-5.2-d", Document: "RFC 8167", Section: "5.2", Level: Must, Bound: Client, Obs: Yes,
		Text: "Reverse Reply: header XID = RPC XID.",
	},
	{
		Key: "8167-5.2-e", Document: "RFC 8167", Section: "5.2", Level: Must, Bound: Client, Obs: Yes,
		Text: "Reverse Reply: msg_type is REPLY.",
	},
	{
		Key: "8167-5.3-a", Document: "RFC 8167", Section: "5.3", Level: May, Bound: Both, Obs: Yes,
		Text: "Chunks may be used in reverse, working as forward.",
		Free: "It grants a freedom: a client may read and write the segments of an outstanding reverse Call.",
	},
	{
		Key: "8167-5.3-b", Document: "RFC 8167", Section: "5.3", Level: Def, Bound: Both, Obs: Yes,
		Text: "Without chunk support reverse messages are Short and within the threshold.",
	},
	{
		Key: "8167-5.3-c", Document: "RFC 8167", Section: "5.3", Level: Must, Bound: Client, Obs: Yes,
		Text: "A client without chunk support answers a reverse Call that has chunks with RDMA_ERROR/ERR_CHUNK.",
	},
	{
		Key: "8167-5.4-a", Document: "RFC 8167", Section: "5.4", Level: Def, Bound: Server, Obs: Yes,
		Text: "Reverse retransmission waits for the client to reconnect; the XID is reused.",
	},
	{
		Key: "8167-5.4-b", Document: "RFC 8167", Section: "5.4", Level: Should, Bound: Client, Obs: No,
		Text:   "The client keeps a connection while the server may need to call back.",
		Unseen: "Needs knowledge of delegations/layouts and all connections.",
	},
	{
		Key: "8167-6-a", Document: "RFC 8167", Section: "6", Level: MustNot, Bound: Server, Obs: Partly,
		Text: "No reverse operation before the peer said it is ready.",
	},
	{
		Key: "8167-7-a", Document: "RFC 8167", Section: "7", Level: Def, Bound: Binding, Obs: No,
		Text:   "Bindings say what is eligible in reverse.",
		Unseen: "Concerns documents; what the NFS bindings say is 8267-6.5.2-b.",
	},
}
