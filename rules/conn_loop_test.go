package rules

import "testing"

func TestConnLoop(t *testing.T) {
	runTraces(t, connLoop, []traceTest{
		{
			name: "the server breaks it twice",
			trace: "est; exchange; C>CALL 5; a: S>REPLY 5 len=5000; nak: C>NAK(63 5); C>DREQ; S>DREP; " +
				"est; @2 C>CALL 5; @2 b: S>REPLY 5 len=5000; @2 nak2: C>NAK(63 5); @2 C>DREQ; @2 S>DREP",
			want: []string{
				"inline/exceeded error server @a", "conn/loss note server @nak",
				"inline/exceeded error server @b", "conn/loop warning server @nak2", "conn/loss note server @nak2",
			},
		},
		{
			name: "the client breaks it twice",
			trace: "est; exchange; a: C>CALL 5 len=5000; nak: S>NAK(61 5); C>DREQ; S>DREP; " +
				"est; @2 b: C>CALL 5 len=5000; @2 nak2: S>NAK(61 5); @2 C>DREQ; @2 S>DREP",
			want: []string{
				"inline/exceeded error client @a", "conn/loss note client @nak",
				"inline/exceeded error client @b", "conn/loop note client @nak2", "conn/loss note client @nak2",
			},
		},
		{
			name: "nobody is proven at fault",
			trace: "est; exchange; C>CALL 5; nak: S>NAK(63 5); C>DREQ; S>DREP; " +
				"est; @2 C>CALL 5; @2 nak2: S>NAK(63 5); @2 C>DREQ; @2 S>DREP",
			want: []string{"conn/loss note none @nak", "conn/loop note none @nak2", "conn/loss note none @nak2"},
		},
		{
			name:  "RNR NAKs without a retry",
			trace: "est; C>CALL 5; nak: S>RNR(5); C>DREQ; S>DREP; est; @2 C>CALL 5; @2 nak2: S>RNR(5); @2 C>DREQ; @2 S>DREP",
			want: []string{
				"conn/loss note server @nak", "conn/rnr-retry-zero note server @nak", "recv/rnr-server error server @nak",
				"conn/loop warning server @nak2", "conn/loss note server @nak2", "conn/rnr-retry-zero note server @nak2",
				"recv/rnr-server error server @nak2",
			},
		},
		{
			name: "another XID",
			trace: "est; exchange; C>CALL 5; nak: S>NAK(63 5); C>DREQ; S>DREP; " +
				"est; @2 C>CALL 6; @2 nak2: S>NAK(63 6); @2 C>DREQ; @2 S>DREP",
			want: []string{"conn/loss note none @nak", "conn/loss note none @nak2"},
		},
		{
			name:  "answered at the second attempt",
			trace: "est; exchange; C>CALL 5 v3 FSINFO; nak: S>NAK(63 5); C>DREQ; S>DREP; est; @2 C>CALL 5 v3 FSINFO; @2 err: S>ERR 5 CHUNK; @2 exchange",
			want:  []string{"conn/loss note none @nak", "err/chunk-seen note none @err"},
		},
		{
			name:  "closed, not refused",
			trace: "est; exchange; C>CALL 5; a: C>DREQ; S>DREP; est; @2 C>CALL 5; @2 b: C>DREQ; @2 S>DREP",
			want:  []string{"conn/loss note none @a", "conn/loss note none @b TAIL"},
		},
		{
			name:  "only the second connection captured",
			trace: "est; C>CALL 5; nak: S>NAK(63 5); C>DREQ; S>DREP",
			want:  []string{"conn/loss note none @nak"},
		},
		{
			name: "another client",
			trace: "est; exchange; C>CALL 5; nak: S>NAK(63 5); C>DREQ; S>DREP; host C2 S1; " +
				"est; @2 C>CALL 5; @2 nak2: S>NAK(63 5); @2 C>DREQ; @2 S>DREP",
			want: []string{"conn/loss note none @nak", "conn/loss note none @nak2"},
		},
		{
			name: "set-up not captured",
			trace: "drop est; exchange 2; C>CALL 5; nak: S>NAK(63 5); C>DREQ; S>DREP; " +
				"drop est; @2 exchange 2; @2 C>CALL 5; @2 nak2: S>NAK(63 5); @2 C>DREQ; @2 S>DREP",
			want: []string{"conn/loss note none @nak", "conn/loop note none @nak2", "conn/loss note none @nak2"},
		},
		{
			name: "the message refused at first not captured",
			trace: "est; exchange; drop C>CALL 5; nak: S>NAK(63 5); C>DREQ; S>DREP; " +
				"est; @2 C>CALL 5; @2 nak2: S>NAK(63 5); @2 C>DREQ; @2 S>DREP",
			want: []string{"conn/loss note none @nak", "conn/loss note none @nak2"},
		},
	})
}
