package rules

import "testing"

func TestErrVersMissing(t *testing.T) {
	runTraces(t, errVersMissing, []traceTest{
		{
			name:  "ERR_CHUNK",
			trace: "est; exchange; C>CALL 1 vers=9; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/version error client @8", "err/vers-missing error server @bad"},
		},
		{
			name:  "Reply",
			trace: "est; exchange; C>CALL 1 vers=9; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/version error client @8", "err/vers-missing error server @bad"},
		},
		{
			name:  "version 0",
			trace: "est; exchange; C>CALL 1 vers=0; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/version error client @8", "err/vers-missing error server @bad"},
		},
		{
			name:  "ERR_VERS",
			trace: "est; exchange; C>CALL 1 vers=9; S>ERR 1 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "version 2, which the server may speak",
			trace: "est; exchange; C>CALL 1 vers=2; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "version 2, which it has refused before",
			trace: "est; exchange; C>CALL 1 vers=2; S>ERR 1 VERS(1,1); C>CALL 2 vers=2; bad: S>ERR 2 CHUNK; exchange",
			want:  []string{"hdr/version error client @8", "hdr/version error client @12", "err/vers-missing error server @bad"},
		},
		{
			name:  "version 2, which it has said to speak",
			trace: "est; exchange; C>CALL 1 vers=9; S>ERR 1 VERS(1,2); C>CALL 2 vers=2; S>ERR 2 CHUNK; exchange",
			want:  []string{"hdr/version error client @8", "hdr/version error client @12"},
		},
		{
			name:  "no answer within a minute",
			trace: "est; exchange; bad: C>CALL 1 vers=9; wait 61s; exchange",
			want:  []string{"err/vers-missing warning server @bad", "hdr/version error client @bad"},
		},
		{
			name:  "no answer before a hundred others",
			trace: "est; exchange; bad: C>CALL 1 vers=9; exchange 100",
			want:  []string{"err/vers-missing warning server @bad", "hdr/version error client @bad"},
		},
		{
			name:  "no answer within less",
			trace: "est; exchange; bad: C>CALL 1 vers=9; wait 59s; exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "the connection ends",
			trace: "est; exchange; bad: C>CALL 1 vers=9; end: S>DREQ; C>DREP",
			want:  []string{"hdr/version error client @bad", "conn/loss note none @end TAIL"},
		},
		{
			name:  "no answer was captured",
			trace: "est; exchange; bad: C>CALL 1 vers=9; drop S>ERR 1 VERS(1,1); wait 61s; exchange",
			want:  []string{"err/vers-missing warning server @bad SEQ-S", "hdr/version error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; C>CALL 1 vers=9; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/version error client @9", "err/vers-missing error server @bad"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; C>CALL 1 vers=9; drop C>CALL 2; bad: S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/version error client @8", "err/vers-missing error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; C>CALL 1 vers=9; bad: S>ERR 1 CHUNK",
			want:  []string{"hdr/version error client @8", "err/vers-missing error server @bad SEQ-C"},
		},
		{
			name:  "repeated in version 1",
			trace: "est; exchange; C>CALL 1 vers=9; C>CALL 1; S>REPLY 1; exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "the error is cut",
			trace: "est; exchange; C>CALL 1 vers=9; snap=70 S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1 vers=9; bad: C>ERR r1 CHUNK; exchange",
			want:  []string{"dir/reverse-version error server @12", "hdr/version error server @12", "err/vers-missing error client @bad"},
		},
	})
}
