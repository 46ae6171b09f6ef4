package rules

import (
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
