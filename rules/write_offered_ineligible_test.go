package rules

import "testing"

func TestWriteOfferedIneligible(t *testing.T) {
	const found = "write/offered-ineligible warning client @bad"
	runTraces(t, writeOfferedIneligible, []traceTest{
		{
			name:  "GETATTR",
			trace: "est; bad: C>CALL 1 v3 GETATTR wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "READDIR",
			trace: "est; bad: C>CALL 1 v3 READDIR wr=(h,4096) rc=(k,8192); S>REPLY 1 wr=(h,0) rc=(k,0); exchange",
			want:  []string{found},
		},
		{
			name:  "a COMPOUND without a READ",
			trace: "est; bad: C>CALL 1 v4 [SEQUENCE PUTFH GETATTR] wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "READ_PLUS",
			trace: "est; bad: C>CALL 1 v4 [PUTFH READ_PLUS] minor=2 wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "NFSACL",
			trace: "est; bad: C>CALL 1 prog=100227 v=3 p=1 wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "NULL",
			trace: "est; bad: C>CALL 1 v3 NULL wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "an empty chunk is a list, too",
			trace: "est; bad: C>CALL 1 v3 GETATTR wr=(empty); S>REPLY 1 wr=(empty); exchange",
			want:  []string{found},
		},
		{
			name:  "a callback",
			trace: "est; backchannel; bad: S>CALL r1 wr=(h,4096); C>REPLY r1 wr=(h,0); exchange",
			want:  []string{"write/offered-ineligible warning server @bad"},
		},
		{
			name:  "READ",
			trace: "est; C>CALL 1 v3 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
		},
		{
			name:  "READLINK",
			trace: "est; C>CALL 1 v3 READLINK wr=(h,1024); S>WRITE h 0 16; S>REPLY 1 count=16 wr=(h,16); exchange",
		},
		{
			name:  "READ of NFSv2",
			trace: "est; C>CALL 1 v2 READ count=4096 wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 count=4096 wr=(h,4096); exchange",
		},
		{
			name:  "READ in a COMPOUND",
			trace: "est; C>CALL 1 v4 [PUTFH READ(4096)] wr=(h,4096); S>WRITE h 0 4096; S>REPLY 1 [PUTFH READ(4096)] wr=(h,4096); exchange",
		},
		{
			name:  "a program without a binding",
			trace: "est; C>CALL 1 prog=400122 v=1 p=1 wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
		},
		{
			name:  "an operation that is not known",
			trace: "est; C>CALL 1 v4 [PUTFH READ_PLUS] wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
		},
		{
			name:  "RPCSEC_GSS privacy",
			trace: "est; C>CALL 1 v4 [PUTFH GETATTR] gss service=3 wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 GETATTR wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
			want:  []string{found},
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=190 C>CALL 1 v4 [PUTFH GETATTR] wr=(h,4096); S>REPLY 1 wr=(h,0); exchange",
		},
	})
}
