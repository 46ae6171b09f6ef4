package rpc_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

// unhex is the bytes of hexadecimal words.
func unhex(tb testing.TB, s string) []byte {
	tb.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// sameHeader compares all that Decode fills but the groups, which TestSys compares.
var sameHeader = cmp.Options{cmpopts.IgnoreUnexported(rpc.SysCred{}), cmpopts.EquateEmpty()}

const (
	haveCall = rpc.FieldXID | rpc.FieldType | rpc.FieldRPCVersion | rpc.FieldProgram | rpc.FieldVersion |
		rpc.FieldProcedure | rpc.FieldCred | rpc.FieldVerf
	haveReply    = rpc.FieldXID | rpc.FieldType | rpc.FieldReplyStat
	haveAccepted = haveReply | rpc.FieldVerf | rpc.FieldAcceptStat
	haveDenied   = haveReply | rpc.FieldRejectStat
)

// An NFSv3 FSINFO Call of a Linux client, without its arguments.
const linuxCall = `7ea94f45 00000000 00000002 000186a3 00000003 00000013
	00000001 00000020 00000000 00000006 66657754 32320000 00000000 00000000 00000001 00000000
	00000000 00000000`

// A Call under RPCSEC_GSS with integrity and a context handle of five bytes.
const gssCall = `00000009 00000000 00000002 000186a3 00000004 00000001
	00000006 0000001c 00000001 00000000 00000011 00000002 00000005 61626364 65000000
	00000006 00000003 a1a2a300`

var decodable = []struct {
	name string
	in   string
	want rpc.Header
}{
	{
		name: "call with AUTH_SYS",
		in:   linuxCall,
		want: rpc.Header{
			XID: 0x7ea94f45, Type: rpc.Call, RPCVersion: 2, Program: rpc.ProgNFS, Version: 3, Procedure: 19,
			Cred: rpc.Auth{Flavor: rpc.AuthSys, Length: 32, Body: []byte(
				"\x00\x00\x00\x00\x00\x00\x00\x06fewT22\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00")},
			Sys:  rpc.SysCred{Machine: []byte("fewT22"), GIDCount: 1},
			Verf: rpc.Auth{Body: []byte{}},
			Have: haveCall | rpc.FieldSys, Len: 72,
		},
	},
	{
		name: "call with RPCSEC_GSS",
		in:   gssCall,
		want: rpc.Header{
			XID: 9, Type: rpc.Call, RPCVersion: 2, Program: rpc.ProgNFS, Version: 4, Procedure: 1,
			Cred: rpc.Auth{Flavor: rpc.AuthGSS, Length: 28, Body: []byte(
				"\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x11\x00\x00\x00\x02\x00\x00\x00\x05abcde\x00\x00\x00")},
			GSS:  rpc.GSSCred{Version: 1, Proc: rpc.GSSData, Seq: 17, Service: rpc.GSSIntegrity, Handle: []byte("abcde")},
			Verf: rpc.Auth{Flavor: rpc.AuthGSS, Length: 3, Body: []byte{0xa1, 0xa2, 0xa3}},
			Have: haveCall | rpc.FieldGSS, Len: 72,
		},
	},
	{
		name: "call of RPC version 3",
		in:   "00000001 00000000 00000003 000186a5 00000003 00000001 00000000 00000000 00000000 00000000",
		want: rpc.Header{
			XID: 1, RPCVersion: 3, Program: rpc.ProgMount, Version: 3, Procedure: 1, Have: haveCall, Len: 40,
		},
	},
	{
		name: "call with a credential that is too long",
		in: "00000001 00000000 00000002 000186a3 00000003 00000000 00000009 000001f4" +
			strings.Repeat("00", 500) + "00000000 00000000",
		want: rpc.Header{
			XID: 1, RPCVersion: 2, Program: rpc.ProgNFS, Version: 3,
			Cred: rpc.Auth{Flavor: 9, Length: 500, Body: make([]byte, 500)}, Have: haveCall, Len: 540,
		},
	},
	{
		name: "call whose AUTH_SYS body is cut",
		in:   "00000001 00000000 00000002 000186a3 00000003 00000000 00000001 00000008 00000000 000000ff 00000000 00000000",
		want: rpc.Header{
			XID: 1, RPCVersion: 2, Program: rpc.ProgNFS, Version: 3,
			Cred: rpc.Auth{Flavor: rpc.AuthSys, Length: 8, Body: []byte{0, 0, 0, 0, 0, 0, 0, 0xff}}, Have: haveCall, Len: 48,
		},
	},
	{
		name: "success",
		in:   "00000001 00000001 00000000 00000000 00000000 00000000",
		want: rpc.Header{XID: 1, Type: rpc.Reply, Have: haveAccepted, Len: 24},
	},
	{
		name: "program mismatch",
		in:   "00000001 00000001 00000000 00000001 00000004 0a0b0c0d 00000002 00000003 00000004",
		want: rpc.Header{
			XID: 1, Type: rpc.Reply, Verf: rpc.Auth{Flavor: rpc.AuthSys, Length: 4, Body: []byte{10, 11, 12, 13}},
			AcceptStat: rpc.ProgMismatch, Low: 3, High: 4, Have: haveAccepted | rpc.FieldRange, Len: 36,
		},
	},
	{
		name: "accept_stat 6",
		in:   "00000001 00000001 00000000 00000000 00000000 00000006",
		want: rpc.Header{XID: 1, Type: rpc.Reply, AcceptStat: 6, Have: haveAccepted, Len: 24},
	},
	{
		name: "RPC mismatch",
		in:   "00000001 00000001 00000001 00000000 00000002 00000003",
		want: rpc.Header{
			XID: 1, Type: rpc.Reply, ReplyStat: rpc.Denied, RejectStat: rpc.RPCMismatch, Low: 2, High: 3,
			Have: haveDenied | rpc.FieldRange, Len: 24,
		},
	},
	{
		name: "auth error",
		in:   "00000001 00000001 00000001 00000001 0000000d",
		want: rpc.Header{
			XID: 1, Type: rpc.Reply, ReplyStat: rpc.Denied, RejectStat: rpc.AuthError, AuthStat: 13,
			Have: haveDenied | rpc.FieldAuthStat, Len: 20,
		},
	},
	{
		name: "reject_stat 2",
		in:   "00000001 00000001 00000001 00000002",
		want: rpc.Header{XID: 1, Type: rpc.Reply, ReplyStat: rpc.Denied, RejectStat: 2, Have: haveDenied, Len: 16},
	},
	{
		name: "reply_stat 7",
		in:   "00000001 00000001 00000007",
		want: rpc.Header{XID: 1, Type: rpc.Reply, ReplyStat: 7, Have: haveReply, Len: 12},
	},
	{
		name: "msg_type 5",
		in:   "00000001 00000005",
		want: rpc.Header{XID: 1, Type: 5, Have: rpc.FieldXID | rpc.FieldType, Len: 8},
	},
}

func TestDecode(t *testing.T) {
	var h rpc.Header // one for all, so that what a message leaves behind would show in the next
	for _, tt := range decodable {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			withBody := append(b[:len(b):len(b)], 0xff, 0xff, 0xff, 0xff)
			for _, in := range [][]byte{b, withBody} {
				if err := h.Decode(in, len(in)); err != nil {
					t.Fatalf("Decode of %d bytes: %v", len(in), err)
				}
				if diff := cmp.Diff(tt.want, h, sameHeader...); diff != "" {
					t.Errorf("Decode of %d bytes (-want +got):\n%s", len(in), diff)
				}
			}
		})
	}
}

// Every message cut at every place, by its sender or by the capture.
func TestDecodeCut(t *testing.T) {
	for _, tt := range decodable {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			for n := range b {
				for total, want := range map[int]error{n: xdr.ErrShort, len(b): xdr.ErrCaptured} {
					var h rpc.Header
					err := h.Decode(b[:n], total)
					// A sender may leave out the pad of the last item.
					if err == nil && total == n && tt.want.Len-n < 4 && h.Has(tt.want.Have) {
						continue
					}
					var field *rpc.DecodeError
					if !errors.Is(err, want) || !errors.As(err, &field) || field.Field == "" {
						t.Errorf("%d of %d bytes: got %v, want %v", n, total, err, want)
					}
					if h.Have&^tt.want.Have != 0 || h.Have == tt.want.Have || h.Len > n {
						t.Errorf("%d of %d bytes: Have = %b, whole %b; Len = %d", n, total, h.Have, tt.want.Have, h.Len)
					}
				}
			}
		})
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, tt := range []struct {
		name  string
		in    string
		total int // 0 stands for all of in
		want  string
		have  rpc.Field
	}{
		{name: "nothing", want: "rpc: xid: xdr: message ends too soon: offset 0: 0 of 4 bytes"},
		{
			name: "call ends before its credential", in: "00000001 00000000 00000002 000186a3 00000003 00000001",
			want: "rpc: cred: xdr: message ends too soon: offset 24: 0 of 4 bytes",
			have: haveCall &^ (rpc.FieldCred | rpc.FieldVerf),
		},
		{
			name: "credential longer than the message",
			in:   "00000001 00000000 00000002 000186a3 00000003 00000001 00000000 ffffffff 00000000 00000000",
			want: "rpc: cred: xdr: message ends too soon: offset 32: 8 of 4294967295 bytes",
			have: haveCall &^ (rpc.FieldCred | rpc.FieldVerf),
		},
		{
			name: "credential not captured", total: 600,
			in:   "00000001 00000000 00000002 000186a3 00000003 00000001 00000001 00000020 00000000 00000000",
			want: "rpc: cred: xdr: captured short: offset 32: 8 of 32 bytes",
			have: haveCall &^ (rpc.FieldCred | rpc.FieldVerf),
		},
		{
			name: "verifier not captured", total: 600,
			in:   "00000001 00000000 00000002 000186a3 00000003 00000001 00000000 00000000 00000000",
			want: "rpc: verf: xdr: captured short: offset 36: 0 of 4 bytes",
			have: haveCall &^ rpc.FieldVerf,
		},
		{
			name: "mismatch without range", in: "00000001 00000001 00000000 00000000 00000000 00000002 00000002",
			want: "rpc: mismatch_info: xdr: message ends too soon: offset 28: 0 of 4 bytes",
			have: haveAccepted,
		},
		{
			name: "auth error without auth_stat", in: "00000001 00000001 00000001 00000001",
			want: "rpc: auth_stat: xdr: message ends too soon: offset 16: 0 of 4 bytes",
			have: haveDenied,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			total := tt.total
			if total == 0 {
				total = len(b)
			}
			var h rpc.Header
			switch err := h.Decode(b, total); {
			case err == nil:
				t.Errorf("Decode gave no error, want %q", tt.want)
			case err.Error() != tt.want:
				t.Errorf("Decode:\n got %s\nwant %s", err, tt.want)
			}
			if h.Have != tt.have {
				t.Errorf("Have = %b, want %b", h.Have, tt.have)
			}
		})
	}
}

// What came before a failure stays: of a credential that was not captured, flavor and length.
func TestDecodeKeeps(t *testing.T) {
	b := unhex(t, linuxCall)
	var h rpc.Header
	if err := h.Decode(b[:40], len(b)); !errors.Is(err, xdr.ErrCaptured) {
		t.Fatalf("Decode: %v", err)
	}
	want := rpc.Header{
		XID: 0x7ea94f45, RPCVersion: 2, Program: rpc.ProgNFS, Version: 3, Procedure: 19,
		Cred: rpc.Auth{Flavor: rpc.AuthSys, Length: 32}, Have: haveCall &^ (rpc.FieldCred | rpc.FieldVerf), Len: 32,
	}
	if diff := cmp.Diff(want, h, sameHeader...); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeAllocates(t *testing.T) {
	for _, in := range []string{linuxCall, gssCall, decodable[6].in} {
		b := unhex(t, in)
		var h rpc.Header
		if n := testing.AllocsPerRun(100, func() {
			if err := h.Decode(b, len(b)); err != nil {
				t.Fatal(err)
			}
		}); n != 0 {
			t.Errorf("Decode allocates %v times, want 0", n)
		}
	}
}
