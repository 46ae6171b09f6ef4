package hostile

import (
	"encoding/binary"

	"rpcrdma-lint/internal/trace"
)

// Offsets in a frame over Ethernet and IPv4 without options.
const (
	offSource = 26 // addresses
	offDest   = 30
	offTCP    = 34
	offOpcode = 42 // BTH
	offQPN    = 47
	offPSN    = 51
	offXID    = 54 // of a Send without further headers
	offRETH   = 54
	offCM     = 86          // behind DETH and MAD header
	offListed = offXID + 28 // the first segment of a Call with one Write chunk
)

// A frame is changed in place, and sealed again when it is written.
type frame []byte

func (f frame) u24(at int, v uint32) frame {
	f[at], f[at+1], f[at+2] = byte(v>>16), byte(v>>8), byte(v)
	return f
}

func (f frame) u32(at int, v uint32) frame {
	binary.BigEndian.PutUint32(f[at:], v)
	return f
}

// toServer reports whether a frame of the notation is the client's.
func (f frame) toServer() bool { return f[offSource+3] == 101 }

// client makes the frame one of, or to, another client.
func (f frame) client(n int, toServer bool) frame {
	at := offDest
	if toServer {
		at = offSource
	}
	return f.u32(at, 10<<24|uint32(n))
}

// seal gives the frame its ICRC.
func (f frame) seal() {
	end := len(f) - 4
	binary.LittleEndian.PutUint32(f[end:], trace.ICRC(f[14:end]))
}

// made has the frames of a trace, to be copied.
func made(notation string) (all []frame) {
	tr, err := trace.Parse(notation)
	if err != nil {
		panic(err) // the notation stands in this package
	}
	for _, f := range tr.Frames() {
		all = append(all, f.Data)
	}
	return all
}

// psn is the sequence number of a frame.
func (f frame) psn() uint32 { return binary.BigEndian.Uint32(f[offPSN-1:]) & 0xffffff }
