package nfs_test

import (
	"errors"
	"math"
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

func TestStops(t *testing.T) {
	read := enc("", 0, 3, 24, 25, stateID, uint64(0), 512, 9, 1, 2)
	for _, tt := range []struct {
		name     string
		request  nfs.Request
		results  bool
		in       []byte
		captured int // bytes of in
		whole    int // operations
		stop     nfs.Stop
		text     string
	}{
		{name: "not stopped", request: compound, in: read, captured: len(read), whole: 3},
		{
			name: "cut in an operation", request: compound, in: read, captured: 40, whole: 1,
			stop: nfs.Captured, text: "nfs: captured short: operation 25: offset 36, position 36: xdr: captured short: offset 36: 4 of 8 bytes",
		},
		{
			name: "cut between operations", request: compound, in: read, captured: 48, whole: 2,
			stop: nfs.Captured, text: "nfs: captured short: operation 0: offset 48, position 48: xdr: captured short: offset 48: 0 of 4 bytes",
		},
		{
			name: "cut in the data", request: compound, in: enc("", 0, 1, 38, stateID, uint64(0), 2, "some data"), captured: 50, whole: 1,
		},
		{
			name: "cut in the data of which the message has less", request: compound,
			in: enc("", 0, 1, 38, stateID, uint64(0), 2, 9, 1, 2), captured: 50, stop: nfs.Malformed,
			text: "nfs: malformed: operation 38: offset 48, position 48: xdr: message ends too soon: offset 48: 8 of 9 bytes",
		},
		{
			name: "message too short", request: compound, in: read[:40], captured: 40, whole: 1,
			stop: nfs.Malformed, text: "nfs: malformed: operation 25: offset 36, position 36: xdr: message ends too soon: offset 36: 4 of 8 bytes",
		},
		{
			name: "more operations than there are", request: compound, in: enc("", 0, 1<<30, 24), captured: 16, whole: 1,
			stop: nfs.Malformed, text: "nfs: malformed: operation 0: offset 16, position 16: xdr: message ends too soon: offset 16: 0 of 4 bytes",
		},
		{
			name: "no boolean", request: compound, in: enc("", 1, 1, 58, 2), captured: 20,
			stop: nfs.Malformed, text: "nfs: malformed: operation 58: offset 16, position 16: xdr: not a boolean: offset 16: 2, want at most 1",
		},
		{
			name: "handle too long", request: compound, in: enc("", 1, 1, 22, 129, zeros(132)), captured: 152,
			stop: nfs.Malformed, text: "nfs: malformed: operation 22: offset 16, position 16: xdr: count above its limit: offset 16: 129, want at most 128",
		},
		{
			name: "operation of a later minor version", request: compound, in: enc("", 0, 2, 24, 53, stateID, 1, 1, 1, 0),
			captured: 52, whole: 1, stop: nfs.Unknown, text: "nfs: unknown: operation 53: offset 20, position 20",
		},
		{
			name: "operation of minor version 2 in 1", request: compound, in: enc("", 1, 1, 69, stateID, uint64(0), 0),
			captured: 44, stop: nfs.Unknown, text: "nfs: unknown: operation 69: offset 16, position 16",
		},
		{
			name: "unknown operation", request: compound, in: enc("", 2, 1, 76), captured: 16,
			stop: nfs.Unknown, text: "nfs: unknown: operation 76: offset 16, position 16",
		},
		{
			name: "unknown operation's result", request: compound, results: true, in: enc(0, "", 1, 76, 0), captured: 20,
			stop: nfs.Unknown, text: "nfs: unknown: operation 76: offset 20, position 20",
		},
		{
			name: "minor version 3", request: compound, in: enc("", 3, 1, 24), captured: 16,
			stop: nfs.Unknown, text: "nfs: unknown: operation 1: offset 12, position 12",
		},
		{
			name: "unknown arm", request: compound, in: enc("", 0, 1, 18, 1, 3, 0, uint64(1), "owner", 0, 9, "file"), captured: 64,
			stop: nfs.Unknown, text: "nfs: unknown: operation 18: offset 56, position 56",
		},
		{
			name: "unknown program", request: nfs.Request{Program: rpc.ProgNLM, Version: 4, Procedure: 2}, in: enc(1), captured: 4,
			stop: nfs.Unknown, text: "nfs: unknown: operation 2: offset 0, position 0",
		},
		{
			name: "unknown procedure", request: nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 22}, in: enc(1), captured: 4,
			stop: nfs.Unknown, text: "nfs: unknown: operation 22: offset 0, position 0",
		},
		{
			name: "privacy", request: nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 7, Guard: nfs.Sealed}, in: enc(1), captured: 4,
			stop: nfs.Hidden, text: "nfs: hidden by RPCSEC_GSS: operation 7: offset 0, position 0",
		},
		{
			name: "integrity", request: nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 3, Guard: nfs.Integrity},
			in: enc(16, 1, "fh", "x", "checksum"), captured: 36, whole: 1,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var reply *rpc.Header
			if tt.results {
				reply = &successful
			}
			w := walkOf(tt.request, reply, reader(tt.in[:tt.captured], len(tt.in), 0), nil, nil)
			if got := len(ops(w)); got != tt.whole {
				t.Errorf("%d operations, want %d", got, tt.whole)
			}
			if got := w.Stopped(); got != tt.stop {
				t.Errorf("Stopped = %v, want %v", got, tt.stop)
			}
			err := w.Err()
			if tt.stop == nfs.NotStopped {
				if err != nil {
					t.Errorf("Err = %v, want none", err)
				}
				return
			}
			var stopped *nfs.StopError
			if !errors.As(err, &stopped) || stopped.Stop != tt.stop || err.Error() != tt.text {
				t.Errorf("Err = %v, want %s", err, tt.text)
			}
			if w.Next() {
				t.Error("Next goes on behind a stop")
			}
		})
	}
}

// A union's arm that isn't known stops the walk behind its discriminant, wherever it stands.
func TestUnknownArms(t *testing.T) {
	const more = zeros(64)
	call := func(parts ...any) []byte { return enc("", 2, 1, enc(parts...)) }
	back := func(parts ...any) []byte { return enc("", 2, 0, 1, enc(parts...)) }
	result := func(parts ...any) []byte { return enc(0, "", 1, enc(parts...)) }
	create3 := nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 8}
	for _, tt := range []struct {
		name    string
		request nfs.Request
		results bool
		front   []byte // up to the discriminant
	}{
		{"createhow3", create3, false, enc("fh", "name")},
		{"createhow4", compound, false, call(18, 1, 2, 3, uint64(1), "owner", 1)},
		{"open_claim4", compound, false, call(18, 1, 2, 3, uint64(1), "owner", 0)},
		{"callback_sec_parms4", compound, false, call(40, 1, 2)},
		{"state_protect4_a", compound, false, call(42, zeros(8), "owner", 1)},
		{"state_protect4_r", compound, true, result(42, 0, uint64(1), 1, 1)},
		{"gddrnf4_status", compound, true, result(46, 0)},
		{"deleg_claim4", compound, false, call(56, 1)},
		{"netloc4", compound, false, call(61, stateID)},
		{"netloc4 of a list", compound, false, call(60, zeros(32), zeros(24), 0, 0, 2)},
		{"open_delegation4", compound, true, result(56, 0)},
		{"nfs_space_limit4", compound, true, result(56, 0, 2, stateID, 0)},
		{"layoutrecall4", callbackReq, false, back(5, 1, 2, 0)},
		{"nfs_cb_argop4", callbackReq, false, back()},
		{"nfs_argop4", compound, false, call()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := enc(tt.front, 99, more)
			var reply *rpc.Header
			if tt.results {
				reply = &successful
			}
			w := walkOf(tt.request, reply, reader(in, len(in), 0), nil, nil)
			if w.Next() || w.Stopped() != nfs.Unknown || w.Offset() != len(tt.front)+4 {
				t.Errorf("%v at %d, want unknown at %d", w.Stopped(), w.Offset(), len(tt.front)+4)
			}
		})
	}
	for _, tt := range []struct {
		name string
		in   []byte
	}{
		{"CB_SEQUENCE of minor version 0", enc("", 0, 0, 1, 11, more)},
		{"CB_OFFLOAD of minor version 1", enc("", 1, 0, 1, 15, more)},
	} {
		w := walkOf(callbackReq, nil, reader(tt.in, len(tt.in), 0), nil, nil)
		if w.Next() || w.Stopped() != nfs.Unknown {
			t.Errorf("%s: %v, want unknown", tt.name, w.Stopped())
		}
	}
	in := enc(0, "", 1, 99, 0)
	if w := walkOf(callbackReq, &successful, reader(in, len(in), 0), nil, nil); w.Next() || w.Stopped() != nfs.Unknown {
		t.Errorf("result of callback operation 99: %v, want unknown", w.Stopped())
	}
}

// A message whose length isn't known is never malformed for its end.
func TestLengthUnknown(t *testing.T) {
	in := enc("", 0, 2, 24, 38, stateID, uint64(0), 2, 1<<30)
	for n := range len(in) + 1 {
		w := walkOf(compound, nil, reader(in[:n], math.MaxInt, 0), nil, nil)
		if got := len(ops(w)); w.Stopped() != nfs.Captured && got != 2 || got == 2 && n < len(in) {
			t.Errorf("%d bytes: %d operations, %v", n, got, w.Err())
		}
	}
}

func TestLeft(t *testing.T) {
	in := enc("", 0, 3, 24, 10, 77)
	var c nfs.Call
	c.Reset(compound, reader(in, len(in), 0), nil)
	for _, want := range []uint32{2, 1} {
		if !c.Next() || c.Left() != want || c.Count != 3 || c.Minor != 0 {
			t.Errorf("%d operations left of %d, want %d of 3", c.Left(), c.Count, want)
		}
	}
	if c.Next() || c.Left() != 0 {
		t.Errorf("%d operations left behind an unknown one", c.Left())
	}
}

func TestStopNames(t *testing.T) {
	seen := map[string]bool{}
	for s := nfs.NotStopped; s <= nfs.Astray; s++ {
		if s.String() == "" || seen[s.String()] {
			t.Errorf("stop %d is called %q", s, s)
		}
		seen[s.String()] = true
	}
	if got := (nfs.Astray + 1).String(); got != "stop 6" {
		t.Errorf("String = %q, want stop 6", got)
	}
	err := error(&nfs.StopError{Err: &xdr.Error{Kind: xdr.ErrShort}})
	if !errors.Is(err, xdr.ErrShort) {
		t.Error("a StopError hides its xdr.Error")
	}
}

func TestRequestOf(t *testing.T) {
	gss := func(proc rpc.GSSProc, service rpc.GSSService, have rpc.Field) rpc.Header {
		return rpc.Header{
			Program: rpc.ProgNFS, Version: 3, Procedure: 1, Have: have,
			Cred: rpc.Auth{Flavor: rpc.AuthGSS}, GSS: rpc.GSSCred{Proc: proc, Service: service},
		}
	}
	for _, tt := range []struct {
		name   string
		header rpc.Header
		want   nfs.Guard
	}{
		{"AUTH_SYS", rpc.Header{Program: rpc.ProgNFS, Version: 3, Procedure: 1, Cred: rpc.Auth{Flavor: rpc.AuthSys}}, nfs.Plain},
		{"no protection", gss(rpc.GSSData, rpc.GSSNone, rpc.FieldGSS), nfs.Plain},
		{"integrity", gss(rpc.GSSData, rpc.GSSIntegrity, rpc.FieldGSS), nfs.Integrity},
		{"privacy", gss(rpc.GSSData, rpc.GSSPrivacy, rpc.FieldGSS), nfs.Sealed},
		{"channel", gss(rpc.GSSData, rpc.GSSChannel, rpc.FieldGSS), nfs.Sealed},
		{"a context is made", gss(rpc.GSSInit, rpc.GSSNone, rpc.FieldGSS), nfs.Sealed},
		{"credential not sound", gss(rpc.GSSData, rpc.GSSNone, 0), nfs.Sealed},
	} {
		want := nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 1, Guard: tt.want}
		if got := nfs.RequestOf(&tt.header); got != want {
			t.Errorf("%s: RequestOf = %+v, want %+v", tt.name, got, want)
		}
	}
}
