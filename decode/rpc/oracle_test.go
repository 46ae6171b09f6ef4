package rpc_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/buildbarn/go-xdr/pkg/protocols/rpcv2"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/decode/xdr"
)

// A second decoder, generated from the RFC's own XDR, must read what we read. It is stricter: it refuses bodies above 400
// bytes, odd pads and unknown enumeration values.
func TestOracle(t *testing.T) {
	agreed := 0
	for _, tt := range decodable {
		if agree(t, unhex(t, tt.in)) {
			agreed++
		}
	}
	// All but the long credential, msg_type 5, reply_stat 7 and reject_stat 2.
	if want := len(decodable) - 4; agreed != want {
		t.Errorf("the oracle took %d messages, want %d", agreed, want)
	}
}

// agree compares both decoders on b and tells whether the oracle took it.
func agree(t *testing.T, b []byte) bool {
	t.Helper()
	var oracle rpcv2.RpcMsg
	n, oracleErr := oracle.ReadFrom(bytes.NewReader(b))
	if oracleErr != nil {
		return false
	}
	var h rpc.Header
	if err := h.Decode(b, len(b)); err != nil {
		t.Fatalf("%x: %v, and the oracle takes it", b, err)
	}
	if h.Len != int(n) || h.XID != oracle.Xid {
		t.Errorf("%x: Len %d, XID %d, oracle %d, %d", b, h.Len, h.XID, n, oracle.Xid)
	}
	switch body := oracle.Body.(type) {
	case *rpcv2.RpcMsgBody_CALL:
		agreeCall(t, &h, &body.Cbody)
	case *rpcv2.RpcMsgBody_REPLY:
		agreeReply(t, &h, body.Rbody)
	}
	return true
}

func agreeCall(t *testing.T, h *rpc.Header, c *rpcv2.CallBody) {
	t.Helper()
	got := [...]uint32{uint32(h.Type), h.RPCVersion, h.Program, h.Version, h.Procedure}
	if want := [...]uint32{uint32(rpcv2.CALL), c.Rpcvers, c.Prog, c.Vers, c.Proc}; got != want {
		t.Errorf("Call %v, oracle %v", got, want)
	}
	agreeAuth(t, h.Cred, c.Cred)
	agreeAuth(t, h.Verf, c.Verf)
	if c.Cred.Flavor != rpcv2.AUTH_SYS {
		return
	}
	var sys rpcv2.AuthsysParms
	if _, err := sys.ReadFrom(bytes.NewReader(c.Cred.Body)); err != nil {
		return
	}
	s := h.Sys
	if !h.Has(rpc.FieldSys) || s.Stamp != sys.Stamp || string(s.Machine) != sys.Machinename || s.UID != sys.Uid ||
		s.GID != sys.Gid || s.GIDCount != len(sys.Gids) {
		t.Fatalf("AUTH_SYS %+v, oracle %+v", s, sys)
	}
	for i, want := range sys.Gids {
		if got := s.GroupID(i); got != want {
			t.Errorf("group %d = %d, oracle %d", i, got, want)
		}
	}
}

func agreeAuth(t *testing.T, a rpc.Auth, want rpcv2.OpaqueAuth) {
	t.Helper()
	if a.Flavor != rpc.Flavor(want.Flavor) || int(a.Length) != len(want.Body) || !bytes.Equal(a.Body, want.Body) {
		t.Errorf("auth %+v, oracle %+v", a, want)
	}
}

func agreeReply(t *testing.T, h *rpc.Header, body rpcv2.ReplyBody) {
	t.Helper()
	got := [...]uint32{uint32(h.Type), uint32(h.ReplyStat), uint32(h.AcceptStat), uint32(h.RejectStat), h.AuthStat, h.Low, h.High}
	want := [len(got)]uint32{uint32(rpcv2.REPLY), uint32(body.GetStat())}
	switch body := body.(type) {
	case *rpcv2.ReplyBody_MSG_ACCEPTED:
		agreeAuth(t, h.Verf, body.Areply.Verf)
		want[2] = uint32(body.Areply.ReplyData.GetStat())
		if m, ok := body.Areply.ReplyData.(*rpcv2.AcceptedReplyData_PROG_MISMATCH); ok {
			want[5], want[6] = m.MismatchInfo.Low, m.MismatchInfo.High
		}
	case *rpcv2.ReplyBody_MSG_DENIED:
		want[3] = uint32(body.Rreply.GetStat())
		switch m := body.Rreply.(type) {
		case *rpcv2.RejectedReply_RPC_MISMATCH:
			want[5], want[6] = m.MismatchInfo.Low, m.MismatchInfo.High
		case *rpcv2.RejectedReply_AUTH_ERROR:
			want[4] = uint32(m.Stat)
		}
	}
	if got != want {
		t.Errorf("Reply %v, oracle %v", got, want)
	}
}

// Whatever the bytes: what the oracle takes we read alike, no field is claimed that isn't there, and a message captured
// short gives a beginning of what the whole one gives.
func FuzzDecode(f *testing.F) {
	for _, tt := range decodable {
		f.Add(unhex(f, tt.in), 0)
		f.Add(unhex(f, tt.in), 4)
	}
	f.Fuzz(func(t *testing.T, b []byte, missing int) {
		if missing < 0 || missing > len(b) {
			missing = 0
		}
		agree(t, b)
		var whole, part rpc.Header
		wholeErr := whole.Decode(b, len(b))
		partErr := part.Decode(b[:len(b)-missing], len(b))
		switch {
		case errors.Is(wholeErr, xdr.ErrCaptured):
			t.Fatalf("captured whole, and %v", wholeErr)
		case partErr != nil && !errors.Is(partErr, xdr.ErrCaptured) && (wholeErr == nil || partErr.Error() != wholeErr.Error()):
			t.Fatalf("captured short: %v, whole: %v", partErr, wholeErr)
		case part.Have&^whole.Have != 0:
			t.Fatalf("captured short has %b, whole %b", part.Have, whole.Have)
		case whole.Len > len(b) || part.Len > whole.Len || part.Len > len(b)-missing:
			t.Fatalf("Len %d of %d captured bytes, whole %d of %d", part.Len, len(b)-missing, whole.Len, len(b))
		case wholeErr == nil && !whole.Has(rpc.FieldXID|rpc.FieldType):
			t.Fatalf("no error, and Have = %b", whole.Have)
		}
		for _, a := range []rpc.Auth{whole.Cred, whole.Verf} {
			if a.Body != nil && int(a.Length) != len(a.Body) {
				t.Fatalf("auth of %d bytes with a body of %d", a.Length, len(a.Body))
			}
		}
		for i := range whole.Sys.GIDCount {
			whole.Sys.GroupID(i)
		}
	})
}
