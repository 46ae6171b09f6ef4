package rfc8166

// RFC 8166 §4.4 to §9: registration, errors, bindings, security.
var rfc8166Errors = []Requirement{
	{
		Key: "8166-4.4.1-a", Document: "RFC 8166", Section: "4.4.1", Level: DefMust, Bound: Requester, Obs: Partly,
		Text: "Memory is fenced from the Responder before the upper layer touches it.",
	},
	{
		Key: "8166-4.4.1-b", Document: "RFC 8166", Section: "4.4.1", Level: DefMustNot, Bound: Requester, Obs: No,
		Text:   "The Requester does not touch the memory while the Responder may.",
		Unseen: "Internal to the Requester.",
	},
	{
		Key: "8166-4.4.1-c", Document: "RFC 8166", Section: "4.4.1", Level: Def, Bound: Both, Obs: Partly,
		Text: "Canceled RPCs: the Responder cannot know and may still read or write.",
	},
	{
		Key: "8166-4.5-a", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Receiver, Obs: Yes,
		Text: "A message shorter than the smallest header (28 bytes) is dropped silently before parsing.",
	},
	{
		Key: "8166-4.5-b", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Responder, Obs: Partly,
		Text: "Any other header error in a Call is answered with RDMA_ERROR.",
	},
	{
		Key: "8166-4.5-c", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Requester, Obs: Yes,
		Text: "Header errors in a Reply are dropped silently by the Requester.",
	},
	{
		Key: "8166-4.5-d", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Responder, Obs: Yes,
		Text: "RDMA_ERROR repeats the XID of the failing request.",
	},
	{
		Key: "8166-4.5-e", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Responder, Obs: Yes,
		Text: "RDMA_ERROR repeats the rdma_vers of the failing request.",
	},
	{
		Key: "8166-4.5-f", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Responder, Obs: Yes,
		Text: "rdma_proc = RDMA_ERROR (4).",
		Free: "It is how an error message is known; another rdma_proc is another message.",
	},
	{
		Key: "8166-4.5-g", Document: "RFC 8166", Section: "4.5", Level: Def, Bound: Responder, Obs: Yes,
		Text: "The error code tells the kind of error.",
	},
	{
		Key: "8166-4.5-h", Document: "RFC 8166", Section: "4.5", Level: Def, Bound: Both, Obs: Yes,
		Text: "RDMA_ERROR is a permanent error and completes the transaction.",
	},
	{
		Key: "8166-4.5-i", Document: "RFC 8166", Section: "4.5", Level: Must, Bound: Receiver, Obs: Partly,
		Text: "An RDMA_ERROR that cannot be decoded is dropped silently.",
	},
	{
		Key: "8166-4.5.1-a", Document: "RFC 8166", Section: "4.5.1", Level: Must, Bound: Responder, Obs: Yes,
		Text: "An unsupported rdma_vers is answered with ERR_VERS giving the lowest and highest supported version.",
	},
	{
		Key: "8166-4.5.2-a", Document: "RFC 8166", Section: "4.5.2", Level: Must, Bound: Responder, Obs: Partly,
		Text: "Recognised version but unparsable header → RDMA_ERROR/ERR_CHUNK (bad rdma_proc, RDMA_NOMSG without chunks, XID mismatch…).",
	},
	{
		Key: "8166-4.5.2-b", Document: "RFC 8166", Section: "4.5.2", Level: Should, Bound: Responder, Obs: Partly,
		Text: "Header fine but arguments unparsable → RPC Reply GARBAGE_ARGS in an RDMA_MSG.",
	},
	{
		Key: "8166-4.5.3-a", Document: "RFC 8166", Section: "4.5.3", Level: DefShould, Bound: Responder, Obs: Partly,
		Text: "After a reconnect the Responder answers the XID that broke the connection with ERR_CHUNK instead of breaking it again.",
	},
	{
		Key: "8166-4.5.4-a", Document: "RFC 8166", Section: "4.5.4", Level: Must, Bound: Requester, Obs: No,
		Text:   "A Requester unable to invalidate memory closes the connection before completing the RPC.",
		Unseen: "Invalidation failures are invisible.",
	},
	{
		Key: "8166-4.5.4-b", Document: "RFC 8166", Section: "4.5.4", Level: Must, Bound: Responder, Obs: Partly,
		Text: "A Responder unable to send a Reply or error closes the connection.",
	},
	{
		Key: "8166-4.6.1-a", Document: "RFC 8166", Section: "4.6.1", Level: MustNot, Bound: Sender, Obs: Yes,
		Text: "RDMA_MSGP is never sent.",
	},
	{
		Key: "8166-4.6.1-b", Document: "RFC 8166", Section: "4.6.1", Level: Should, Bound: Responder, Obs: Yes,
		Text: "RDMA_MSGP received by a Responder → RDMA_ERROR/ERR_CHUNK.",
	},
	{
		Key: "8166-4.6.1-c", Document: "RFC 8166", Section: "4.6.1", Level: Must, Bound: Requester, Obs: Yes,
		Text: "RDMA_MSGP received by a Requester is dropped silently.",
	},
	{
		Key: "8166-4.6.2-a", Document: "RFC 8166", Section: "4.6.2", Level: MustNot, Bound: Sender, Obs: Yes,
		Text: "RDMA_DONE is never sent.",
	},
	{
		Key: "8166-4.6.2-b", Document: "RFC 8166", Section: "4.6.2", Level: Must, Bound: Receiver, Obs: Yes,
		Text: "RDMA_DONE is dropped silently.",
	},
	{
		Key: "8166-5-a", Document: "RFC 8166", Section: "5", Level: Must, Bound: Both, Obs: Partly,
		Text: "On InfiniBand an address translation (such as the RDMA IP CM service) is used.",
	},
	{
		Key: "8166-5-b", Document: "RFC 8166", Section: "5", Level: Def, Bound: Both, Obs: Yes,
		Text: "NFS/RDMA well-known port 20049.",
	},
	{
		Key: "8166-5-c", Document: "RFC 8166", Section: "5", Level: May, Bound: Both, Obs: No,
		Text:   "Use of rpcbind netids rdma, rdma6.",
		Unseen: "rpcbind runs over other connections.",
	},
	{
		Key: "8166-6.1-a", Document: "RFC 8166", Section: "6.1", Level: MustNot, Bound: Sender, Obs: Yes,
		Text: "Non-eligible items are never reduced.",
	},
	{
		Key: "8166-6.1-b", Document: "RFC 8166", Section: "6.1", Level: May, Bound: Sender, Obs: Yes,
		Text: "They may travel in Position Zero and Reply chunks.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8166-6.1-c", Document: "RFC 8166", Section: "6.1", Level: Must, Bound: Responder, Obs: Partly,
		Text: "A Call with a wrongly reduced argument is not processed and is reported (ERR_CHUNK or GARBAGE_ARGS).",
	},
	{
		Key: "8166-6.1-d", Document: "RFC 8166", Section: "6.1", Level: Must, Bound: Requester, Obs: No,
		Text:   "A Reply with a wrongly reduced result terminates the RPC with an error to the consumer.",
		Unseen: "Internal to the Requester.",
	},
	{
		Key: "8166-6.1-e", Document: "RFC 8166", Section: "6.1", Level: Must, Bound: Requester, Obs: No,
		Text:   "Likewise when an eligible result was not reduced into an available Write chunk.",
		Unseen: "Internal to the Requester; the Responder's fault is 8166-4.3.2-b.",
	},
	{
		Key: "8166-6.2-a", Document: "RFC 8166", Section: "6.2", Level: DefMust, Bound: Requester, Obs: Partly,
		Text: "Reply resources are sized for the largest possible Reply.",
	},
	{
		Key: "8166-6.3-a", Document: "RFC 8166", Section: "6.3", Level: Def, Bound: Both, Obs: No,
		Text:   "No transport parameter can change after connection set-up.",
		Unseen: "Nothing more to violate: thresholds that change are 8166-3.3.2-b.",
	},
	{
		Key: "8166-7-a", Document: "RFC 8166", Section: "7", Level: DefMust, Bound: Both, Obs: Yes,
		Text: "The first four words and the ERR_VERS body keep place and meaning in all versions.",
		Free: "It tells how far messages of other versions can be decoded.",
	},
	{
		Key: "8166-8.1-a", Document: "RFC 8166", Section: "8.1", Level: MustNot, Bound: Implementation, Obs: No,
		Text:   "No vulnerability to memory is introduced.",
		Unseen: "Not a packet property.",
	},
	{
		Key: "8166-8.1-b", Document: "RFC 8166", Section: "8.1", Level: Required, Bound: Provider, Obs: No,
		Text:   "The RDMA provider conforms to RFC 5042.",
		Unseen: "Not a packet property.",
	},
	{
		Key: "8166-8.1.1-a", Document: "RFC 8166", Section: "8.1.1", Level: Def, Bound: Provider, Obs: Partly,
		Text: "A handle used from another connection must fail at once.",
	},
	{
		Key: "8166-8.1.2-a", Document: "RFC 8166", Section: "8.1.2", Level: DefShould, Bound: Requester, Obs: Partly,
		Text: "Handles are unpredictable; no permanently registered memory is advertised.",
	},
	{
		Key: "8166-8.1.3-a", Document: "RFC 8166", Section: "8.1.3", Level: DefShould, Bound: Requester, Obs: Partly,
		Text: "Memory is registered only just before use.",
	},
	{
		Key: "8166-8.1.3-b", Document: "RFC 8166", Section: "8.1.3", Level: DefShould, Bound: Requester, Obs: Partly,
		Text: "Memory is invalidated as soon as the RPC completes, before integrity checks and consumer access.",
	},
	{
		Key: "8166-8.1.4-a", Document: "RFC 8166", Section: "8.1.4", Level: Def, Bound: Requester, Obs: Yes,
		Text: "Concurrent RPCs stay at or under the granted credits.",
	},
	{
		Key: "8166-8.1.4-b", Document: "RFC 8166", Section: "8.1.4", Level: DefMay, Bound: Responder, Obs: Yes,
		Text: "A Responder may refuse unreasonably large Read chunks with RDMA_ERROR.",
	},
	{
		Key: "8166-8.2.1-a", Document: "RFC 8166", Section: "8.2.1", Level: Required, Bound: Deployment, Obs: No,
		Text:   "Lower-layer protection where integrity or confidentiality plus efficiency is wanted.",
		Unseen: "IPsec would hide everything.",
	},
	{
		Key: "8166-8.2.1-b", Document: "RFC 8166", Section: "8.2.1", Level: May, Bound: Deployment, Obs: No,
		Text:   "Lower-layer protection may be negotiated through RPCSEC_GSS channel binding.",
		Unseen: "Concerns deployment, not packets.",
	},
	{
		Key: "8166-8.2.2-a", Document: "RFC 8166", Section: "8.2.2", Level: MustNot, Bound: Sender, Obs: Yes,
		Text: "RPCSEC_GSS protocol elements (context messages, credentials, verifiers) are never reduced.",
	},
	{
		Key: "8166-8.2.2.1-a", Document: "RFC 8166", Section: "8.2.2.1", Level: Must, Bound: Responder, Obs: No,
		Text:   "An NFS server offers NFS over TCP port 2049 as well.",
		Unseen: "Other traffic; absence in a capture proves nothing.",
	},
	{
		Key: "8166-8.2.2.3-a", Document: "RFC 8166", Section: "8.2.2.3", Level: MustNot, Bound: Sender, Obs: Yes,
		Text: "No reduction at all while RPCSEC_GSS integrity or privacy is in use.",
	},
	{
		Key: "8166-8.2.2.3-b", Document: "RFC 8166", Section: "8.2.2.3", Level: Def, Bound: Requester, Obs: Partly,
		Text: "With these services Calls are long with Read list and Reply chunk as needed.",
		Free: "It describes what follows from wrapping; whether a message had to be long is judged under 3.5.3.",
	},
	{
		Key: "8166-8.2.2.3-c", Document: "RFC 8166", Section: "8.2.2.3", Level: May, Bound: Both, Obs: Yes,
		Text: "Wrapped messages may be moved by RDMA between intermediate buffers (Long Messages).",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8166-9-a", Document: "RFC 8166", Section: "9", Level: May, Bound: Both, Obs: No,
		Text:   "netids rdma/rdma6 may be used on other RDMA networks; further ports may be registered.",
		Unseen: "Concerns the registry, not packets.",
	},
}
