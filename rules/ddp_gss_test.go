package rules

import "testing"

func TestDDPGSS(t *testing.T) {
	const found = "ddp/gss error client @bad"
	runTraces(t, ddpGSS, []traceTest{
		{
			name:  "privacy, a Read chunk",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 gss service=3 rd=(96,4096,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found, "err/chunk-seen note none @err PARSE"},
		},
		{
			name:  "integrity, a Read chunk",
			trace: "est; bad: C>CALL 1 v3 WRITE count=4096 gss service=2 rd=(140,4096,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "privacy, a Write chunk with data",
			trace: "est; C>CALL 1 v3 READ count=4096 gss service=3 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4096 wr=(h,4096); exchange",
			want:  []string{"ddp/gss error server @bad"},
		},
		{
			name:  "integrity, a Write chunk of a Long Call",
			trace: "est; C>NOMSG 1 v3 READ count=1000 gss service=2 rd=(0,160,h) wr=(k,1000); S>READ h; C>RRESP; S>WRITE k 0 1000; bad: S>REPLY 1 count=1000 wr=(k,1000); exchange",
			want:  []string{"ddp/gss error server @bad"},
		},
		{
			name:  "privacy, an unused Write chunk",
			trace: "est; C>CALL 1 v3 READ count=1000 gss service=3 wr=(h,4096); S>REPLY 1 count=1000 wr=(h,0); exchange",
		},
		{
			name:  "authentication only",
			trace: "est; C>CALL 1 v3 WRITE count=4096 gss service=1 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "a Long Call",
			trace: "est; C>NOMSG 1 v3 WRITE count=4096 gss service=3 rd=(0,4300,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "a chunk beside that of a Long Call",
			trace: "est; bad: C>NOMSG 1 v3 WRITE count=64 gss service=2 rd=(0,300,h)(200,64,k); S>READ h; C>RRESP; S>READ k; C>RRESP; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 WRITE count=4096 gss service=2 rd=(140,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "Write chunk, set-up not captured",
			trace: "drop est; exchange 3; C>CALL 1 v3 READ count=4096 gss service=3 wr=(h,4096); S>WRITE h 0 4096; bad: S>REPLY 1 count=4096 wr=(h,4096); exchange",
			want:  []string{"ddp/gss error server @bad START"},
		},
		{
			name:  "credential not captured",
			trace: "est; snap=140 C>CALL 1 v3 WRITE count=4096 gss service=2 rd=(140,4096,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err WHOLE"},
		},
	})
}
