package roce_test

import (
	"testing"

	"rpcrdma-lint/decode/roce"
)

func TestNames(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{roce.RoCE.String(), "RoCEv2"},
		{roce.UnknownLink.String(), "unknown link type"},
		{roce.Kind(200).String(), "kind 200"},
		{roce.Whole.String(), "whole"},
		{roce.InTrailer.String(), "cut in the trailer"},
		{roce.Part(200).String(), "part 200"},
		{roce.ICRCUnknown.String(), "unknown"},
		{roce.ICRCBad.String(), "bad"},
		{roce.Addr4([4]byte{192, 0, 2, 1}).String(), "192.0.2.1"},
		{roce.Addr{0: 0xfe, 1: 0x80, 15: 1}.String(), "fe80::1"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
	if !roce.Addr4([4]byte{192, 0, 2, 1}).Is4() || (roce.Addr{15: 1}).Is4() || (roce.Addr{15: 1}).IsZero() {
		t.Error("an address is taken for another kind of address")
	}
}
