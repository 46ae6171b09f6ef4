package damage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path/filepath"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/internal/trace"
)

// A Capture is a capture in memory.
type Capture struct {
	Name   string
	Frames []Frame

	// What it is made of: a file's first Most frames, all of them when Most is 0,
	// or a trace.
	Path     string
	Most     int
	Notation string
}

// A Frame is a captured frame and what the damages choose it by. Its Number is
// the one in the undamaged capture. Data is shared and not to be changed.
type Frame struct {
	decode.Frame
	What   What
	Client bool // the client sent it
	Flow   Flow
}

// A Flow is what the headers of a frame tell of its connection: the hosts, the
// destination queue pair, and the communication IDs of a CM message.
type Flow struct {
	Src, Dst      roce.Addr
	QPN           uint32
	Local, Remote uint32
}

// What says what a frame carries.
type What uint8

// What a frame may carry.
const (
	Foreign What = iota // no RoCEv2
	CM
	Send
	Read
	ReadResponse
	Write
	Ack
	Nak
	Other
	whats
)

var whatNames = [whats]string{"foreign", "cm", "sends", "reads", "responses", "writes", "acks", "naks", "others"}

func (w What) String() string { return whatNames[w] }

// Load reads the first frames of a capture file, all of them when most is 0.
func Load(path string, most int) (*Capture, error) {
	r, err := capture.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	c := &Capture{Name: filepath.Base(path), Path: path, Most: most}
	var f capture.Frame
	for most == 0 || len(c.Frames) < most {
		if err := r.Next(&f); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		c.add(decode.Frame{
			Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: bytes.Clone(f.Data),
		})
	}
	c.findClients()
	return c, nil
}

// Make makes a capture of a trace in the notation of package trace.
func Make(name, notation string) (*Capture, error) {
	tr, err := trace.Parse(notation)
	if err != nil {
		return nil, fmt.Errorf("damage: %w", err)
	}
	c := &Capture{Name: name, Notation: notation}
	for i, f := range tr.Frames() {
		c.add(decode.Frame{
			Number: i + 1, Time: f.Time.UnixNano(), Link: uint16(capture.LinkEthernet), Length: f.Orig, Data: f.Data,
		})
		c.Frames[i].Client = f.Side == trace.Client
	}
	return c, nil
}

func (c *Capture) add(f decode.Frame) {
	var p roce.Packet
	x := Frame{Frame: f}
	if roce.Split(f.Link, f.Data, f.Length, &p) == roce.RoCE {
		x.What, x.Flow = whatOf(&p), flowOf(&p)
	}
	c.Frames = append(c.Frames, x)
}

// findClients takes for clients the hosts that ask for connections; where none
// was captured, whoever sent the first message.
func (c *Capture) findClients() {
	clients := map[roce.Addr]bool{}
	for _, asked := range []bool{true, false} {
		for i := range c.Frames {
			f := &c.Frames[i]
			if asked && f.What == CM && isRequest(f) || !asked && len(clients) == 0 && f.What == Send {
				clients[f.Flow.Src] = true
			}
		}
	}
	for i := range c.Frames {
		c.Frames[i].Client = clients[c.Frames[i].Flow.Src]
	}
}

func isRequest(f *Frame) bool {
	var p roce.Packet
	roce.Split(f.Link, f.Data, f.Length, &p)
	mad := p.MAD()
	if mad == nil {
		return false
	}
	attr, _ := mad.Attribute()
	return attr == roce.ConnectRequest
}

// A CM message begins with the two communication IDs.
const cmHeader = 24

func flowOf(p *roce.Packet) Flow {
	f := Flow{Src: p.Src, Dst: p.Dst, QPN: p.BTH.DestQP()}
	if mad := p.MAD(); len(mad) >= cmHeader+8 {
		f.Local, f.Remote = binary.BigEndian.Uint32(mad[cmHeader:]), binary.BigEndian.Uint32(mad[cmHeader+4:])
	}
	return f
}

func whatOf(p *roce.Packet) What {
	switch op := p.BTH.Opcode(); {
	case op.Service() == roce.UD && p.BTH.DestQP() == 1:
		return CM
	case op.IsSend():
		return Send
	case op.IsWrite():
		return Write
	case op.IsReadResponse():
		return ReadResponse
	case op.IsReadRequest():
		return Read
	case p.AETH != nil && p.AETH.Syndrome()>>5 == 0:
		return Ack
	case p.AETH != nil:
		return Nak
	}
	return Other
}
