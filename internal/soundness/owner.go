package soundness

import (
	"net/netip"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/rules"
)

// A key tells the connection of a frame, beside the time: the hosts, and the
// destination queue pair or the client's or the server's communication ID.
type key struct {
	src, dst netip.Addr
	is       keyKind
	number   uint32
}

type keyKind uint8

const (
	queuePair keyKind = iota
	localID
	remoteID
)

// owners tells for each frame number the connection that the frame belongs to.
// Where two connections, one after the other, have the same numbers, the later
// one begins with its first frame.
func owners(c *damage.Capture, conns []*rules.Summary) []int {
	byKey := map[key][]*rules.Summary{}
	for _, s := range conns {
		for _, k := range keysOf(s.Conn) {
			byKey[k] = append(byKey[k], s)
		}
	}
	all := make([]int, len(c.Frames)+1)
	for i := range c.Frames {
		f := &c.Frames[i]
		for _, k := range keysOfFrame(f) {
			for _, s := range byKey[k] {
				if all[f.Number] == 0 || s.Conn.FirstFrame <= f.Number {
					all[f.Number] = s.ID
				}
			}
			if all[f.Number] > 0 {
				break
			}
		}
	}
	return all
}

func keysOf(c *decode.Conn) []key {
	client, server := c.Client, c.Server
	var all []key
	if server.Known {
		all = append(all, key{client.Addr, server.Addr, queuePair, server.QPN})
	}
	if client.Known {
		all = append(all, key{server.Addr, client.Addr, queuePair, client.QPN})
	}
	caller := func(id uint32) {
		all = append(all, key{client.Addr, server.Addr, localID, id}, key{server.Addr, client.Addr, remoteID, id})
	}
	if req := c.CM.Req; req != nil {
		caller(req.CommID)
	}
	if rep := c.CM.Rep; rep != nil {
		all = append(all, key{server.Addr, client.Addr, localID, rep.CommID}, key{client.Addr, server.Addr, remoteID, rep.CommID})
		if c.CM.Req == nil {
			caller(rep.ReqID)
		}
	}
	return all
}

func keysOfFrame(f *damage.Frame) []key {
	src, dst := f.Flow.Src.Netip(), f.Flow.Dst.Netip()
	switch f.What {
	case damage.Foreign:
		return nil
	case damage.CM:
		return []key{{src, dst, localID, f.Flow.Local}, {src, dst, remoteID, f.Flow.Remote}}
	}
	return []key{{src, dst, queuePair, f.Flow.QPN}}
}

// owner is the connection of the whole capture that a finding speaks of: that of
// the frame at fault or, where it has none, of the frames that the connection
// begins and ends with. It is 0 for a finding about no connection.
func (s *Subject) owner(f *rules.Finding, origin []int) int {
	if f.Conn == nil {
		return 0
	}
	for _, n := range []int{f.Frame, f.Conn.Conn.FirstFrame, f.Conn.Conn.LastFrame} {
		if n > 0 && n < len(origin) && s.owners[origin[n]] > 0 {
			return s.owners[origin[n]]
		}
	}
	return damage.Nobody
}
