package rules

import (
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

// The RDMA IP CM service is how IP addresses and ports come to RDMA.
var connServiceID = &Rule{
	ID:       "conn/service-id",
	Title:    "Connection request without the IP CM service layout",
	Severity: Note,
	Covers:   []rfc8166.Key{"8166-5-a"},
	Deviates: "other address translations are permitted",
	Unit:     PerConnection,
	Connection: func(c *Conn) Outcome {
		req := c.CM.Req
		switch {
		case req == nil || !req.HasService:
			return Undecided(NoCM)
		case !req.HasPort:
			return Violated(Client, "service ID %v is not in a port space of RDMA over IP", roce.ServiceID(req.Service)).
				At(req.Frame, req.Time, "asked for here").Values(roce.ServiceID(req.Service).String(), "0x000000000106pppp")
		case req.IPCM == roce.NotCaptured:
			return Undecided(NoCM)
		case req.IPCM != roce.Present:
			return Violated(Client, "the private data does not begin with an IP CM header").
				At(req.Frame, req.Time, "asked for here").Values("no IP version 4 or 6", "an IP CM header of 36 bytes")
		}
		return Held
	},
	Doc: Doc{
		Why:    "Without the RDMA IP CM service layout a server cannot tell the port, nor the client's address.",
		How:    "The service ID is outside the port spaces of RDMA over IP, or no IP CM header leads the private data.",
		Silent: "The ConnectRequest was not captured that far.",
		Bad:    "C>REQ[R1 4K/4K service=0x0200000000000001]; S>REP; C>RTU; exchange 2",
		Good:   "est; exchange",
	},
}
