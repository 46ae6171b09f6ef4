package rules

import "testing"

func TestWritePadSpace(t *testing.T) {
	const found = "write/pad-space note client @bad"
	runTraces(t, writePadSpace, []traceTest{
		{
			name:  "a segment of its own",
			trace: "est; bad: C>CALL 1 v3 READ count=4094 wr=(h,4094)(pad,4); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094)(pad,0); exchange",
			want:  []string{found},
		},
		{
			name:  "rounded up",
			trace: "est; bad: C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094); exchange",
			want:  []string{found},
		},
		{
			name:  "one finding for all of a connection",
			trace: "est; bad: C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094); C>CALL 2 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4094; S>REPLY 2 count=4094 wr=(h,4094); exchange",
			want:  []string{found},
		},
		{
			name:  "no pad needed",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
		},
		{
			name:  "no room for it",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,4094); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094); exchange",
		},
		{
			name:  "room for much more",
			trace: "est; C>CALL 1 v3 READ count=4094 wr=(h,8192); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094); exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 READ count=4094 wr=(h,4096); S>WRITE h 0 4094; S>REPLY 1 count=4094 wr=(h,4094); exchange",
			want:  []string{found},
		},
	})
}
