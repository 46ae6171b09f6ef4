package hostile

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"rpcrdma-lint/internal/trace"
)

// A Capture is one of them. It can be made as long as one likes.
type Capture struct {
	Name string
	What string // what grows with every frame
	Ext  string // of the file, where it is no pcap

	write func(w io.Writer, frames int) error
}

// Write writes the capture with so many frames, about.
func (c *Capture) Write(w io.Writer, frames int) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := c.write(b, frames); err != nil {
		return fmt.Errorf("hostile: %s: %w", c.Name, err)
	}
	return b.Flush()
}

// Find is the capture with this name.
func Find(name string) (*Capture, error) {
	for i := range Captures {
		if Captures[i].Name == name {
			return &Captures[i], nil
		}
	}
	return nil, fmt.Errorf("hostile: there is no %q", name)
}

// A maker makes the nth frame.
type maker func(n int) frame

// frames is a pcap file of frames with valid ICRCs: those of begin, then as many
// as are wanted.
func frames(prepare func() (begin []frame, next maker)) func(io.Writer, int) error {
	return func(w io.Writer, n int) error {
		begin, next := prepare()
		if _, err := w.Write(trace.AppendFileHeader(nil)); err != nil {
			return err
		}
		at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		var head []byte
		for i := range len(begin) + n {
			var f frame
			if i < len(begin) {
				f = begin[i]
			} else {
				f = next(i - len(begin))
			}
			at = at.Add(10 * time.Microsecond)
			head = trace.AppendRecordHeader(head[:0], at, len(f), len(f))
			if _, err := w.Write(head); err != nil {
				return err
			}
			if _, err := w.Write(f); err != nil {
				return err
			}
		}
		return nil
	}
}

// sealed is the frame with its ICRC.
func sealed(f frame) frame {
	f.seal()
	return f
}
