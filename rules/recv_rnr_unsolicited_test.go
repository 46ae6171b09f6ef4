package rules

import "testing"

func TestRecvRNRUnsolicited(t *testing.T) {
	lost := []string{"conn/loss note server @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unsolicited error server @nak"}
	unknown := []string{"conn/loss note none @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak"}
	runTraces(t, recvRNRUnsolicited, []traceTest{
		{
			name:  "second answer",
			trace: "est; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; nak: C>RNR; C>CALL 2; S>DREQ",
			want:  append([]string{"xid/duplicate-reply error server @bad"}, lost...),
		},
		{
			name:  "answer to no Call",
			trace: "est; exchange; bad: S>REPLY 9; nak: C>RNR; C>CALL 2; S>DREQ",
			want:  append([]string{"xid/reply-unknown error server @bad"}, lost...),
		},
		{
			name:  "the Reply behind a surplus one",
			trace: "est; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; C>CALL 2; S>REPLY 2; nak: C>RNR(2); C>CALL 3; S>DREQ",
			want:  append([]string{"xid/duplicate-reply error server @bad"}, lost...),
		},
		{
			name:  "the first Reply is owed a Receive",
			trace: "est; C>CALL 1; S>REPLY 1; nak: C>RNR; S>DREQ",
			want:  []string{"conn/loss note client @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-client error client @nak"},
		},
		{
			name:  "received in the end",
			trace: "est[R1 4K/4K rnr=7 | R0 4K/4K]; C>CALL 1; S>REPLY 1; bad: S>REPLY 1; nak: C>RNR; S>again 1; C>ACK; exchange",
			want:  []string{"xid/duplicate-reply error server @bad", "recv/rnr-unsolicited warning server @nak"},
		},
		{
			name:  "the Reply behind one whose Call was captured after it",
			trace: "est; exchange; late C>CALL 5 noack; bad: S>REPLY 5; C>CALL 6; S>REPLY 6; nak: C>RNR(6); S>again 6; exchange; end: C>DREQ",
			want: []string{
				"xid/reply-unknown error server @bad ORDER", "recv/rnr-unattributed note none @nak", "conn/loss note none @end TAIL",
			},
		},
		{
			name:  "the Reply behind one whose Call was captured after it, within the skew",
			trace: "est; exchange; late=2 C>CALL 5 noack; S>ACK(5); early: S>REPLY 5; C>CALL 6; S>REPLY 6; nak: C>RNR(6); S>again 6; exchange; C>DREQ",
			want:  []string{"xid/reply-unknown error server @early ORDER", "recv/rnr-client warning client @nak"},
		},
		{
			name:  "the Call was captured after the refusal",
			trace: "est; exchange; late=2 C>CALL 5 noack; bad: S>REPLY 5; nak: C>RNR(5); C>CALL 6; S>DREQ",
			want:  append([]string{"xid/reply-unknown error server @bad ORDER"}, unknown...),
		},
		{
			name:  "two answers to a Call that was sent twice",
			trace: "est; exchange; C>CALL 2; wait 60s; again: C>CALL 2; S>REPLY 2; S>REPLY 2; nak: C>RNR; C>CALL 3; S>DREQ",
			want:  append([]string{"retry/same-connection note client @again"}, unknown...),
		},
		{
			name:  "nothing more of the client",
			trace: "est; exchange; bad: S>REPLY 9; nak: C>RNR; S>DREQ",
			want:  append([]string{"xid/reply-unknown error server @bad SEQ-C"}, unknown...),
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 2; bad: S>REPLY 9; nak: C>RNR; C>CALL 2; S>DREQ",
			want: []string{
				"xid/reply-unknown error server @bad START", "conn/loss note none @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "a Call before not captured",
			trace: "est; exchange; drop C>CALL 9; bad: S>REPLY 9; nak: C>RNR; C>CALL 2; S>DREQ",
			want:  append([]string{"xid/reply-unknown error server @bad SEQ-C"}, unknown...),
		},
		{
			name:  "a message of the server before not captured",
			trace: "est; C>CALL 1; S>REPLY 1; C>CALL 2; drop S>REPLY 2; bad: S>REPLY 1; nak: C>RNR; C>CALL 3; S>DREQ",
			want:  append([]string{"xid/duplicate-reply error server @bad SEQ-S"}, unknown...),
		},
	})
}
