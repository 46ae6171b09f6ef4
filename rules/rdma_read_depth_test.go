package rules

import "testing"

func TestRDMAReadDepth(t *testing.T) {
	const (
		est   = "est[resp=1 | init=1]; exchange; "
		calls = "C>CALL 1 v3 WRITE rd=(p,4096,a); C>CALL 2 v3 WRITE rd=(p,4096,b); "
		done  = "; S>REPLY 1; S>REPLY 2; exchange"
		two   = calls + "S>READ a; over: S>READ b; +50us C>RRESP a; C>RRESP b" + done
	)
	runTraces(t, rdmaReadDepth, []traceTest{
		{name: "two, limit one", trace: est + two,
			want: []string{"rdma/read-depth warning server @over"}},
		{name: "within", trace: est + calls + "S>READ a; C>RRESP a; S>READ b; C>RRESP b" + done},
		{name: "the client settles for less", trace: "est[resp=1 | init=16]; exchange; " + two,
			want: []string{"rdma/read-depth warning server @over"}},
		{name: "the server settles for less", trace: "est[resp=16 | init=1]; exchange; " + two,
			want: []string{"rdma/read-depth warning server @over"}},
		{name: "limit two", trace: "est[resp=2 | init=16]; exchange; " + two},
		{name: "a field is zero", trace: "est[resp=0 | init=16]; exchange; " + two},
		{name: "set-up missing", trace: "drop " + est + "exchange; " + two},
		{name: "too close together", trace: est + calls + "S>READ a 0 8; over: S>READ b 0 8; C>RRESP a; C>RRESP b" + done,
			want: []string{"rdma/read-depth warning server @over ORDER"}},
		{name: "a response is missing", trace: est + calls + "S>READ a; over: S>READ b; +50us drop C>RRESP a; C>RRESP b" + done,
			want: []string{"rdma/read-depth warning server @over SEQ-C"}},
		{name: "no response", trace: est + calls + "S>READ a; over: S>READ b; +50us C>DREQ",
			want: []string{"rdma/read-depth warning server @over TAIL", "conn/loss note none @14 TAIL"}},
		{name: "refused", trace: est + calls + "S>READ a; over: S>READ b; +50us C>RRESP a; C>NAK(61 h=b); C>DREQ; S>DREP",
			want: []string{"rdma/read-depth warning server @over", "conn/loss note none @18"}},
		{name: "three, one finding", trace: est + calls + "C>CALL 3 v3 WRITE rd=(p,4096,c); S>READ a; over: S>READ b; S>READ c; +50us C>RRESP a; +50us C>RRESP b; C>RRESP c; S>REPLY 3" + done,
			want: []string{"rdma/read-depth warning server @over"}},
	})
}
