package rules

import "testing"

func TestRPCEnum(t *testing.T) {
	runTraces(t, rpcEnum, []traceTest{
		{
			name:  "reply_stat 7",
			trace: "est; C>CALL 1; bad: S>REPLY 1 rstat=7; exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "reply_stat 2",
			trace: "est; C>CALL 1; bad: S>REPLY 1 rstat=2; exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "accept_stat 6",
			trace: "est; C>CALL 1; bad: S>REPLY 1 stat=6; exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "accept_stat 5",
			trace: "est; C>CALL 1; S>REPLY 1 stat=5; exchange",
		},
		{
			name:  "reject_stat 2",
			trace: "est; C>CALL 1; bad: S>REPLY 1 payload=00000001000000010000000100000002; exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "auth_stat 15",
			trace: "est; C>CALL 1; bad: S>REPLY 1 deny=15; exchange",
			want:  []string{"rpc/enum warning server @bad"},
		},
		{
			name:  "auth_stat 14",
			trace: "est; C>CALL 1; S>REPLY 1 deny=14; exchange",
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; C>CALL 1; bad: S>REPLY 1 stat=6; exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "the Call is missing",
			trace: "est; drop C>CALL 1; bad: S>REPLY 1 stat=6; exchange",
			want:  []string{"rpc/enum error server @bad", "xid/reply-unknown error server @bad SEQ-C"},
		},
		{
			name:  "cut before reply_stat",
			trace: "est; C>CALL 1; snap=93 S>REPLY 1 rstat=7; exchange",
		},
		{
			name:  "cut before accept_stat",
			trace: "est; C>CALL 1; snap=105 S>REPLY 1 stat=6; exchange",
		},
		{
			name:  "cut behind accept_stat",
			trace: "est; C>CALL 1; snap=106 bad: S>REPLY 1 stat=6; exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "cut before auth_stat",
			trace: "est; C>CALL 1; snap=101 S>REPLY 1 deny=15; exchange",
		},
		{
			name:  "Long Reply",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 24; bad: S>NOMSG 1 stat=6 rc=(h,24); exchange",
			want:  []string{"rpc/enum error server @bad"},
		},
		{
			name:  "Long Reply whose Write is cut",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,4096); snap=90 S>WRITE h 0 24; S>NOMSG 1 stat=6 rc=(h,24); exchange",
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1; bad: C>REPLY r1 stat=6; exchange",
			want:  []string{"rpc/enum error client @bad"},
		},
	})
}
