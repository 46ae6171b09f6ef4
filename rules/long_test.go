package rules

import (
	"slices"
	"testing"

	"rpcrdma-lint/internal/trace"
)

// longMessages records what the rules are shown of Long Messages.
func longMessages(t *testing.T, notation string) map[uint32]string {
	t.Helper()
	got := map[uint32]string{}
	probe := &Rule{ID: "test/long", Unit: PerMessage, Contents: true, Message: func(c *Conn, m *Message) Outcome {
		if m.Long != nil {
			got[m.Header.XID] += m.Role.String() + " " + m.Txn.Name() + ";"
		}
		return NotApplicable
	}}
	old := All
	All = append(All[:len(All):len(All)], probe)
	defer func() { All = old }()
	lint(t, trace.Make(t, notation), nil)
	return got
}

// The RPC message of a Long Call is put together from RDMA Reads, that of a
// Long Reply from RDMA Writes.
func TestLongMessages(t *testing.T) {
	for _, tt := range []struct{ name, trace, want string }{
		{"call", "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>READ h; C>RRESP; S>REPLY 1; exchange", "Call NFSv3 WRITE;"},
		{"call pulled in pieces, backwards", "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>READ h 1000 4000; C>RRESP; S>READ h 0 1000; C>RRESP; S>REPLY 1; exchange", "Call NFSv3 WRITE;"},
		{"call in two segments", "est; C>NOMSG 1 v3 WRITE rd=(0,20,h),(0,4980,g); S>READ h; C>RRESP; S>READ g; C>RRESP; S>REPLY 1; exchange", "Call NFSv3 WRITE;"},
		{"call not pulled", "est; C>NOMSG 1 v3 WRITE rd=(0,5000,h); S>ERR 1 CHUNK; exchange", ""},
		{"reply", "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 1000; S>NOMSG 1 rc=(h,1000); exchange", "Reply NFSv3 READDIR;"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := longMessages(t, tt.trace)[1]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// What is wrong inside a Long Message is shown where it was moved.
func TestLongEvidence(t *testing.T) {
	for _, tt := range []struct{ name, trace string }{
		{"call", "est; exchange; C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; moved: C>RRESP; S>ERR 1 CHUNK; exchange"},
		{"call pulled in pieces", "est; exchange; C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h 1000 4000; C>RRESP; S>READ h 0 1000; moved: C>RRESP; S>ERR 1 CHUNK; exchange"},
		{"reply", "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); moved: S>WRITE h 0 2000; S>NOMSG 1 rpc=2 rc=(h,2000); exchange"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			want := tr.Frame("moved")
			for _, f := range lint(t, tr, nil).Findings {
				if f.Rule != xidMismatch {
					continue
				}
				if !slices.ContainsFunc(f.Evidence, func(e Evidence) bool { return e.Frame == want }) {
					t.Errorf("got evidence %v, want frame %d in it", f.Evidence, want)
				}
				return
			}
			t.Error("got no xid/mismatch")
		})
	}
}

// Nothing that is missing from these makes a verdict that the whole lacks.
func TestLongLossSoundness(t *testing.T) {
	for name, notation := range map[string]string{
		"call":            "est; exchange; C>NOMSG 1 rd=(0,5000,h); S>READ h 1000 4000; C>RRESP; S>READ h 0 1000; C>RRESP; S>REPLY 1; exchange",
		"call refused":    "est; exchange; C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; C>RRESP; S>ERR 1 CHUNK; exchange",
		"reply":           "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 1000 1000; S>WRITE h 0 1000; S>NOMSG 1 rc=(h,2000); C>CALL 2; S>REPLY 2",
		"reply, mistyped": "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 1 mt=0 rc=(h,2000); exchange",
		"nameless":        "est; exchange; C>CALL 7 cut=3; S>ERR 0 CHUNK; C>CALL 8; S>REPLY 8",
	} {
		t.Run(name, func(t *testing.T) { sound(t, notation) })
	}
}
