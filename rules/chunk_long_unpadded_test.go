package rules

import "testing"

func TestChunkLongUnpadded(t *testing.T) {
	runTraces(t, chunkLongUnpadded, []traceTest{
		{
			name:  "Long Call",
			trace: "est; bad: C>NOMSG 1 v3 WRITE rd=(0,4998,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/long-unpadded note client @bad"},
		},
		{
			name:  "Long Call in two segments",
			trace: "est; C>NOMSG 1 v3 WRITE rd=(0,2998,h)(0,2002,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "Long Reply",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 4998; bad: S>NOMSG 1 rc=(h,4998); exchange",
			want:  []string{"chunk/long-unpadded note server @bad"},
		},
		{
			name:  "whole Long Reply",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 5000; S>NOMSG 1 rc=(h,5000); exchange",
		},
		{
			name:  "returned chunk changed",
			trace: "est; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 8192; bad: S>NOMSG 1 rc=(h,8193); exchange",
			want:  []string{"reply/chunk-changed error server @bad"},
		},
		{
			name:  "capture begins inside the connection",
			trace: "drop est; exchange 3; bad: C>NOMSG 1 v3 WRITE rd=(0,4998,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
			want:  []string{"chunk/long-unpadded note client @bad"},
		},
		{
			name:  "the Call of a Long Reply is missing",
			trace: "est; exchange; drop C>CALL 1 v3 READDIR rc=(h,8192); write: S>WRITE h 0 4998; bad: S>NOMSG 1 rc=(h,4998); exchange",
			want: []string{
				"rdma/unadvertised error server @write SEQ-C",
				"chunk/long-unpadded note server @bad ROLE",
				"xid/reply-unknown error server @bad ROLE",
			},
		},
	})
}
