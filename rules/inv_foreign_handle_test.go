package rules

import "testing"

func TestInvForeignHandle(t *testing.T) {
	const (
		before = "est[R1 | R1]; exchange; "
		calls  = "C>CALL 1 v3 READ count=4096 wr=(h1,4096); C>CALL 2 v3 READ count=4096 wr=(h2,4096); "
		wrong  = "i: S>REPLY 1 EXIST wr=(h1,0) SINV(h2); S>REPLY 2 EXIST wr=(h2,0); exchange"
	)
	runTraces(t, invForeignHandle, []traceTest{
		{name: "of another Call", trace: before + calls + wrong,
			want: []string{"inv/foreign-handle error server @i"}},
		{name: "of no Call", trace: before + "C>CALL 1; i: S>REPLY 1 SINV(k); exchange",
			want: []string{"inv/foreign-handle error server @i"}},
		{name: "own", trace: before + calls + "S>WRITE h1 0 4096; S>REPLY 1 wr=(h1,4096) SINV(h1); S>REPLY 2 EXIST wr=(h2,0); exchange"},
		{name: "own, second segment of the Reply chunk", trace: before + "C>CALL 1 v3 GETATTR rc=(a,2048)(b,2048); S>WRITE a 0 200; S>NOMSG 1 rc=(a,200)(b,0) SINV(b); exchange"},
		{name: "the Call is missing", trace: before + "drop C>CALL 1 v3 READ count=4096 wr=(h1,4096); C>CALL 2; S>REPLY 1 SINV(h1); S>REPLY 2; exchange",
			want: []string{"xid/reply-unknown error server @11 SEQ-C"}},
		{name: "the Call was sent twice", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h1,4096); again: C>CALL 1 v3 READ count=4096 wr=(h2,4096); i: S>REPLY 1 EXIST wr=(h1,0) SINV(h2); exchange",
			want: []string{"retry/same-connection note client @again", "inv/foreign-handle error server @i PAIR"}},
		{name: "the second copy is missing", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h1,4096); drop C>CALL 1 v3 READ count=4096 wr=(h2,4096); i: S>REPLY 1 EXIST wr=(h1,0) SINV(h2); exchange",
			want: []string{"inv/foreign-handle error server @i SEQ-C"}},
		{name: "the Call was cut short", trace: before + "snap=112 C>CALL 1 v3 READ count=4096 wr=(h1,4096); S>REPLY 1 EXIST wr=(h1,0) SINV(h1); exchange"},
		{name: "capture begins later", trace: "drop est[R1 | R1]; exchange 2; " + calls + wrong,
			want: []string{"inv/foreign-handle error server @i START"}},
		{name: "nothing follows", trace: before + calls + "i: S>REPLY 1 EXIST wr=(h1,0) SINV(h2); S>REPLY 2 EXIST wr=(h2,0)",
			want: []string{"inv/foreign-handle error server @i SEQ-C"}},
		{name: "second answer", trace: before + "C>CALL 1 v3 READ count=4096 wr=(h1,4096); S>REPLY 1 EXIST wr=(h1,0); dup: S>REPLY 1 EXIST wr=(h1,0) SINV(h2); exchange",
			want: []string{"inv/foreign-handle error server @dup", "xid/duplicate-reply error server @dup"}},
	})
}
