package rules

import "testing"

func TestNFSPort(t *testing.T) {
	const found = "nfs/port note server @bad"
	runTraces(t, nfsPortRule, []traceTest{
		{
			name:  "another port",
			trace: "est[R1 4K/4K port=20050 | R0 4K/4K]; exchange; bad: C>CALL 1 v4 [PUTROOTFH GETATTR]; S>REPLY 1; exchange",
			want:  []string{found},
		},
		{
			name:  "the well-known port",
			trace: "est; C>CALL 1 v4 [PUTROOTFH GETATTR]; S>REPLY 1; exchange",
		},
		{
			name:  "NFSv3 may use any",
			trace: "est[R1 4K/4K port=20050 | R0 4K/4K]; exchange 3",
		},
		{
			name:  "NULL of NFSv4 is no COMPOUND",
			trace: "est[R1 4K/4K port=20050 | R0 4K/4K]; exchange; C>CALL 1 v4 NULL; S>REPLY 1; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est[R1 4K/4K port=20050 | R0 4K/4K]; exchange 3; C>CALL 1 v4 [PUTROOTFH GETATTR]; S>REPLY 1; exchange",
		},
	})
}
