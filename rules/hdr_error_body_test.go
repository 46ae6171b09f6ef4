package rules

import "testing"

func TestHdrErrorBody(t *testing.T) {
	runTraces(t, hdrErrorBody, []traceTest{
		{
			name:  "unknown code",
			trace: "est; C>MSG 1 proc=7; bad: S>ERR 1 code=9; exchange",
			want:  []string{"hdr/bad-proc error client @4", "err/chunk-missing error server @bad", "hdr/error-body error server @bad"},
		},
		{
			name:  "ERR_VERS without range",
			trace: "est; exchange; C>CALL 1 vers=2; bad: S>ERR 1 vers=1 VERS(1,1) cut=20; exchange",
			want:  []string{"hdr/version error client @8", "err/wrong-version error server @bad"},
		},
		{
			name:  "ERR_VERS to a Call of version 1",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 1 VERS(1,1) cut=24; exchange",
			want:  []string{"hdr/error-body error server @bad"},
		},
		{
			name:  "bytes behind ERR_CHUNK",
			trace: "est; exchange; C>MSG 1 proc=7; bad: S>ERR 1 CHUNK trail=8; exchange",
			want:  []string{"hdr/bad-proc error client @8", "hdr/error-body note server @bad"},
		},
		{
			name:  "bytes behind ERR_VERS",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 1 VERS(1,1) trail=4; exchange",
			want:  []string{"err/vers-range error server @bad", "hdr/error-body note server @bad"},
		},
		{
			name:  "cut before the code",
			trace: "est; exchange; C>MSG 1 proc=7; bad: snap=72 S>ERR 1 code=9; exchange",
			want:  []string{"hdr/bad-proc error client @8"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; C>MSG 1 proc=7; bad: S>ERR 1 code=9; exchange",
			want:  []string{"hdr/bad-proc error client @5", "err/chunk-missing error server @bad", "hdr/error-body error server @bad"},
		},
		{
			name:  "of version 2",
			trace: "est; exchange; C>CALL 1 vers=2; bad: S>ERR 1 vers=2 code=9; exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "what it refuses is missing",
			trace: "est; exchange; drop C>MSG 1 proc=7; bad: S>ERR 1 code=9; exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C", "hdr/error-body error server @bad"},
		},
	})
}
