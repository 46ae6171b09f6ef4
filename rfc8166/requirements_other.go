package rfc8166

// What the checks lean on in RFC 5531 (RPC), RFC 4506 (XDR), RFC 5661 and RFC 7530 (NFSv4).
var otherRFCs = []Requirement{
	{
		Key: "5531-9-a", Document: "RFC 5531", Section: "9", Level: Def, Bound: Requester, Obs: Yes,
		Text: "rpcvers of a Call is 2 (other values are answered with RPC_MISMATCH).",
	},
	{
		Key: "5531-9-b", Document: "RFC 5531", Section: "9", Level: Def, Bound: Both, Obs: Yes,
		Text: "msg_type 0–1, reply_stat 0–1, accept_stat 0–5, reject_stat 0–1, auth_stat 0–14.",
	},
	{
		Key: "5531-8.2-a", Document: "RFC 5531", Section: "8.2", Level: Def, Bound: Both, Obs: Yes,
		Text: "Credential and verifier bodies are at most 400 bytes.",
	},
	{
		Key: "5531-9-c", Document: "RFC 5531", Section: "9", Level: Def, Bound: Responder, Obs: Yes,
		Text: "PROG_MISMATCH and RPC_MISMATCH carry lowest and highest supported version.",
	},
	{
		Key: "5531-9-d", Document: "RFC 5531", Section: "9", Level: Def, Bound: Both, Obs: Yes,
		Text: "All header fields are present.",
	},
	{
		Key: "4506-3-a", Document: "RFC 4506", Section: "3", Level: Def, Bound: Sender, Obs: Yes,
		Text: "Encoded data is a multiple of four bytes.",
	},
	{
		Key: "4506-4-a", Document: "RFC 4506", Section: "4", Level: Def, Bound: Sender, Obs: Yes,
		Text: "Pad bytes are zero; booleans 0/1; enums only assigned values.",
	},
	{
		Key: "5661-2.9.2-a", Document: "RFC 5661", Section: "2.9.2", Level: MustNot, Bound: Requester, Obs: Yes,
		Text: "NFSv4.1: no retry of a request (NULL excepted) unless its connection was lost.",
	},
	{
		Key: "7530-3.1.1-a", Document: "RFC 7530", Section: "3.1.1", Level: MustNot, Bound: Requester, Obs: Yes,
		Text: "NFSv4.0: likewise.",
	},
	{
		Key: "5661-2.9.2-b", Document: "RFC 5661", Section: "2.9.2", Level: Must, Bound: Responder, Obs: Partly,
		Text: "NFSv4.1: the Reply goes out on the connection the request came from.",
	},
	{
		Key: "5661-2.9.2-c", Document: "RFC 5661", Section: "2.9.2", Level: MustNot, Bound: Responder, Obs: Partly,
		Text: "NFSv4: a request is not dropped silently.",
	},
}
