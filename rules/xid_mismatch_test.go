package rules

import "testing"

func TestXidMismatch(t *testing.T) {
	runTraces(t, xidMismatch, []traceTest{
		{
			name:  "Call",
			trace: "est; exchange; bad: C>CALL 1 hdr=1 rpc=2; S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @bad", "err/chunk-missing error server @10"},
		},
		{
			name:  "Call answered under the other XID",
			trace: "est; exchange; bad: C>CALL 1 hdr=1 rpc=2; S>REPLY 2; exchange",
			want:  []string{"xid/mismatch error client @bad", "err/chunk-missing error server @10"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 hdr=1 rpc=2; exchange",
			want:  []string{"xid/mismatch error server @bad"},
		},
		{
			name:  "Reply whose RPC XID is right",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 hdr=2 rpc=1; exchange",
			want:  []string{"xid/mismatch error server @bad"},
		},
		{
			name:  "reverse",
			trace: "est; exchange; backchannel; bad: S>CALL r1 rpc=2; C>REPLY r1 rpc=3; exchange",
			want:  []string{"xid/mismatch error server @bad", "err/chunk-missing error client @14", "xid/mismatch error client @14"},
		},
		{
			name:  "record mark",
			trace: "est; exchange; C>CALL 5 mark; S>REPLY 5; exchange",
			want:  []string{"rpc/record-mark error client @8"},
		},
		{
			name:  "payload too short for an RPC message",
			trace: "est; exchange; bad: C>CALL 1 rpc=2 cut=34; exchange",
			want:  []string{"hdr/msg-no-payload error client @bad"},
		},
		{
			name:  "Long Call",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; C>RRESP; reply: S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @bad", "err/chunk-missing error server @reply"},
		},
		{
			name:  "Long Call pulled in pieces, the second one first",
			trace: "est; exchange; bad: C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h 2 4998; C>RRESP; S>READ h 0 2; C>RRESP; S>ERR 1 CHUNK; exchange",
			want:  []string{"xid/mismatch error client @bad"},
		},
		{
			name:  "Long Call of which only the end was pulled",
			trace: "est; exchange; C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h 4 4996; C>RRESP; err: S>ERR 1 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @err WHOLE"},
		},
		{
			name:  "Long Call, cut before est",
			trace: "drop est; exchange 2; bad: C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; C>RRESP; reply: S>ERR 1 CHUNK; exchange",
			want:  []string{"xid/mismatch error client @bad"},
		},
		{
			name:  "Long Call whose Read is missing",
			trace: "est; exchange; C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; drop C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "Long Reply",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; S>NOMSG 1 rc=(h,2000); exchange",
		},
		{
			name:  "Long Reply of another XID",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 2000; bad: S>NOMSG 1 rpc=2 rc=(h,2000); exchange",
			want:  []string{"xid/mismatch error server @bad"},
		},
		{
			name:  "Long Reply whose Write is missing",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); drop S>WRITE h 0 2000; reply: S>NOMSG 1 rpc=2 rc=(h,2000); exchange",
			want:  []string{"write/bytes-missing error server @reply SEQ-S"},
		},
		{
			name:  "Long Reply whose first Write is missing",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); drop S>WRITE h 0 1000; S>WRITE h 1000 1000; reply: S>NOMSG 1 rpc=2 rc=(h,2000); exchange",
			want:  []string{"write/bytes-missing error server @reply SEQ-S"},
		},
		{
			name:  "mark of another length",
			trace: "est; exchange; bad: C>CALL 5 payload=80000099000000050000000000000002; S>ERR 5 CHUNK; exchange",
			want:  []string{"xid/mismatch error client @bad"},
		},
		{
			name:  "mark in front of another XID",
			trace: "est; exchange; bad: C>CALL 5 payload=8000000c000000060000000000000002; S>ERR 5 CHUNK; exchange",
			want:  []string{"dir/wrong-msgtype error client @bad", "xid/mismatch error client @bad"},
		},
		{
			name:  "of version 2",
			trace: "est; exchange; bad: C>CALL 1 hdr=1 rpc=2 vers=2; S>ERR 1 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; bad: C>CALL 1 hdr=1 rpc=2; S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @bad", "err/chunk-missing error server @7"},
		},
		{
			name:  "cut before the RPC message",
			trace: "est; exchange; snap=84 C>CALL 1 hdr=1 rpc=2; S>REPLY 1; exchange",
		},
		{
			name:  "cut where a record mark would be told",
			trace: "est; exchange; bad: snap=88 C>CALL 1 hdr=1 rpc=0x80000010; S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @bad WHOLE"},
		},
		{
			name:  "cut behind the RPC message's XID",
			trace: "est; exchange; bad: snap=90 C>CALL 1 hdr=1 rpc=2; S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @bad", "err/chunk-missing error server @10"},
		},
	})
}
