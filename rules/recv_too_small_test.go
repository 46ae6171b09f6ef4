package rules

import "testing"

func TestRecvTooSmall(t *testing.T) {
	const est = "est[R1 4K/4K mtu=1024 | R0 4K/4K]; exchange; "
	runTraces(t, recvTooSmall, []traceTest{
		{
			name:  "second packet refused, within the negotiated size",
			trace: est + "C>CALL 1 len=2000; nak: S>NAK(61 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error server @nak"},
		},
		{
			name:  "as Soft-RoCE says it",
			trace: est + "C>CALL 1 len=2000; nak: S>NAK(63 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error server @nak"},
		},
		{
			name:  "the client's Receives",
			trace: est + "C>CALL 1 v3 READ count=2000; S>REPLY 1 count=2000; nak: C>NAK(61 1 last); S>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error client @nak"},
		},
		{
			name:  "exactly the negotiated size",
			trace: est + "C>CALL 1 len=4096; nak: S>NAK(61 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error server @nak"},
		},
		{
			name:  "longer than the negotiated size",
			trace: est + "bad: C>CALL 1 len=4100; nak: S>NAK(61 1 last); C>DREQ",
			want:  []string{"inline/exceeded error client @bad", "conn/loss note client @nak"},
		},
		{
			name:  "longer, but refused before that shows",
			trace: est + "bad: C>CALL 1 len=4100; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"inline/exceeded error client @bad", "conn/loss note client @nak"},
		},
		{
			name:  "1024 bytes, without negotiation",
			trace: "est[none | none]; exchange; C>CALL 1 len=1024; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error server @nak"},
		},
		{
			name:  "1028 bytes, without negotiation",
			trace: "est[none | none]; exchange; bad: C>CALL 1 len=1028; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"inline/over-default warning client @bad", "conn/loss note none @nak"},
		},
		{
			name:  "too short to fail for its length",
			trace: est + "C>CALL 1 len=256; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "just long enough to",
			trace: est + "C>CALL 1 len=260; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error server @nak"},
		},
		{
			name:  "another NAK",
			trace: est + "C>CALL 1 len=2000; nak: S>NAK(64 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "an RDMA Write refused",
			trace: est + "C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; nak: C>NAK(61 h=h); S>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "a Send with Invalidate may be refused for the handle",
			trace: "est[R1 4K/4K | R1 4K/4K]; exchange; C>CALL 1 v3 READ count=600 rc=(h,4096); S>REPLY 1 count=600 rc=(h,0) SINV(h); nak: C>NAK(61 1); S>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error client @nak SEND"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange; C>CALL 1 len=1000; nak: S>NAK(61 1); C>DREQ",
			want:  []string{"conn/loss note none @nak", "recv/too-small error server @nak START"},
		},
		{
			name:  "set-up not captured, and longer than the default",
			trace: "set mtu=1024; drop est; exchange; C>CALL 1 len=2000; nak: S>NAK(61 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "a Call before not captured",
			trace: est + "drop C>CALL 9; gap: S>REPLY 9; C>CALL 1 len=2000; nak: S>NAK(61 1 last); C>DREQ",
			want: []string{
				"xid/reply-unknown error server @gap SEQ-C", "conn/loss note none @nak", "recv/too-small error server @nak SEQ-C",
			},
		},
		{
			name:  "a packet of the message not captured",
			trace: est + "drop=2 C>CALL 1 len=3000; nak: S>NAK(61 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name:  "the message not captured",
			trace: est + "drop C>CALL 1 len=2000; nak: S>NAK(61 1 last); C>DREQ",
			want:  []string{"conn/loss note none @nak"},
		},
	})
}
