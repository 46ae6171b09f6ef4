// Package layers lets any gopacket program decode RoCEv2, which gopacket itself knows nothing of: after Register, a packet
// of UDP port 4791 has a BTH layer, layers for the extended headers, and a CM layer or the payload.
//
// The layers wrap the views of package roce, and so have all of their accessors:
//
//	if reth, ok := packet.Layer(layers.LayerTypeRETH).(*layers.RETH); ok {
//		fmt.Println(reth.RKey(), reth.VA(), reth.DMALen())
//	}
//
// BTH and CM are gopacket.DecodingLayers as well. To a DecodingLayerParser the extended headers are part of the BTH: which
// of them there are, only the opcode tells.
package layers

import (
	"sync"

	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"

	"rpcrdma-lint/decode/roce"
)

// The layer types, and their numbers among those that gopacket leaves to its users (1000 to 1999).
var (
	LayerTypeBTH = gopacket.RegisterLayerType(1470, gopacket.LayerTypeMetadata{
		Name: "BTH", Decoder: gopacket.DecodeFunc(decodeBTH),
	})
	LayerTypeCM = gopacket.RegisterLayerType(1471, gopacket.LayerTypeMetadata{
		Name: "CM", Decoder: gopacket.DecodeFunc(decodeCM),
	})

	// The extended headers have no decoder: they are there by the opcode of the BTH before them.
	LayerTypeRDETH        = gopacket.RegisterLayerType(1472, gopacket.LayerTypeMetadata{Name: "RDETH"})
	LayerTypeDETH         = gopacket.RegisterLayerType(1473, gopacket.LayerTypeMetadata{Name: "DETH"})
	LayerTypeXRCETH       = gopacket.RegisterLayerType(1474, gopacket.LayerTypeMetadata{Name: "XRCETH"})
	LayerTypeRETH         = gopacket.RegisterLayerType(1475, gopacket.LayerTypeMetadata{Name: "RETH"})
	LayerTypeAtomicETH    = gopacket.RegisterLayerType(1476, gopacket.LayerTypeMetadata{Name: "AtomicETH"})
	LayerTypeAETH         = gopacket.RegisterLayerType(1477, gopacket.LayerTypeMetadata{Name: "AETH"})
	LayerTypeAtomicAckETH = gopacket.RegisterLayerType(1478, gopacket.LayerTypeMetadata{Name: "AtomicAckETH"})
	LayerTypeImmDt        = gopacket.RegisterLayerType(1479, gopacket.LayerTypeMetadata{Name: "ImmDt"})
	LayerTypeIETH         = gopacket.RegisterLayerType(1480, gopacket.LayerTypeMetadata{Name: "IETH"})
)

var register = sync.OnceFunc(func() {
	base.RegisterUDPPortLayerType(roce.Port, LayerTypeBTH)
})

// Register makes gopacket decode UDP port 4791 as RoCEv2, in the whole process. It may be called more than once, but not
// while another goroutine decodes.
func Register() { register() }
