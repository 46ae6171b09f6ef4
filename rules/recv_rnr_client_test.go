package rules

import "testing"

func TestRecvRNRClient(t *testing.T) {
	lost := []string{"conn/loss note client @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-client error client @nak"}
	unknown := []string{"conn/loss note none @nak", "conn/rnr-retry-zero note client @nak", "recv/rnr-unattributed note none @nak"}
	runTraces(t, recvRNRClient, []traceTest{
		{
			name:  "first Reply refused",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; nak: C>RNR(1); S>DREQ",
			want:  lost,
		},
		{
			name:  "an RDMA_ERROR refused",
			trace: "est; C>CALL 1 v3 FSINFO; err: S>ERR 1 CHUNK; nak: C>RNR(1); S>DREQ",
			want:  append([]string{"err/chunk-seen note none @err SEQ-C"}, lost...),
		},
		{
			name:  "a Reply accepted",
			trace: "est; C>CALL 1; S>REPLY 1 cr=8; C>ACK; exchange",
		},
		{
			name:  "received in the end",
			trace: "est[R1 4K/4K rnr=7 | R0 4K/4K]; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>again 1; C>ACK(1); exchange",
			want:  []string{"recv/rnr-client warning client @nak"},
		},
		{
			name:  "a Reply of several packets refused",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; exchange; C>CALL 1 v3 READ count=2000; S>REPLY 1 count=2000; nak: C>RNR(1); S>DREQ",
			want:  lost,
		},
		{
			name:  "a Reply later on refused",
			trace: "est; exchange 5; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  lost,
		},
		{
			name:  "an RDMA Write with immediate data before may have taken the Receive",
			trace: "est; C>CALL 1 v3 READ count=100 wr=(h,100); imm: S>WRITE h 0 100 imm; S>REPLY 1 wr=(h,100); nak: C>RNR(1); S>DREQ",
			want:  append([]string{"rdma/other-op note server @imm"}, unknown...),
		},
		{
			name:  "a message of the server's that is no Call before may have taken the Receive",
			trace: "est; exchange; bad: S>MSG 7 proc=9; C>CALL 2; S>REPLY 2; nak: C>RNR(2); C>CALL 3; S>DREQ",
			want:  append([]string{"hdr/bad-proc error server @bad"}, unknown...),
		},
		{
			name:  "the Reply to a Call beyond the grant refused",
			trace: "est; C>CALL 1; S>REPLY 1 cr=1; C>CALL 2; over: C>CALL 3; S>REPLY 2; S>REPLY 3; nak: C>RNR(3); C>CALL 4; S>DREQ",
			want:  append([]string{"credit/exceeded error client @over"}, lost...),
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 2; C>CALL 1; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/rnr-unattributed note none @nak"},
		},
		{
			name:  "a message of the server before not captured",
			trace: "est; exchange; C>CALL 1; C>CALL 2; drop S>REPLY 2; S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  unknown,
		},
		{
			name:  "the refused Reply not captured",
			trace: "est; exchange; C>CALL 1; drop S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  unknown,
		},
		{
			name:  "its Call not captured",
			trace: "est; exchange; drop C>CALL 1; bad: S>REPLY 1; nak: C>RNR(1); C>CALL 2; S>DREQ",
			want:  append([]string{"xid/reply-unknown error server @bad SEQ-C"}, unknown...),
		},
		{
			name:  "a Reply cut before its role shows",
			trace: "est; exchange; C>CALL 1; snap=70 S>REPLY 1; nak: C>RNR(1); S>DREQ",
			want:  unknown,
		},
	})
}
