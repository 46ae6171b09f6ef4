package rules

import (
	"testing"

	"rpcrdma-lint/decode"
)

func TestStrays(t *testing.T) {
	var s strays
	for _, m := range []Move{
		{Event: &decode.Event{Kind: decode.KindRead, DMALen: 8}, Fit: FitUnknown},
		{Event: &decode.Event{Kind: decode.KindWrite, DMALen: 8}, Fit: FitInside},
		{Event: &decode.Event{Kind: decode.KindWrite}, Fit: FitUnknown},
	} {
		s.note(&m)
	}
	if len(s.ring) != 0 {
		t.Errorf("%d strays of a Read, a Write that fits and an empty Write, want none", len(s.ring))
	}
	for i := range maxStrays {
		s.note(&Move{Event: &decode.Event{Kind: decode.KindWrite, Key: uint32(i), DMALen: 8}, Fit: FitClosed})
	}
	if len(s.ring) != maxStrays || s.lost {
		t.Fatalf("%d strays, lost %v, want %d, false", len(s.ring), s.lost, maxStrays)
	}
	s.note(&Move{Event: &decode.Event{Kind: decode.KindWrite, Key: 9999, DMALen: 8}, Fit: FitOutside})
	if len(s.ring) != maxStrays || !s.lost || s.ring[0].key != 1 || s.ring[maxStrays-1].key != 9999 {
		t.Errorf("%d strays from %d to %d, lost %v, want %d from 1 to 9999, true",
			len(s.ring), s.ring[0].key, s.ring[len(s.ring)-1].key, s.lost, maxStrays)
	}
}
