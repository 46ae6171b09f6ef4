package rules

import "testing"

func TestReadIncomplete(t *testing.T) {
	const (
		before = "est; exchange; "
		call   = "C>CALL 1 v3 WRITE rd=(p,4096,h); "
		early  = "S>READ h; r: S>REPLY 1 noack; +50us C>RRESP; exchange"
	)
	runTraces(t, readIncomplete, []traceTest{
		{name: "Reply first", trace: before + call + early,
			want: []string{"read/incomplete warning server @r"}},
		{name: "last of two Reads", trace: before + call + "S>READ h 0 2048; S>READ h 2048 2048; C>RRESP; r: S>REPLY 1 noack; +50us C>RRESP; exchange",
			want: []string{"read/incomplete warning server @r"}},
		{name: "capture begins later", trace: "drop est; exchange 2; " + call + early,
			want: []string{"read/incomplete warning server @r START"}},
		{name: "a Call is missing", trace: before + "drop C>CALL 2 v3 WRITE rd=(p,4096,h); " + call + early,
			want: []string{"read/incomplete warning server @r SEQ-C"}},
		{name: "nothing follows", trace: before + call + "S>READ h; r: S>REPLY 1 noack; +50us C>RRESP",
			want: []string{"read/incomplete warning server @r SEQ-C"}},
		{name: "the response is missing", trace: before + call + "S>READ h; S>REPLY 1; drop C>RRESP; exchange"},
		{name: "too close together", trace: before + call + "S>READ h 0 8; r: S>REPLY 1 noack; C>RRESP; exchange",
			want: []string{"read/incomplete warning server @r ORDER"}},
		{name: "later requests are answered first", trace: before + "C>CALL 2; " + call + "S>READ h; r: S>REPLY 1; +100us S>REPLY 2; +20us C>RRESP; exchange",
			want: []string{"read/incomplete warning server @r ORDER"}},
		{name: "Read asked for again", trace: before + call + "S>READ h; r: S>REPLY 1 noack; +50us S>again READ h; C>RRESP; exchange",
			want: []string{"read/incomplete warning server @r FRESH"}},
		{name: "RDMA_ERROR", trace: before + call + "S>READ h; S>ERR 1 CHUNK noack; +50us C>RRESP; exchange",
			want: []string{"err/chunk-seen note none @11"}},
		{name: "same source in two Calls", trace: before + "C>CALL 2 v3 WRITE rd=(p,4096,h); " + call + "S>READ h; r: S>REPLY 1 noack; +50us C>RRESP; S>REPLY 2; exchange",
			want: []string{"read/incomplete warning server @r PAIR"}},
		{name: "data first", trace: before + call + "S>READ h; C>RRESP; S>REPLY 1; exchange"},
		{name: "answered without reading", trace: before + call + "S>REPLY 1; exchange"},
	})
}
