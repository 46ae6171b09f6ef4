package decode

import (
	"bytes"

	"rpcrdma-lint/decode/roce"
)

// A tcpFlow is one TCP connection, its ends in order of address.
type tcpFlow struct {
	pair           pairKey
	loPort, hiPort uint16
}

// mpaKey begins both start-up frames of iWARP (RFC 5044 §7.1).
var mpaKey = []byte("MPA ID Re")

// notRoCE names what is no RoCEv2, where naming it helps to see why a capture
// shows no RPC-over-RDMA. Plain IP and Ethernet traffic is not worth a name.
func (d *Decoder) notRoCE(f *Frame, x *Headers) {
	switch x.kind {
	case roce.TCP:
		d.tcp(d.split(f), &d.budgets[x.lane])
	case roce.CutShort:
		d.other["frames cut before the BTH"]++
	case roce.Malformed:
		d.other["malformed RoCEv2"]++
	case roce.IPFragment:
		d.other["IP fragments"]++
	default:
		d.other[x.kind.String()]++
	}
}

// tcp counts the segments of iWARP connections: those that begin with MPA, and
// those to a port of RPC-over-RDMA, which may have begun before the capture.
func (d *Decoder) tcp(p *roce.Packet, b *budget) {
	key, dir := newPairKey(p.Src, p.Dst)
	flow := tcpFlow{key, p.SrcPort, p.DstPort}
	if dir == 1 {
		flow.loPort, flow.hiPort = p.DstPort, p.SrcPort
	}
	known := d.iwarp[flow] || d.ports[p.SrcPort] || d.ports[p.DstPort]
	if !known && bytes.HasPrefix(p.Payload, mpaKey) {
		if known = true; b.flows < maxTCPFlows {
			b.flows++
			d.iwarp[flow] = true
		} else {
			d.dropped.over(BoundFlows, 1)
		}
	}
	if known {
		d.other["iWARP"]++
	}
}

// services names protocols on RoCE by the port in the service ID of their CM
// requests.
var services = map[uint16]string{
	445:  "SMB Direct",
	987:  "Lustre",
	3260: "iSER",
	4420: "NVMe-oF",
	5445: "SMB Direct",
	8009: "NVMe-oF",
}
