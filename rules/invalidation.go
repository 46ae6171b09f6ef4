package rules

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/roce"
)

// flagClear is the text of a permission that an RFC 8797 message withholds.
const flagClear = "R is clear"

// A permission is what the private data of one side says of Send with
// Invalidate (RFC 8797 §4.1).
type permission struct {
	privateArea
	allowed bool
	text    string // why not
}

// has says the same of the private data: "… has R clear".
func (p permission) has() string {
	if p.text == flagClear {
		return "has R clear"
	}
	return "has " + p.text
}

// invalidation is whether side takes part in remote invalidation, and the
// guard that fails where that is not known.
func (c *Conn) invalidation(side decode.Side) (permission, Guard) {
	a, g, ok := c.privateOf(side)
	switch {
	case !ok:
		return permission{}, NoCM
	case g != 0:
		return permission{}, g
	}
	p := permission{privateArea: a}
	switch {
	case a.state == roce.Absent:
		p.text = "no RFC 8797 message, which means that R is clear"
	case a.state != roce.Present || a.Version != 1:
		p.text = "no usable RFC 8797 message, which means that R is clear"
	case !a.RemoteInvalidation():
		p.text = flagClear
	default:
		p.allowed = true
	}
	return p, c.negotiated()
}
