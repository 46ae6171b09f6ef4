package rfc8166

// RFC 8267: the bindings of NFS.
var rfc8267Bindings = []Requirement{
	{
		Key: "8267-3-a", Document: "RFC 8267", Section: "3", Level: Def, Bound: Requester, Obs: Partly,
		Text: "If the Reply may exceed the threshold the client provides Write and/or Reply chunks.",
	},
	{
		Key: "8267-3.1-a", Document: "RFC 8267", Section: "3.1", Level: Def, Bound: Responder, Obs: Yes,
		Text: "With too small receive resources the server returns an RPC error or ERR_CHUNK.",
	},
	{
		Key: "8267-3.1-b", Document: "RFC 8267", Section: "3.1", Level: DefShould, Bound: Requester, Obs: Yes,
		Text: "A retry with a larger Reply chunk uses a new XID.",
	},
	{
		Key: "8267-3.1-c", Document: "RFC 8267", Section: "3.1", Level: DefShould, Bound: Requester, Obs: Partly,
		Text: "No endless retry.",
	},
	{
		Key: "8267-3.1-d", Document: "RFC 8267", Section: "3.1", Level: DefShouldNot, Bound: Requester, Obs: Partly,
		Text: "Short-Reply-chunk retry only for the operations named (NFSACL GETACL, NFSv4 GETATTR and other unbounded results).",
	},
	{
		Key: "8267-4-a", Document: "RFC 8267", Section: "4", Level: Def, Bound: Both, Obs: Yes,
		Text: "NFSv2/3 eligible: WRITE data, SYMLINK path (arguments); READ data, READLINK path (results).",
		Free: "It is the table that decides eligibility; what is not in it is judged under 4 and 5.2.",
	},
	{
		Key: "8267-4-b", Document: "RFC 8267", Section: "4", Level: Def, Bound: Both, Obs: Yes,
		Text: "Nothing else in NFSv2/3 is eligible.",
	},
	{
		Key: "8267-4-c", Document: "RFC 8267", Section: "4", Level: Def, Bound: Requester, Obs: No,
		Text:   "A transport error does not tell whether the request was executed.",
		Unseen: "Internal to the Requester.",
	},
	{
		Key: "8267-4.1-a", Document: "RFC 8267", Section: "4.1", Level: Def, Bound: Requester, Obs: Partly,
		Text: "No NFSv2/3 operation benefits from short-Reply-chunk retry.",
	},
	{
		Key: "8267-4.2-a", Document: "RFC 8267", Section: "4.2", Level: May, Bound: Server, Obs: Yes,
		Text: "An NFSv2/3 server may use any port.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8267-5.1-a", Document: "RFC 8267", Section: "5.1", Level: Must, Bound: Server, Obs: No,
		Text:   "MOUNT, NLM, NSM are offered over TCP.",
		Unseen: "Absence cannot be proven. Seeing these programs on RPC-over-RDMA is allowed.",
	},
	{
		Key: "8267-5.2-a", Document: "RFC 8267", Section: "5.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "NFSACL has no eligible item.",
	},
	{
		Key: "8267-6.1-a", Document: "RFC 8267", Section: "6.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "NFSv4 eligible: WRITE data, CREATE NF4LNK linkdata; READ data, READLINK link. Only these (READ_PLUS is not).",
	},
	{
		Key: "8267-6.2.1-a", Document: "RFC 8267", Section: "6.2.1", Level: DefShould, Bound: Requester, Obs: Partly,
		Text: "Avoid mixing non-idempotent operations with GETATTR of unbounded attributes.",
		Free: "It is advice on composing requests; a request against it is legal.",
	},
	{
		Key: "8267-6.3-a", Document: "RFC 8267", Section: "6.3", Level: Must, Bound: Server, Obs: Partly,
		Text: "An NFSv4 RPC-over-RDMA server uses port 20049.",
	},
	{
		Key: "8267-6.3-b", Document: "RFC 8267", Section: "6.3", Level: Should, Bound: Client, Obs: No,
		Text:   "Clients connect there without asking rpcbind.",
		Unseen: "A prior rpcbind query proves little.",
	},
	{
		Key: "8267-6.4.1-a", Document: "RFC 8267", Section: "6.4.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "First Write chunk ↔ first READ-like operation, and so on.",
	},
	{
		Key: "8267-6.4.1-b", Document: "RFC 8267", Section: "6.4.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "A matching non-empty Write chunk must be used.",
	},
	{
		Key: "8267-6.4.1-c", Document: "RFC 8267", Section: "6.4.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "A matching empty Write chunk → all results of that operation inline.",
	},
	{
		Key: "8267-6.4.1-d", Document: "RFC 8267", Section: "6.4.1", Level: Must, Bound: Responder, Obs: Partly,
		Text: "Operation without eligible result → an \"empty\" Write chunk in that place.",
	},
	{
		Key: "8267-6.4.1-e", Document: "RFC 8267", Section: "6.4.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "READ-like operations beyond the Write chunks return inline.",
	},
	{
		Key: "8267-6.4.2-a", Document: "RFC 8267", Section: "6.4.2", Level: Should, Bound: Client, Obs: Yes,
		Text: "Read list: at most one Position Zero chunk and one other.",
	},
	{
		Key: "8267-6.4.2-b", Document: "RFC 8267", Section: "6.4.2", Level: Should, Bound: Client, Obs: Yes,
		Text: "At most one Write chunk.",
	},
	{
		Key: "8267-6.4.2-c", Document: "RFC 8267", Section: "6.4.2", Level: Should, Bound: Client, Obs: Yes,
		Text: "At most sixteen segments in a chunk.",
	},
	{
		Key: "8267-6.4.2-d", Document: "RFC 8267", Section: "6.4.2", Level: Must, Bound: Server, Obs: Partly,
		Text: "Servers accept Calls within those limits.",
	},
	{
		Key: "8267-6.4.2-e", Document: "RFC 8267", Section: "6.4.2", Level: Should, Bound: Server, Obs: Partly,
		Text: "Beyond its limits the server answers ERR_CHUNK or GARBAGE_ARGS.",
	},
	{
		Key: "8267-6.4.2-f", Document: "RFC 8267", Section: "6.4.2", Level: ShouldNot, Bound: Client, Obs: Yes,
		Text: "No retransmission of a Call so refused.",
	},
	{
		Key: "8267-6.4.2-g", Document: "RFC 8267", Section: "6.4.2", Level: Should, Bound: Client, Obs: No,
		Text:   "The RPC is terminated at once.",
		Unseen: "Internal to the client.",
	},
	{
		Key: "8267-6.5.1-a", Document: "RFC 8267", Section: "6.5.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "NFSv4.0 callback: nothing eligible.",
	},
	{
		Key: "8267-6.5.2-a", Document: "RFC 8267", Section: "6.5.2", Level: Must, Bound: Both, Obs: Yes,
		Text: "NFSv4.1 backchannel on RPC-over-RDMA works as RFC 8167 says.",
	},
	{
		Key: "8267-6.5.2-b", Document: "RFC 8267", Section: "6.5.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "No eligible item in 4.1/4.2 callbacks.",
	},
	{
		Key: "8267-6.5.2-c", Document: "RFC 8267", Section: "6.5.2", Level: Must, Bound: Server, Obs: Partly,
		Text: "Only Short messages in reverse unless the client's backchannel ca_maxrequestsize exceeds the inline threshold.",
	},
	{
		Key: "8267-6.7.1-a", Document: "RFC 8267", Section: "6.7.1", Level: Must, Bound: Both, Obs: No,
		Text:   "Transport must avoid congestion (quoted from NFSv4); RC satisfies it.",
		Unseen: "Not a packet property.",
	},
	{
		Key: "8267-6.7.2-a", Document: "RFC 8267", Section: "6.7.2", Level: Should, Bound: Client, Obs: No,
		Text:   "One credit kept in reserve for health checks.",
		Unseen: "A client that uses all credits shows in-flight = grant for long, but may still hold a reserve internally: not provable.",
	},
	{
		Key: "8267-6.7.2-b", Document: "RFC 8267", Section: "6.7.2", Level: Must, Bound: Requester, Obs: Partly,
		Text: "RDMA_ERROR is handled as the transport specification says, then NFSv4 retry rules.",
	},
}
