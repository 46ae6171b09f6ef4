//go:build cgo

package capture

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/google/gopacket"
	"github.com/google/gopacket/pcap"
)

// A Filter decides by a BPF expression, in the language of tcpdump, which frames
// are looked at. It may be used by several goroutines at once.
type Filter struct {
	expr     string
	mu       sync.Mutex
	programs map[LinkType]program
	err      error
}

// A program is the expression compiled for one link type, or why it isn't.
type program struct {
	bpf *pcap.BPF
	err error
}

// CompileFilter takes an expression that compiles for Ethernet or for Linux
// cooked v2, which has words of its own. The error is the one for Ethernet.
func CompileFilter(expr string) (*Filter, error) {
	f := &Filter{expr: expr, programs: make(map[LinkType]program)}
	if p := f.compile(LinkEthernet); p.err != nil && f.compile(LinkLinuxSLL2).err != nil {
		return nil, p.err
	}
	return f, nil
}

// Match reports whether the frame passes. A frame of which nothing was captured
// does not, nor one of a link type that the expression doesn't compile for. What
// a Reader doesn't give of a frame is not there for the filter, but its length is.
func (f *Filter) Match(frame *Frame) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	p, ok := f.programs[frame.Link]
	if !ok {
		p = f.compile(frame.Link)
	}
	if p.err != nil {
		f.err = p.err
		return false
	}
	if len(frame.Data) == 0 {
		return false
	}
	return p.bpf.Matches(gopacket.CaptureInfo{
		Timestamp:     time.Unix(0, frame.Time),
		CaptureLength: len(frame.Data),
		Length:        frame.Length,
	}, frame.Data)
}

// Err says for which link type that turned up the expression did not compile,
// and why: frames were left out that the filter could not judge.
func (f *Filter) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

func (f *Filter) compile(link LinkType) program {
	bpf, err := compile(f.expr, link)
	if err != nil {
		err = fmt.Errorf("capture: filter %q for %v: %w", f.expr, link, err)
	}
	p := program{bpf, err}
	f.programs[link] = p
	return p
}

// compile compiles for a link type. gopacket.LinkType has eight bits only, and
// libpcap wants the number that the link type has on this system: both are
// avoided by letting libpcap read the header of an empty file.
func compile(expr string, link LinkType) (*pcap.BPF, error) {
	in, out, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	defer out.Close()
	if _, err := NewWriter(out, link, false); err != nil {
		return nil, err
	}
	h, err := pcap.OpenOffline(fmt.Sprintf("/dev/fd/%d", in.Fd()))
	if err != nil {
		return nil, err
	}
	defer h.Close()
	return h.NewBPF(expr)
}
