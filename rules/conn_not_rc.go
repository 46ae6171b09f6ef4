package rules

import "rpcrdma-lint/rfc8166"

// Version 1 runs on reliable connections only.
var connNotRC = &Rule{
	ID:       "conn/not-rc",
	Title:    "RPC-over-RDMA on something other than RC",
	Severity: Note,
	Covers:   []rfc8166.Key{"8797-7-a"},
	Deviates: "the definition stands in the registry section of an informational format; a server that dislikes it can refuse",
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		req := c.CM.Req
		switch {
		case req == nil || req.Transport < 0:
			return Undecided(NoCM)
		case req.Transport == 0:
			return Held
		}
		name := [...]string{"RC", "UC", "RD", "XRC"}[req.Transport&3]
		return Violated(Client, "the ConnectRequest asks for the transport service type %s", name).
			At(req.Frame, req.Time, "asked for here").Values(name, "RC")
	},
	Doc: Doc{
		Why:    "RPC-over-RDMA relies on Sends arriving once and in order, which only a reliable connection gives.",
		How:    "The transport service type in the ConnectRequest is not RC.",
		Silent: "The ConnectRequest was not captured.",
		Bad:    "C>REQ[R1 4K/4K qpt=UC]; S>REP; C>RTU",
		Good:   "est; exchange",
	},
}
