package rules

import "testing"

func TestConnReplyElsewhere(t *testing.T) {
	runTraces(t, connReplyElsewhere, []traceTest{
		{
			name:  "NFSv4.1",
			trace: "est; exchange; C>CALL 5 v4 [SEQUENCE PUTROOTFH]; est; @2 exchange; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad"},
		},
		{
			name:  "NFSv3",
			trace: "est; exchange; C>CALL 5; est; @2 exchange; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad"},
		},
		{
			name:  "after the other connection has ended",
			trace: "est; exchange; C>CALL 5; lost: C>DREQ; S>DREP; est; @2 exchange; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"conn/loss note none @lost TAIL", "conn/reply-elsewhere error server @bad"},
		},
		{
			name:  "results of another procedure",
			trace: "est; exchange; C>CALL 5; est; @2 exchange; @2 bad: S>REPLY 5 payload=0000000500000001000000000000000000000000000000000000000000000000; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad PARSE"},
		},
		{
			name:  "its own connection",
			trace: "est; exchange; C>CALL 5 v4 [SEQUENCE PUTROOTFH]; S>REPLY 5; est; @2 exchange",
		},
		{
			name:  "the same XID on both connections",
			trace: "est; exchange; C>CALL 5; est; @2 C>CALL 5; @2 S>REPLY 5; @1 S>REPLY 5; @2 exchange; @1 exchange",
		},
		{
			name:  "another client",
			trace: "est; exchange; C>CALL 5; host C2 S1; est; @2 exchange; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"xid/reply-unknown error server @bad"},
		},
		{
			name:  "first connection's set-up not captured",
			trace: "drop est; exchange 2; C>CALL 5; est; @2 exchange; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad START"},
		},
		{
			name:  "second connection's set-up not captured",
			trace: "est; exchange; C>CALL 5; drop est; @2 exchange 2; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad START"},
		},
		{
			name:  "a Call of the second connection not captured",
			trace: "est; exchange; C>CALL 5; est; @2 exchange; @2 drop C>CALL 5; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad SEQ-C"},
		},
		{
			name:  "a Call of the first connection not captured",
			trace: "est; drop C>CALL 4; gap: S>REPLY 4; C>CALL 5; est; @2 exchange; @2 bad: S>REPLY 5; @2 exchange",
			want:  []string{"xid/reply-unknown error server @gap SEQ-C", "conn/reply-elsewhere error server @bad SEQ-C"},
		},
		{
			name:  "nothing more of the client",
			trace: "est; exchange; C>CALL 5; est; @2 exchange; @2 bad: S>REPLY 5",
			want:  []string{"conn/reply-elsewhere error server @bad SEQ-C"},
		},
	})
}
