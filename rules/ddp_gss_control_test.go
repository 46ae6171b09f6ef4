package rules

import "testing"

func TestDDPGSSControl(t *testing.T) {
	const found = "ddp/gss-control error client @bad"
	runTraces(t, ddpGSSControl, []traceTest{
		{
			name:  "a context token",
			trace: "est; bad: C>CALL 1 payload=000000010000000000000002000186a3000000030000000000000006000000140000000100000001000000000000000100000000000000000000000000000100 rd=(64,256,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err PARSE"},
		},
		{
			name:  "inside the credential",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 gss service=1 rd=(40,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/position-beyond error client @bad", found},
		},
		{
			name:  "a token in a Write chunk",
			trace: "est; C>CALL 1 payload=000000010000000000000002000186a3000000030000000000000006000000140000000100000001000000000000000100000000000000000000000000000100 wr=(h,256); S>WRITE h 0 256; bad: S>REPLY 1 wr=(h,256); exchange",
			want:  []string{"ddp/gss-control error server @bad"},
		},
		{
			name:  "in a Long Call",
			trace: "est; C>NOMSG 1 v3 NULL gss=INIT rd=(0,2000,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "data",
			trace: "est; C>CALL 1 v3 WRITE count=4096 gss service=1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "another flavor",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 rd=(40,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"chunk/position-beyond error client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 payload=000000010000000000000002000186a3000000030000000000000006000000140000000100000001000000000000000100000000000000000000000000000100 rd=(64,256,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err PARSE"},
		},
	})
}
