package rules

import "testing"

func TestErrGarbageArgs(t *testing.T) {
	runTraces(t, errGarbageArgs, []traceTest{
		{
			name:  "Read chunk",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; bad: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{"err/garbage-args note none @bad"},
		},
		{
			name:  "Reply chunk, inline",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); bad: S>REPLY 1 GARBAGE_ARGS rc=(h,0); exchange",
			want:  []string{"err/garbage-args note none @bad"},
		},
		{
			name:  "in an RDMA_NOMSG",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); S>WRITE h 0 24; bad: S>NOMSG 1 GARBAGE_ARGS rc=(h,24); exchange",
			want:  []string{"err/garbage-args note none @bad"},
		},
		{
			name:  "no chunks",
			trace: "est; exchange; C>CALL 1; S>REPLY 1 GARBAGE_ARGS; exchange",
		},
		{
			name:  "SYSTEM_ERR",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1 SYSTEM_ERR; exchange",
		},
		{
			name:  "results",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; bad: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{"err/garbage-args note none @bad"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; drop C>CALL 2; bad: S>REPLY 1 GARBAGE_ARGS; exchange",
			want:  []string{"err/garbage-args note none @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; bad: S>REPLY 1 GARBAGE_ARGS",
			want:  []string{"err/garbage-args note none @bad SEQ-C"},
		},
		{
			name:  "the lists of the Call were cut",
			trace: "est; exchange; snap=76 C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>REPLY 1 GARBAGE_ARGS; exchange",
		},
		{
			name:  "the status was cut",
			trace: "est; exchange; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; snap=98 S>REPLY 1 GARBAGE_ARGS; exchange",
		},
		{
			name:  "RDMA_NOMSG whose Write is missing",
			trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,4096); drop S>WRITE h 0 24; reply: S>NOMSG 1 GARBAGE_ARGS rc=(h,24); exchange",
			want:  []string{"write/bytes-missing error server @reply SEQ-S"},
		},
	})
}
