package rules

import "rpcrdma-lint/decode"

// special counts what one side did that RPC-over-RDMA has no use for.
type special struct {
	atomics   int
	immediate int // Sends and Writes with immediate data

	frame int // of the first
	time  int64
	kind  decode.Kind
}

// note takes an event.
func (s *special) note(e *decode.Event) {
	switch {
	case e.Kind == decode.KindAtomic:
		s.atomics++
	case e.Immediate:
		s.immediate++
	default:
		return
	}
	if s.frame == 0 {
		s.frame, s.time, s.kind = e.Frame, e.Time, e.Kind
	}
}
