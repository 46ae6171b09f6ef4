package rules

import "testing"

func TestConnNoReadDepth(t *testing.T) {
	runTraces(t, connNoReadDepth, []traceTest{
		{
			name:  "no responder resources",
			trace: "est[R1 4K/4K resp=0 | R0 4K/4K init=0]; exchange; bad: C>CALL 2 v3 WRITE count=4096 rd=(p,4096,h); exchange",
			want:  []string{"conn/no-read-depth note client @bad"},
		},
		{
			name: "several Calls make one finding",
			trace: "est[R1 4K/4K resp=0 | R0 4K/4K init=0]; exchange; bad: C>CALL 2 v3 WRITE count=4096 rd=(p,4096,h); " +
				"C>CALL 3 v3 WRITE count=4096 rd=(p,4096,g); exchange",
			want: []string{"conn/no-read-depth note client @bad"},
		},
		{
			name:  "one responder resource",
			trace: "est[R1 4K/4K resp=1 | R0 4K/4K init=1]; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "no Read list",
			trace: "est[R1 4K/4K resp=0 | R0 4K/4K init=0]; exchange 2",
		},
		{
			name:  "set-up not captured",
			trace: "drop est[R1 4K/4K resp=0 | R0 4K/4K init=0]; exchange 2; C>CALL 2 v3 WRITE count=4096 rd=(p,4096,h); exchange",
		},
		{
			name:  "the Call not captured",
			trace: "est[R1 4K/4K resp=0 | R0 4K/4K init=0]; exchange; drop C>CALL 2 v3 WRITE count=4096 rd=(p,4096,h); exchange",
		},
	})
}
