package rules

import (
	"testing"
)

// The minimal traces of the blame analysis of RNR NAKs. Each loss comes with
// conn/loss, which repeats the blame, and with conn/rnr-retry-zero where the
// refusing side allowed no retry.
func TestRNRBlame(t *testing.T) {
	runTraces(t, recvRNRServer, []traceTest{
		{
			name:  "1: second Call refused before any grant",
			trace: "est; C>CALL 1; flood: C>CALL 2; S>ACK(1); nak: S>RNR(2); C>DREQ",
			want: []string{
				"credit/first-call error client @flood", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name:  "2: first Call refused",
			trace: "est; C>CALL 1; nak: S>RNR(1); C>DREQ",
			want: []string{
				"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak",
			},
		},
		{
			name:  "3: a Call within the grant refused",
			trace: "est; C>CALL 1; S>REPLY 1 cr=4; C>CALL 2..5; nak: S>RNR(5); C>DREQ",
			want: []string{
				"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak",
			},
		},
		{
			name: "4: a Call beyond the grant refused",
			trace: "est; C>CALL 1; S>REPLY 1 cr=4; C>CALL 2..5 noack; over: C>CALL 6; S>ACK(2); S>ACK(3); S>ACK(4); S>ACK(5); " +
				"nak: S>RNR(6); C>DREQ",
			want: []string{
				"credit/exceeded error client @over", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name: "5: first Reply after a reconnect refused",
			trace: "est; exchange; C>CALL 1; lost: C>DREQ; S>DREP; " +
				"est; @2 C>CALL 1 noack; @2 S>ACK(1); @2 S>REPLY 1; @2 nak: C>RNR(1); @2 S>DREQ",
			want: []string{
				"conn/loss note none @lost", "conn/loss note client @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-client error client @nak",
			},
		},
		{
			name:  "6: second answer refused",
			trace: "est; C>CALL 1; S>REPLY 1; again: S>REPLY 1; nak: C>RNR; C>CALL 2; S>DREQ",
			want: []string{
				"xid/duplicate-reply error server @again", "conn/loss note server @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-unsolicited error server @nak",
			},
		},
		{
			name:  "7: first Call refused, then received",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; nak: S>RNR(1); C>again 1; S>ACK; S>REPLY 1; exchange",
			want:  []string{"recv/rnr-server warning server @nak"},
		},
		{
			name:  "8: as 1, the first ACK before the second Call",
			trace: "est; C>CALL 1; flood: C>CALL 2; nak: S>RNR(2); C>DREQ",
			want: []string{
				"credit/first-call error client @flood SEQ-S", "conn/loss note none @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "8: as 1, without the first ACK",
			trace: "est; C>CALL 1 noack; flood: C>CALL 2; nak: S>RNR(2); C>DREQ",
			want: []string{
				"credit/first-call error client @flood SEQ-S", "conn/loss note none @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "9: as 1, set-up not captured",
			trace: "drop est; exchange; C>CALL 1; C>CALL 2; S>ACK(1); nak: S>RNR(2); end: C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "9: as 2, set-up not captured",
			trace: "drop est; exchange 2; C>CALL 1; nak: S>RNR(1); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "9: as 3, set-up not captured",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1 cr=4; C>CALL 2..5; nak: S>RNR(5); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "9: as 5, set-up not captured",
			trace: "drop est; exchange; C>CALL 1 noack; S>ACK(1); S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name: "10: as 4, set-up not captured",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1 cr=4; C>CALL 2..5 noack; over: C>CALL 6; S>ACK(2); S>ACK(3); S>ACK(4); S>ACK(5); " +
				"nak: S>RNR(6); C>DREQ",
			want: []string{
				"credit/exceeded error client @over", "conn/loss note client @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name:  "11: as 6, set-up not captured",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1; again: S>REPLY 1; nak: C>RNR; C>CALL 2; S>DREQ",
			want: []string{
				"xid/duplicate-reply error server @again", "conn/loss note none @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "12: the first Reply lost by the capture, its ACK not",
			trace: "est; C>CALL 1; drop S>REPLY 1; C>CALL 2; S>REPLY 2; exchange",
		},
		{
			name: "13: the first Reply captured behind the second Call, as ACKs before were",
			trace: "est; C>CALL 1; flood: C>CALL 2 noack; +2us S>REPLY 1; S>REPLY 2; " +
				"late C>CALL 3 noack; +5us S>ACK(3); S>REPLY 3; exchange",
			want: []string{"credit/first-call error client @flood ORDER"},
		},
	})
}

// What else the analysis tells apart.
func TestRNRCauses(t *testing.T) {
	runTraces(t, recvRNRServer, []traceTest{
		{
			name:  "an RDMA Write says nothing of Receives",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096 noack; nak: C>RNR(h=h); S>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "nor does an RDMA Read",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,k); S>READ k; nak: C>RNR(h=k); S>DREQ",
			want:  []string{"conn/loss note none @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "an RDMA Write with immediate data takes a Receive, but is no message",
			trace: "est; exchange; C>CALL 1 v3 READ count=4096 wr=(h,4096); write: S>WRITE h 0 4096 imm noack; nak: C>RNR(h=h); S>DREQ",
			want: []string{
				"rdma/other-op note server @write", "conn/loss note none @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name: "repeated NAKs are one event",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; nak: S>RNR(1); C>again 1; S>RNR(1); C>again 1; S>RNR(1); C>again 1; S>ACK(1); " +
				"S>REPLY 1; exchange",
			want: []string{"recv/rnr-server warning server @nak"},
		},
		{
			name: "one after it was received is another",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; nak: S>RNR(1); C>again 1; S>ACK(1); S>REPLY 1; " +
				"C>CALL 2; two: S>RNR(2); C>again 2; S>ACK(2); S>REPLY 2; exchange",
			want: []string{"recv/rnr-server warning server @nak", "recv/rnr-server warning server @two"},
		},
		{
			name:  "what became of it is not known",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=7]; C>CALL 1; nak: S>RNR(1)",
			want:  []string{"recv/rnr-server error server @nak"},
		},
		{
			name:  "lost at once where no retry is allowed",
			trace: "est; C>CALL 1; nak: S>RNR(1)",
			want:  []string{"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak"},
		},
		{
			name:  "lost when the retries have run out",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=1]; C>CALL 1; nak: S>RNR(1); C>again 1; S>RNR(1); C>DREQ",
			want:  []string{"conn/loss note server @nak", "recv/rnr-server error server @nak"},
		},
		{
			name:  "lost when a new connection takes its place",
			trace: "est[R1 4K/4K | R0 4K/4K rnr=1]; C>CALL 1; nak: S>RNR(1); C>again 1; S>RNR(1); C>DREQ; est; @2 C>CALL 1; @2 S>REPLY 1; @2 exchange",
			want:  []string{"conn/loss note server @nak", "recv/rnr-server error server @nak"},
		},
		{
			name:  "a reverse Reply within all limits refused",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=4; nak: S>RNR(r1); C>DREQ",
			want: []string{
				"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak",
			},
		},
		{
			name: "a reverse Reply refused after Calls beyond the grant",
			trace: "est; backchannel; C>CALL 1; S>REPLY 1 cr=1; S>CALL r1; C>CALL 2; over: C>CALL 3; C>REPLY r1 cr=4; nak: S>RNR(r1); " +
				"S>REPLY 2; C>DREQ",
			want: []string{
				"credit/exceeded error client @over", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name:  "a reverse Reply to no reverse Call refused",
			trace: "est; backchannel; bad: C>REPLY r9; nak: S>RNR(r9); S>CALL r1; C>DREQ",
			want: []string{
				"xid/reply-unknown error client @bad", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name:  "a reverse Reply refused whose reverse Call was captured after it",
			trace: "est; backchannel; late=2 S>CALL r9 noack; bad: C>REPLY r9; nak: S>RNR(r9); S>CALL r1; C>DREQ",
			want: []string{
				"xid/reply-unknown error client @bad ORDER", "conn/loss note none @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "a client's RDMA_ERROR that nothing asked for refused",
			trace: "est; C>CALL 1; S>REPLY 1; C>CALL 2; bad: C>ERR 1 CHUNK; nak: S>RNR(1); S>REPLY 2; C>DREQ",
			want: []string{
				"hdr/error-from-requester error client @bad", "conn/loss note client @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-overrun error client @nak",
			},
		},
		{
			name:  "the same, but a reverse Call of the server may be missing",
			trace: "est; C>CALL 1; S>REPLY 1; C>CALL 2; bad: C>ERR 1 CHUNK; nak: S>RNR(1); C>DREQ",
			want: []string{
				"hdr/error-from-requester error client @bad SEQ-S", "conn/loss note none @nak",
				"conn/rnr-retry-zero note server @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "a first reverse Call refused: whether the client offered a back channel is not known",
			trace: "est; backchannel; S>CALL r1; nak: C>RNR(r1); S>DREQ",
			want: []string{
				"conn/loss note none @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "a reverse Call within the reverse grant refused",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=2; S>CALL r2; S>CALL r3; nak: C>RNR(r3); S>DREQ",
			want: []string{
				"conn/loss note client @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-client error client @nak",
			},
		},
		{
			name:  "a second reverse Call refused before the first reverse grant",
			trace: "est; backchannel; S>CALL r1 noack; bad: S>CALL r2; C>ACK(r1); nak: C>RNR(r2); C>REPLY r1; S>DREQ",
			want: []string{
				"credit/reverse-first-call warning server @bad", "conn/loss note server @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-overrun error server @nak",
			},
		},
		{
			name:  "a Reply refused while a reverse Call is under way that the client may not have expected",
			trace: "est; backchannel; C>CALL 1; S>CALL r1; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want: []string{
				"conn/loss note none @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak",
			},
		},
		{
			name:  "a Reply refused while a reverse Call is under way within the reverse grant",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=2; C>CALL 1; S>CALL r2; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want: []string{
				"conn/loss note client @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-client error client @nak",
			},
		},
		{
			name:  "a reverse Call beyond the reverse grant refused",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1 cr=1; S>CALL r2 noack; over: S>CALL r3; C>ACK(r2); nak: C>RNR(r3); exchange; S>DREQ",
			want: []string{
				"credit/reverse-exceeded error server @over", "conn/loss note server @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-overrun error server @nak",
			},
		},
		{
			name:  "a reverse Call refused, no back channel announced",
			trace: "est; C>CALL 1 v3 NULL; S>REPLY 1; bad: S>CALL r1; nak: C>RNR(r1); C>CALL 2; S>DREQ",
			want: []string{
				"dir/unannounced error server @bad", "conn/loss note server @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-unsolicited error server @nak",
			},
		},
		{
			name:  "a message of several packets refused",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; C>CALL 1; S>REPLY 1; C>CALL 2 len=3000; nak: S>RNR(2); C>DREQ",
			want: []string{
				"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak",
			},
		},
		{
			name: "a message of several packets refused at its first packet",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K rnr=7]; C>CALL 1; S>REPLY 1; drop=2..3 C>CALL 2 len=3000; nak: S>RNR(2); C>again 2; S>ACK; " +
				"S>REPLY 2; exchange",
			want: []string{"recv/rnr-server warning server @nak"},
		},
		{
			name:  "the Reply after surplus messages refused",
			trace: "est; C>CALL 1; S>REPLY 1; again: S>REPLY 1; C>CALL 2; S>REPLY 2; nak: C>RNR(2); C>CALL 3; S>DREQ",
			want: []string{
				"xid/duplicate-reply error server @again", "conn/loss note server @nak",
				"conn/rnr-retry-zero note client @nak", "recv/rnr-unsolicited error server @nak",
			},
		},
	})
}
