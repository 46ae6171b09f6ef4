package rpc_test

import (
	"testing"

	"rpcrdma-lint/decode/rpc"
)

func TestSys(t *testing.T) {
	b := unhex(t, `00000001 00000000 00000002 000186a3 00000003 00000000
		00000001 00000020 0000002a 00000005 686f7374 31000000 000003e8 00000064 00000002 00000065 00000066
		00000000 00000000`)
	// The body is 36 bytes, and says 32.
	var h rpc.Header
	if err := h.Decode(b, len(b)); err != nil {
		t.Fatal(err)
	}
	if h.Has(rpc.FieldSys) || h.Sys.Machine != nil {
		t.Errorf("the body is cut in its groups, and Sys = %+v", h.Sys)
	}
	b[31] = 36
	if err := h.Decode(b, len(b)); err != nil {
		t.Fatal(err)
	}
	s := h.Sys
	if !h.Has(rpc.FieldSys) || s.Stamp != 42 || string(s.Machine) != "host1" || s.UID != 1000 || s.GID != 100 || s.GIDCount != 2 {
		t.Errorf("Sys = %+v, machine %q", s, s.Machine)
	}
	if got, got2 := s.GroupID(0), s.GroupID(1); got != 101 || got2 != 102 {
		t.Errorf("groups = %d, %d, want 101, 102", got, got2)
	}
}

func TestOddPad(t *testing.T) {
	const call = "00000001 00000000 00000002 000186a3 00000003 00000000 "
	for _, tt := range []struct {
		name string
		in   string
		want rpc.Pad
	}{
		{name: "none", in: call + "00000009 00000001 aa000000 00000009 00000002 aabb0000"},
		{
			name: "credential", in: call + "00000009 00000001 aa000100 00000009 00000002 aabb0500",
			want: rpc.Pad{Field: rpc.FieldCred, Offset: 34},
		},
		{
			name: "verifier", in: call + "00000009 00000001 aa000000 00000009 00000002 aabb0005",
			want: rpc.Pad{Field: rpc.FieldVerf, Offset: 47},
		},
		{
			name: "machine name", in: call + "00000001 00000018 00000000 00000003 61626355 00000000 00000000 00000000" +
				"00000009 00000002 aabb0005",
			want: rpc.Pad{Field: rpc.FieldSys, Offset: 43},
		},
		{
			name: "machine name in a body that is cut", in: call + "00000001 0000000c 00000000 00000003 61626355 00000000 00000000",
			want: rpc.Pad{Field: rpc.FieldSys, Offset: 43},
		},
		{
			name: "context handle", in: call + "00000006 00000018 00000001 00000000 00000001 00000001 00000001 aabbccdd" +
				"00000000 00000000",
		},
		{
			name: "verifier of a reply", in: "00000001 00000001 00000000 00000009 00000003 aabbcc01 00000000",
			want: rpc.Pad{Field: rpc.FieldVerf, Offset: 23},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			var h rpc.Header
			if err := h.Decode(b, len(b)); err != nil {
				t.Fatal(err)
			}
			if h.OddPad != tt.want {
				t.Errorf("OddPad = %+v, want %+v", h.OddPad, tt.want)
			}
		})
	}
}

func TestFlavorNames(t *testing.T) {
	for f, want := range map[rpc.Flavor]string{
		0: "AUTH_NONE", 1: "AUTH_SYS", 2: "AUTH_SHORT", 3: "AUTH_DH", 4: "flavor 4", 6: "RPCSEC_GSS", 390003: "flavor 390003",
	} {
		if got := f.String(); got != want {
			t.Errorf("String of %d = %q, want %q", uint32(f), got, want)
		}
	}
}
