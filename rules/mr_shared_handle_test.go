package rules

import "testing"

func TestMRSharedHandle(t *testing.T) {
	const (
		before = "est; exchange; "
		one    = "C>CALL 1 v3 READ count=4096 wr=(h,4096); "
		two    = "again: C>CALL 2 v3 READ count=4096 wr=(h,4096); "
		after  = "S>REPLY 1 EXIST wr=(h,0); S>REPLY 2 EXIST wr=(h,0); exchange"
	)
	runTraces(t, mrSharedHandle, []traceTest{
		{name: "same memory", trace: before + one + two + after,
			want: []string{"mr/shared-handle note client @again"}},
		{name: "overlapping by a byte", trace: before + one + "again: C>CALL 2 v3 READ count=4096 wr=(h,4096,4095); S>REPLY 1 EXIST wr=(h,0); S>REPLY 2 EXIST wr=(h,0,4095); exchange",
			want: []string{"mr/shared-handle note client @again"}},
		{name: "Read list and Write chunk", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); " + two + "S>REPLY 1; S>REPLY 2 EXIST wr=(h,0); exchange",
			want: []string{"mr/shared-handle note client @again"}},
		{name: "both in Read lists", trace: before + "C>CALL 1 v3 WRITE rd=(p,4096,h); C>CALL 2 v3 WRITE rd=(p,4096,h); S>REPLY 1; S>REPLY 2; exchange"},
		{name: "next to each other", trace: before + one + "C>CALL 2 v3 READ count=4096 wr=(h,4096,4096); S>REPLY 1 EXIST wr=(h,0); S>REPLY 2 EXIST wr=(h,0,4096); exchange"},
		{name: "pad segment", trace: before + "C>CALL 1 v3 READ count=4093 wr=(a,4093)(pad,4); C>CALL 2 v3 READ count=4093 wr=(b,4093)(pad,4); S>REPLY 1 EXIST wr=(a,0)(pad,0); S>REPLY 2 EXIST wr=(b,0)(pad,0); exchange"},
		{name: "one after the other", trace: before + one + "S>REPLY 1 EXIST wr=(h,0); " + two + "S>REPLY 2 EXIST wr=(h,0); exchange"},
		{name: "same Call again", trace: before + one + "C>CALL 1 v3 READ count=4096 wr=(h,4096); S>REPLY 1 EXIST wr=(h,0); exchange",
			want: []string{"retry/same-connection note client @10"}},
		{name: "the Reply between is missing", trace: before + one + "drop S>REPLY 1 EXIST wr=(h,0); " + two + "S>REPLY 2 EXIST wr=(h,0); exchange",
			want: []string{"mr/shared-handle note client @again SEQ-S"}},
		{name: "the Reply between is captured late", trace: before + "late=2 C>CALL 8 noack; S>ACK(8); S>ACK(8); S>REPLY 8; " + one + "late=2 S>REPLY 1 EXIST wr=(h,0); " + two + "S>REPLY 2 EXIST wr=(h,0); exchange",
			want: []string{"mr/shared-handle note client @again ORDER"}},
		{name: "capture begins later", trace: "drop est; exchange 2; " + one + two + after,
			want: []string{"mr/shared-handle note client @again START"}},
		{name: "nothing of the server follows", trace: before + one + two,
			want: []string{"mr/shared-handle note client @again SEQ-S"}},
	})
}
