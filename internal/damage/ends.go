package damage

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"rpcrdma-lint/decode/roce"
)

// A path is what lies between two places of capture, and the imperfections of
// the one at the server's end.
type path struct {
	delay  int64 // ns, from one end to the other
	offset int64 // of the server's clock against the client's
	jitter int64 // of its time stamps
	snap   int   // its snapshot length, 0 for none
	from   int   // the first frame that it captured
}

// endsForm reads DELAY/OFFSET/JITTER and, for the server's end, /cut=N or
// /from=N.
func endsForm(arg string) (step, error) {
	var p path
	if strings.Count(arg, "/") < 2 {
		return nil, fmt.Errorf("%q is not three durations", arg)
	}
	for i, part := range strings.Split(arg, "/") {
		name, number, named := strings.Cut(part, "=")
		var err error
		switch {
		case i < 3:
			var d time.Duration
			d, err = time.ParseDuration(part)
			*[]*int64{&p.delay, &p.offset, &p.jitter}[i] = int64(d)
		case named && name == "cut":
			p.snap, err = strconv.Atoi(number)
		case named && name == "from":
			p.from, err = strconv.Atoi(number)
		default:
			err = fmt.Errorf("%q is neither cut nor from", part)
		}
		if err != nil {
			return nil, err
		}
	}
	if p.delay < 0 || p.jitter < 0 {
		return nil, fmt.Errorf("%q goes back in time", arg)
	}
	return p.ends, nil
}

// ends captures every frame at the client's end, in the order of the whole
// capture, and at the server's: what the client sends comes there later, what
// the server sends was there before.
func (p path) ends(f []Frame, r *rand.Rand) []Frame {
	p.stretch(f)
	var latest [2]int64 // time of each direction; within it the order stays
	for i, x := range f[:len(f):len(f)] {
		dir, way := 0, -p.delay
		if x.Client {
			dir, way = 1, p.delay
		}
		x.Time += way + p.offset
		if p.jitter > 0 {
			x.Time += r.Int64N(p.jitter)
		}
		latest[dir] = max(latest[dir], x.Time)
		x.Time = latest[dir]
		if p.snap > 0 {
			x.Data = x.Data[:min(p.snap, len(x.Data))]
		}
		if i+1 >= p.from {
			f = append(f, x)
		}
	}
	return ordered(f)
}

// stretch gives everything the time that it needs on this path, as it is seen
// from the client's end: what the server sends comes no sooner than there and
// back after what it answers. The order stays.
func (p path) stretch(f []Frame) {
	late := int64(0)
	var last, lastRead *Frame    // of a client, and the last of them that is a Read's response
	calls := map[uint32]*Frame{} // the last packet of each message, by its XID
	sending := map[Flow]uint32{} // XID of the latest message
	for i := range f {
		x := &f[i]
		x.Time += late
		switch {
		case x.Client:
			last = x
			if x.What == ReadResponse {
				lastRead = x
			}
			if x.What == Send {
				if xid, begins := beginning(x); begins {
					sending[x.Flow] = xid
				}
				calls[sending[x.Flow]] = x
			}
			continue
		case x.What == Foreign || last == nil:
			continue
		}
		cause := last.Time
		if x.What == Send {
			// A Reply can pass Calls on the way that come after its own.
			if xid, begins := beginning(x); begins && calls[xid] != nil {
				cause = calls[xid].Time
			}
			if lastRead != nil {
				cause = max(cause, lastRead.Time)
			}
		}
		if more := cause + 2*p.delay - x.Time; more > 0 {
			late, x.Time = late+more, x.Time+more
		}
	}
}

// beginning is the XID of a message that begins with this packet.
func beginning(f *Frame) (xid uint32, ok bool) {
	var p roce.Packet
	if roce.Split(f.Link, f.Data, f.Length, &p) != roce.RoCE || !p.BTH.Opcode().Begins() || len(p.Payload) < 4 {
		return 0, false
	}
	return binary.BigEndian.Uint32(p.Payload), true
}
