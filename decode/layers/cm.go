package layers

import (
	"errors"

	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"

	"rpcrdma-lint/decode/roce"
)

// ErrNotCM is returned for a management datagram that is no CM message.
var ErrNotCM = errors.New("layers: not a CM message")

const madLen = 256

// CM is the layer of a connection management message. Attribute says which message it is, and REQ, REP and so on give its
// fields; each says whether it was captured.
type CM struct {
	base.BaseLayer
	roce.MAD
}

// LayerType is LayerTypeCM.
func (c *CM) LayerType() gopacket.LayerType { return LayerTypeCM }

// CanDecode is LayerTypeCM.
func (c *CM) CanDecode() gopacket.LayerClass { return LayerTypeCM }

// NextLayerType is none: private data is a field of the message.
func (c *CM) NextLayerType() gopacket.LayerType { return gopacket.LayerTypeZero }

// DecodeFromBytes takes the management datagram that a BTH layer has as its payload.
func (c *CM) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	*c = CM{}
	if cm, _ := roce.MAD(data).IsCM(); !cm {
		return ErrNotCM
	}
	if len(data) < madLen {
		df.SetTruncated()
	}
	c.MAD = data
	c.BaseLayer = base.BaseLayer{Contents: data}
	return nil
}

func decodeCM(data []byte, p gopacket.PacketBuilder) error {
	c := new(CM)
	if err := c.DecodeFromBytes(data, p); err != nil {
		return err
	}
	p.AddLayer(c)
	return nil
}
