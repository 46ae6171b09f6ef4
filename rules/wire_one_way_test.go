package rules

import "testing"

func TestWireOneWay(t *testing.T) {
	runTraces(t, wireOneWay, []traceTest{
		{
			name:  "only the client, from the beginning",
			trace: "noack; C>REQ; drop S>REP; C>RTU; C>CALL 1; drop S>REPLY 1; C>ACK; second: C>CALL 2; drop S>REPLY 2; C>ACK; C>CALL 3",
			want:  []string{"wire/one-way note capture @1", "credit/first-call error client @second START"},
		},
		{
			name:  "only the client",
			trace: "noack; drop est; C>CALL 1; drop S>REPLY 1; second: C>CALL 2; drop S>REPLY 2; C>CALL 3",
			want:  []string{"wire/mid-stream note capture @1", "wire/one-way note capture @1", "credit/first-call error client @second START"},
		},
		{
			name:  "only the server",
			trace: "noack; drop est; drop C>CALL 1; S>REPLY 1; drop C>CALL 2; S>REPLY 2",
			want: []string{
				"wire/mid-stream note capture @1", "wire/one-way note capture @1", "xid/reply-unknown error none @1 START",
				"xid/reply-unknown error none @2 START",
			},
		},
		{
			name:  "both",
			trace: "est; exchange",
		},
		{
			name:  "the server is silent",
			trace: "noack; est; C>CALL 1",
		},
		{
			name:  "refused",
			trace: "C>REQ; S>REJ(8)",
			want:  []string{"conn/rejected note none @2"},
		},
	})
}
