package rfc8166

// RFC 8166 §3.4 and §3.5: chunks, reduction, long messages.
var rfc8166Reduction = []Requirement{
	{
		Key: "8166-3.4.2-a", Document: "RFC 8166", Section: "3.4.2", Level: MustNot, Bound: Sender, Obs: Yes,
		Text: "Items that the binding does not list as DDP-eligible are not reduced.",
	},
	{
		Key: "8166-3.4.2-b", Document: "RFC 8166", Section: "3.4.2", Level: May, Bound: BindingAuthor, Obs: No,
		Text:   "A binding names the items that may be reduced.",
		Unseen: "Concerns documents; the resulting lists are 8267-4-a and 8267-6.1-a.",
	},
	{
		Key: "8166-3.4.3-a", Document: "RFC 8166", Section: "3.4.3", Level: Def, Bound: Sender, Obs: Yes,
		Text: "A segment is handle, length, offset; length zero makes it an empty segment.",
	},
	{
		Key: "8166-3.4.3-b", Document: "RFC 8166", Section: "3.4.3", Level: Def, Bound: Responder, Obs: Yes,
		Text: "The Responder pulls arguments from, and places results in, the regions the Requester described – nothing else.",
	},
	{
		Key: "8166-3.4.3-c", Document: "RFC 8166", Section: "3.4.3", Level: Def, Bound: Responder, Obs: Yes,
		Text: "Read-list segments are for RDMA Read, Write and Reply chunk segments for RDMA Write.",
	},
	{
		Key: "8166-3.4.4-a", Document: "RFC 8166", Section: "3.4.4", Level: May, Bound: Requester, Obs: Yes,
		Text: "A chunk may be cut into segments anywhere; chunk length = sum of segment lengths.",
		Free: "It grants a freedom: any cut into segments is legal; lengths are summed in 64 bits.",
	},
	{
		Key: "8166-3.4.4-b", Document: "RFC 8166", Section: "3.4.4", Level: Def, Bound: Both, Obs: No,
		Text:   "The transport sets no chunk size limit (the ULP may).",
		Unseen: "Nothing to violate: it grants freedom.",
	},
	{
		Key: "8166-3.4.4.1-a", Document: "RFC 8166", Section: "3.4.4.1", Level: Must, Bound: Sender, Obs: Yes,
		Text: "For a counted array the count stays in the Payload, all elements go to the chunk.",
	},
	{
		Key: "8166-3.4.4.1-b", Document: "RFC 8166", Section: "3.4.4.1", Level: Def, Bound: Sender, Obs: No,
		Text:   "Array elements appear whole in the chunk.",
		Unseen: "NFS has no eligible arrays of arrays; not exercised.",
	},
	{
		Key: "8166-3.4.4.2-a", Document: "RFC 8166", Section: "3.4.4.2", Level: Must, Bound: Sender, Obs: No,
		Text:   "For optional data the presence flag stays in the Payload, the data moves.",
		Unseen: "No DDP-eligible optional data exists in the known bindings.",
	},
	{
		Key: "8166-3.4.4.3-a", Document: "RFC 8166", Section: "3.4.4.3", Level: MustNot, Bound: BindingAuthor, Obs: No,
		Text:   "A union as such may not be DDP-eligible; arms may.",
		Unseen: "Concerns documents, not packets.",
	},
	{
		Key: "8166-3.4.4.4-a", Document: "RFC 8166", Section: "3.4.4.4", Level: Must, Bound: Sender, Obs: Yes,
		Text: "Apart from Position Zero and Reply chunks a chunk holds exactly one XDR item.",
	},
	{
		Key: "8166-3.4.4.4-b", Document: "RFC 8166", Section: "3.4.4.4", Level: Must, Bound: Sender, Obs: Yes,
		Text: "The sender takes the pad of a reduced item out of the Payload too.",
	},
	{
		Key: "8166-3.4.5-a", Document: "RFC 8166", Section: "3.4.5", Level: Must, Bound: Requester, Obs: Yes,
		Text: "Position counts from the start of the unreduced Payload stream (XID = offset 0).",
	},
	{
		Key: "8166-3.4.5-b", Document: "RFC 8166", Section: "3.4.5", Level: Def, Bound: Requester, Obs: Yes,
		Text: "All segments of one Read chunk carry the same Position.",
	},
	{
		Key: "8166-3.4.5-c", Document: "RFC 8166", Section: "3.4.5", Level: Def, Bound: Responder, Obs: No,
		Text:   "The Responder joins segment contents in list order at the Position.",
		Unseen: "Internal to the Responder.",
	},
	{
		Key: "8166-3.4.5-d", Document: "RFC 8166", Section: "3.4.5", Level: Must, Bound: Requester, Obs: Yes,
		Text: "Position is a multiple of four.",
	},
	{
		Key: "8166-3.4.5.1-a", Document: "RFC 8166", Section: "3.4.5.1", Level: Def, Bound: Responder, Obs: Yes,
		Text: "The Responder pulls Read chunks with RDMA Read.",
		Free: "Not pulling a chunk is legal too, in an error Reply or an answer from the reply cache.",
	},
	{
		Key: "8166-3.4.5.1-b", Document: "RFC 8166", Section: "3.4.5.1", Level: Def, Bound: Responder, Obs: Yes,
		Text: "The Reply tells that Read chunk sources are no longer used.",
	},
	{
		Key: "8166-3.4.5.2-a", Document: "RFC 8166", Section: "3.4.5.2", Level: ShouldNot, Bound: Requester, Obs: Yes,
		Text: "A Read chunk leaves out the item's XDR pad.",
	},
	{
		Key: "8166-3.4.5.2-b", Document: "RFC 8166", Section: "3.4.5.2", Level: Must, Bound: Requester, Obs: Yes,
		Text: "If the pad is included the chunk length = item length + pad length exactly.",
	},
	{
		Key: "8166-3.4.5.2-c", Document: "RFC 8166", Section: "3.4.5.2", Level: Must, Bound: Requester, Obs: Yes,
		Text: "Otherwise the chunk length = encoded item length.",
	},
	{
		Key: "8166-3.4.5.2-d", Document: "RFC 8166", Section: "3.4.5.2", Level: Def, Bound: Requester, Obs: Yes,
		Text: "The item's count in the Payload is unchanged by padding.",
	},
	{
		Key: "8166-3.4.6-a", Document: "RFC 8166", Section: "3.4.6", Level: Must, Bound: Requester, Obs: Partly,
		Text: "Write chunks are long enough for the largest possible result item.",
	},
	{
		Key: "8166-3.4.6-b", Document: "RFC 8166", Section: "3.4.6", Level: Def, Bound: Responder, Obs: Yes,
		Text: "One item per Write chunk; segments filled in array order, each full before the next.",
	},
	{
		Key: "8166-3.4.6-c", Document: "RFC 8166", Section: "3.4.6", Level: Must, Bound: Responder, Obs: Yes,
		Text: "The Reply repeats the Write chunk: same segment count, same segments.",
	},
	{
		Key: "8166-3.4.6-d", Document: "RFC 8166", Section: "3.4.6", Level: Def, Bound: Responder, Obs: Yes,
		Text: "The segment length in the Reply is the number of bytes returned there.",
	},
	{
		Key: "8166-3.4.6-e", Document: "RFC 8166", Section: "3.4.6", Level: Def, Bound: Both, Obs: Yes,
		Text: "Empty Write chunk: zero segments. Unused Write chunk: segments, all of length zero.",
		Free: "It defines the terms that 4.3.2.2 and 4.3.2.3 use.",
	},
	{
		Key: "8166-3.4.6.2-a", Document: "RFC 8166", Section: "3.4.6.2", Level: ShouldNot, Bound: Requester, Obs: Yes,
		Text: "No extra room for the XDR pad in a Write chunk.",
	},
	{
		Key: "8166-3.4.6.2-b", Document: "RFC 8166", Section: "3.4.6.2", Level: MustNot, Bound: Responder, Obs: Yes,
		Text: "The Responder never writes the pad into a Write chunk.",
	},
	{
		Key: "8166-3.4.6.2-c", Document: "RFC 8166", Section: "3.4.6.2", Level: Must, Bound: Responder, Obs: Yes,
		Text: "Returned Write chunk length = encoded length of the item.",
	},
	{
		Key: "8166-3.5.2-a", Document: "RFC 8166", Section: "3.5.2", Level: May, Bound: Sender, Obs: Yes,
		Text: "A sender may reduce some or all eligible items.",
		Free: "It grants a freedom to Requesters; what Responders must reduce is judged under 4.3.2.",
	},
	{
		Key: "8166-3.5.2-b", Document: "RFC 8166", Section: "3.5.2", Level: Def, Bound: Responder, Obs: Yes,
		Text: "RDMA Writes come before the Reply is sent.",
	},
	{
		Key: "8166-3.5.3-a", Document: "RFC 8166", Section: "3.5.3", Level: Must, Bound: Sender, Obs: Yes,
		Text: "A message too large for the threshold after reduction is moved by RDMA Read/Write (Long Message), not by Send.",
	},
	{
		Key: "8166-3.5.3-b", Document: "RFC 8166", Section: "3.5.3", Level: Must, Bound: Requester, Obs: Yes,
		Text: "In a Long Call every segment of the special chunk has Position 0.",
	},
	{
		Key: "8166-3.5.3-c", Document: "RFC 8166", Section: "3.5.3", Level: Def, Bound: Both, Obs: Yes,
		Text: "For a Long Reply the Requester provides one Reply chunk in advance.",
	},
	{
		Key: "8166-3.5.3-d", Document: "RFC 8166", Section: "3.5.3", Level: May, Bound: Requester, Obs: Yes,
		Text: "A Call may be long at any time, whatever its size.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
	{
		Key: "8166-3.5.3-e", Document: "RFC 8166", Section: "3.5.3", Level: Def, Bound: Responder, Obs: Yes,
		Text: "With Write chunks and an eligible result the Responder reduces first.",
	},
	{
		Key: "8166-3.5.3-f", Document: "RFC 8166", Section: "3.5.3", Level: Must, Bound: Responder, Obs: Yes,
		Text: "If a Reply chunk was provided and the reduced Reply exceeds the threshold, it must be used.",
	},
	{
		Key: "8166-3.5.3-g", Document: "RFC 8166", Section: "3.5.3", Level: Must, Bound: Sender, Obs: Partly,
		Text: "Position Zero and Reply chunks include the XDR pads of what they hold.",
	},
	{
		Key: "8166-3.5.3-h", Document: "RFC 8166", Section: "3.5.3", Level: Def, Bound: Sender, Obs: Yes,
		Text: "Anything may be carried in these special chunks regardless of eligibility.",
		Free: "It grants a freedom: using it or not is never a violation.",
	},
}
