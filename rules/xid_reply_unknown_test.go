package rules

import "testing"

func TestXidReplyUnknown(t *testing.T) {
	runTraces(t, xidReplyUnknown, []traceTest{
		{
			name:  "never called",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 9; S>REPLY 1; exchange",
			want:  []string{"xid/reply-unknown error server @bad"},
		},
		{
			name:  "after a refused Call",
			trace: "est; exchange; C>MSG 9 proc=7; S>REPLY 9; exchange",
			want:  []string{"hdr/bad-proc error client @8", "err/chunk-missing error server @10"},
		},
		{
			name:  "reverse Reply",
			trace: "est; exchange; backchannel; S>CALL r1; bad: C>REPLY r9; C>REPLY r1; exchange",
			want:  []string{"xid/reply-unknown error client @bad"},
		},
		{
			name:  "reverse Reply without any Call",
			trace: "est; exchange; bad: C>REPLY r9; exchange",
			want:  []string{"xid/reply-unknown error client @bad"},
		},
		{
			name:  "Long Reply",
			trace: "est; exchange; bad: S>NOMSG 9 rc=(h,2000); exchange",
			want:  []string{"xid/reply-unknown error server @bad ROLE"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; C>CALL 1; bad: S>REPLY 9; S>REPLY 1; exchange",
			want:  []string{"xid/reply-unknown error server @bad START"},
		},
		{
			name:  "Call missing",
			trace: "est; exchange; drop C>CALL 9; bad: S>REPLY 9; exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "Call missing, and nothing of the client afterwards",
			trace: "est; exchange; drop C>CALL 9; bad: S>REPLY 9",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "Call cut before its XID",
			trace: "est; exchange; snap=56 C>CALL 9; bad: S>REPLY 9; exchange",
			want:  []string{"xid/reply-unknown error server @bad ROLE"},
		},
		{
			name:  "Call captured behind its Reply",
			trace: "est; exchange; late C>CALL 9; bad: S>REPLY 9; exchange",
			want:  []string{"xid/reply-unknown error server @bad ORDER"},
		},
		{
			name:  "second packet of the Call missing",
			trace: "est[R1 4K/4K mtu=1024 | R0 4K/4K]; exchange; drop=2 C>CALL 9 len=1500; bad: S>REPLY 9; exchange",
			want:  []string{"xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "Call on another connection",
			trace: "est; exchange; C>CALL 5; est; @2 exchange; bad: @2 S>REPLY 5; @2 exchange",
			want:  []string{"conn/reply-elsewhere error server @bad"},
		},
		{
			name:  "to the XID inside a Call under another one",
			trace: "est; exchange; C>CALL 5; bad: C>CALL 5 rpc=6 v3 NULL; S>REPLY 5; reply: S>REPLY 6; exchange",
			want:  []string{"xid/mismatch error client @bad", "xid/reuse-outstanding error client @bad", "xid/reply-unknown error server @reply PAIR"},
		},
	})
}
