package rules

import "testing"

func TestWireSkew(t *testing.T) {
	runTraces(t, wireSkew, []traceTest{
		{
			name:  "ACK before its Call",
			trace: "est; exchange; late C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"wire/skew note capture @8", "xid/reply-unknown error server @9 ORDER"},
		},
		{
			name:  "in order",
			trace: "est; exchange 2",
		},
		{
			name:  "another connection of the same hosts",
			trace: "est; exchange; C>DREQ; S>DREP; est; exchange; late C>CALL 5; S>REPLY 5; exchange",
			want:  []string{"wire/skew note capture @17", "xid/reply-unknown error server @18 ORDER"},
		},
		{
			name:  "sent again long after the original was missed",
			trace: "est; exchange; drop C>CALL 5; +2s C>again 5; S>REPLY 5; exchange",
		},
	})
}
