package layers

import (
	"errors"
	"fmt"

	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"

	"rpcrdma-lint/decode/roce"
)

// ErrShort is returned for a packet that was cut before the end of its BTH.
var ErrShort = errors.New("layers: BTH cut short")

// BTH is the layer of a Base Transport Header. Its contents are the 12 bytes of the header. Its payload is what follows the
// extended headers, without the pad and the ICRC.
type BTH struct {
	base.BaseLayer
	roce.BTH

	// Packet has the extended headers, nil where there are none, the ICRC and the true length of the payload. Its fields
	// of IP and UDP are zero.
	//
	// A DecodingLayerParser doesn't say how long a truncated packet was. All that was captured of it behind the headers is
	// payload there, and Packet.Length counts that.
	Packet roce.Packet
}

// LayerType is LayerTypeBTH.
func (b *BTH) LayerType() gopacket.LayerType { return LayerTypeBTH }

// CanDecode is LayerTypeBTH.
func (b *BTH) CanDecode() gopacket.LayerClass { return LayerTypeBTH }

// NextLayerType is LayerTypeCM for a CM datagram, and a plain payload for everything else.
func (b *BTH) NextLayerType() gopacket.LayerType {
	if cm, _ := b.Packet.MAD().IsCM(); cm {
		return LayerTypeCM
	}
	return gopacket.LayerTypePayload
}

// DecodeFromBytes takes the payload of a UDP datagram.
func (b *BTH) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	return b.decode(data, wireLength(data, df), df)
}

// decode takes a packet that had wire bytes before it was captured.
func (b *BTH) decode(data []byte, wire int, df gopacket.DecodeFeedback) error {
	b.BaseLayer, b.BTH = base.BaseLayer{}, nil
	switch roce.SplitUDP(data, wire, &b.Packet) {
	case roce.RoCE:
	case roce.CutShort:
		df.SetTruncated()
		return ErrShort
	default:
		return fmt.Errorf("layers: malformed BTH: %s", b.Packet.Reason)
	}
	if b.Packet.Truncated {
		df.SetTruncated()
	}
	b.BTH = b.Packet.BTH
	b.BaseLayer = base.BaseLayer{Contents: b.BTH, Payload: b.Packet.Payload}
	return nil
}

// wireLength is how long a packet must have been of which data was captured: as long as data, unless the capture is known
// to have cut it.
func wireLength(data []byte, df gopacket.DecodeFeedback) int {
	if !truncated(df) {
		return len(data)
	}
	const trailer, mad = 4, 256
	bth, _, err := roce.SplitBTH(data)
	if err != nil {
		return max(len(data), roce.BTHLen+trailer)
	}
	headers := roce.BTHLen + bth.Opcode().ExtendedLen()
	if bth.Opcode() == roce.UDSendOnly && bth.DestQP() == 1 {
		return max(len(data), headers+mad+trailer) // all management datagrams have the same length
	}
	return max(len(data), headers) + bth.Pad() + trailer
}

// truncated reports what the layers before had to say.
func truncated(df gopacket.DecodeFeedback) bool {
	switch f := df.(type) {
	case *gopacket.DecodingLayerParser:
		return f.Truncated
	case gopacket.Packet:
		return f.Metadata().Truncated
	}
	return false
}

// decodeBTH adds a BTH layer, and one for each extended header.
func decodeBTH(data []byte, p gopacket.PacketBuilder) error {
	wire := wireLength(data, p)
	if packet, ok := p.(gopacket.Packet); ok {
		// Gopacket comes here by the source port, too. That is random, and may be 4791 by chance.
		if udp, ok := packet.TransportLayer().(*base.UDP); ok {
			if udp.DstPort != roce.Port {
				return p.NextDecoder(gopacket.LayerTypePayload)
			}
			wire = int(udp.Length) - 8
		}
	}
	b := new(BTH)
	if err := b.decode(data, wire, p); err != nil {
		return err
	}
	p.AddLayer(b)
	addExtended(p, data[roce.BTHLen:], &b.Packet)
	if b.Packet.Cut == roce.InHeaders {
		return nil // what is left is the front of a header
	}
	return p.NextDecoder(b.NextLayerType())
}
