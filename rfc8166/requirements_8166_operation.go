package rfc8166

// RFC 8166 §2 to §3.3: RPC, RDMA, credits and inline thresholds.
var rfc8166Operation = []Requirement{
	{
		Key: "8166-2.2.2-a", Document: "RFC 8166", Section: "2.2.2", Level: Def, Bound: Requester, Obs: Yes,
		Text: "A Call has msg_type 0 and an arbitrary XID, unique so that its Reply can be matched.",
	},
	{
		Key: "8166-2.2.2-b", Document: "RFC 8166", Section: "2.2.2", Level: Def, Bound: Responder, Obs: Yes,
		Text: "A Reply has msg_type 1 and repeats the XID of the Call it answers.",
	},
	{
		Key: "8166-2.2.2-c", Document: "RFC 8166", Section: "2.2.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "The Reply completes the transaction; the XID is then retired.",
	},
	{
		Key: "8166-2.2.3-a", Document: "RFC 8166", Section: "2.2.3", Level: Def, Bound: Both, Obs: Partly,
		Text: "Connection-oriented: the RPC client opens the connection, the server waits for it.",
		Free: "It only assigns the roles: a connection whose Calls all come from the passive side may be meant for reverse operation.",
	},
	{
		Key: "8166-2.2.4.2-a", Document: "RFC 8166", Section: "2.2.4.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "XDR variable-length items are followed by zero octets up to a multiple of four; the encoded length does not change.",
	},
	{
		Key: "8166-2.3.2-a", Document: "RFC 8166", Section: "2.3.2", Level: Must, Bound: Provider, Obs: No,
		Text:   "A registered region is named by a key of at most 32 bits and addresses of at most 64 bits.",
		Unseen: "Inherent in the header format; nothing else can be encoded.",
	},
	{
		Key: "8166-2.3.2-b", Document: "RFC 8166", Section: "2.3.2", Level: Def, Bound: Provider, Obs: Partly,
		Text: "Sends complete in order; one Send cannot exceed the peer's posted buffer.",
	},
	{
		Key: "8166-2.3.2-c", Document: "RFC 8166", Section: "2.3.2", Level: Def, Bound: Responder, Obs: Yes,
		Text: "RDMA Writes are ordered before a later Send of the same side: data in Write/Reply chunks is in place when the Reply arrives.",
	},
	{
		Key: "8166-2.3.2-d", Document: "RFC 8166", Section: "2.3.2", Level: Def, Bound: Responder, Obs: Yes,
		Text: "Completion of Reads is told to the peer by a later Send, after which the peer may release the source memory.",
	},
	{
		Key: "8166-2.3.2-e", Document: "RFC 8166", Section: "2.3.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "The protocol is built on Send, Receive, Write and Read only.",
	},
	{
		Key: "8166-3.1-a", Document: "RFC 8166", Section: "3.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "Only the Read-Write model remains: the Requester exposes memory, the Responder starts every Read and Write; the Responder exposes none.",
	},
	{
		Key: "8166-3.2-a", Document: "RFC 8166", Section: "3.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "Each RPC message travels in one RPC-over-RDMA message: a Transport stream and a Payload stream.",
	},
	{
		Key: "8166-3.2-b", Document: "RFC 8166", Section: "3.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "The Payload stream begins with the XID of the RPC message.",
	},
	{
		Key: "8166-3.2-c", Document: "RFC 8166", Section: "3.2", Level: Def, Bound: Sender, Obs: Yes,
		Text: "RPC-over-RDMA framing replaces any other record marking.",
	},
	{
		Key: "8166-3.3.1-a", Document: "RFC 8166", Section: "3.3.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "Messages from Requester ask for credits; messages from Responder grant them (rdma_credit).",
		Free: "It is the basis of all credit accounting; the limits that follow from it are judged under 3.3.1 and 3.3.3.",
	},
	{
		Key: "8166-3.3.1-b", Document: "RFC 8166", Section: "3.3.1", Level: MustNot, Bound: Requester, Obs: Yes,
		Text: "No more unacknowledged requests than the Responder's current grant.",
	},
	{
		Key: "8166-3.3.1-c", Document: "RFC 8166", Section: "3.3.1", Level: MustNot, Bound: Responder, Obs: Yes,
		Text: "The granted value is never zero.",
	},
	{
		Key: "8166-3.3.1-d", Document: "RFC 8166", Section: "3.3.1", Level: Def, Bound: Requester, Obs: Yes,
		Text: "New requests allowed = min(requested, granted) − in flight.",
	},
	{
		Key: "8166-3.3.1-e", Document: "RFC 8166", Section: "3.3.1", Level: Def, Bound: Both, Obs: Partly,
		Text: "Advertised values do not move because single RPCs start or complete (they are limits, not balances).",
	},
	{
		Key: "8166-3.3.1-f", Document: "RFC 8166", Section: "3.3.1", Level: May, Bound: Both, Obs: Yes,
		Text: "Either value may be changed at any time to fit needs or policy.",
	},
	{
		Key: "8166-3.3.1-g", Document: "RFC 8166", Section: "3.3.1", Level: Must, Bound: Responder, Obs: Partly,
		Text: "More receive resources must be in place before the Reply that advertises the increase is sent.",
	},
	{
		Key: "8166-3.3.1-h", Document: "RFC 8166", Section: "3.3.1", Level: Must, Bound: Requester, Obs: Partly,
		Text: "The Requester keeps enough Receives posted for every Reply it expects.",
	},
	{
		Key: "8166-3.3.1-i", Document: "RFC 8166", Section: "3.3.1", Level: Def, Bound: Responder, Obs: Partly,
		Text: "A Responder must reckon with Requesters that have no Receive posted when no RPC is pending.",
	},
	{
		Key: "8166-3.3.1-j", Document: "RFC 8166", Section: "3.3.1", Level: Def, Bound: Both, Obs: Yes,
		Text: "Other flow limits of the RDMA layer (such as Reads in progress) are each implementation's duty.",
	},
	{
		Key: "8166-3.3.1-k", Document: "RFC 8166", Section: "3.3.1", Level: Def, Bound: Requester, Obs: Yes,
		Text: "Calls request a number of credits; zero is not forbidden but asks for a deadlock.",
	},
	{
		Key: "8166-3.3.2-a", Document: "RFC 8166", Section: "3.3.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "The inline threshold of a direction = min(sender's largest Send, receiver's Receive size); two per connection.",
	},
	{
		Key: "8166-3.3.2-b", Document: "RFC 8166", Section: "3.3.2", Level: Def, Bound: Both, Obs: Partly,
		Text: "Thresholds cannot change during a connection.",
		Free: "It follows from use: a message above the threshold in force is judged under 3.5.3.",
	},
	{
		Key: "8166-3.3.3-a", Document: "RFC 8166", Section: "3.3.3", Level: Def, Bound: Both, Obs: Yes,
		Text: "Every connection can carry at least one exchange of Call and Reply of up to 1024 bytes each.",
		Free: "A first Call that finds no room is judged by the refusal that the receiver sends, under 3.3.1 and 3.3.3.",
	},
	{
		Key: "8166-3.3.3-b", Document: "RFC 8166", Section: "3.3.3", Level: MustNot, Bound: Requester, Obs: Yes,
		Text: "Before the first grant the Requester may assume one credit only.",
	},
	{
		Key: "8166-3.3.3-c", Document: "RFC 8166", Section: "3.3.3", Level: Must, Bound: Requester, Obs: Yes,
		Text: "A valid Reply carrying the actual credit count is received before the next request is sent.",
	},
	{
		Key: "8166-3.3.3-d", Document: "RFC 8166", Section: "3.3.3", Level: Must, Bound: Receiver, Obs: Partly,
		Text: "Receivers accept messages of 1024 bytes at least.",
	},
	{
		Key: "8166-3.3.3-e", Document: "RFC 8166", Section: "3.3.3", Level: Must, Bound: Both, Obs: Partly,
		Text: "Without another discovery mechanism both sides assume 1024 bytes.",
	},
	{
		Key: "8166-3.3.3-f", Document: "RFC 8166", Section: "3.3.3", Level: May, Bound: Both, Obs: Yes,
		Text: "Responders may offer more than one credit and receivers more than 1024 bytes from the start.",
		Free: "It grants a freedom: more may be offered from the start, but the peer may not count on it.",
	},
}
