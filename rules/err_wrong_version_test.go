package rules

import "testing"

func TestErrWrongVersion(t *testing.T) {
	runTraces(t, errWrongVersion, []traceTest{
		{
			name:  "version 1 for version 2",
			trace: "est; exchange; C>CALL 1 vers=2; bad: S>ERR 1 vers=1 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @8", "err/wrong-version error server @bad"},
		},
		{
			name:  "version 2 for version 1",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 1 vers=2 CHUNK; exchange 1 v3 NULL",
			want:  []string{"err/chunk-seen note none @bad", "err/wrong-version error server @bad", "hdr/version error server @bad"},
		},
		{
			name:  "repeated",
			trace: "est; exchange; C>CALL 1 vers=2; S>ERR 1 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; C>CALL 1 vers=2; bad: S>ERR 1 vers=1 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @9", "err/wrong-version error server @bad"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1 vers=2; bad: S>ERR 1 vers=1 VERS(1,1); exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "another message of the client is missing",
			trace: "est; exchange; call: C>CALL 1 vers=2; drop C>CALL 2; bad: S>ERR 1 vers=1 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @call", "err/wrong-version error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; C>CALL 1 vers=2; bad: S>ERR 1 vers=1 VERS(1,1)",
			want:  []string{"hdr/version error client @8", "err/wrong-version error server @bad SEQ-C"},
		},
		{
			name:  "the Call was repeated in another version",
			trace: "est; exchange; C>CALL 1 vers=2; C>CALL 1; bad: S>ERR 1 vers=1 VERS(2,2); exchange",
			want:  []string{"hdr/version error client @8", "err/vers-range error server @bad"},
		},
		{
			name:  "the Call is cut before its version",
			trace: "est; exchange; snap=60 C>CALL 1 vers=2; S>ERR 1 vers=1 VERS(1,1); exchange",
		},
		{
			name:  "to a short message",
			trace: "est; exchange; C>CALL 1 vers=2 cut=20; bad: S>ERR 1 vers=1 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @8", "err/short-answered error server @bad"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1; bad: C>ERR r1 vers=3 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @bad", "err/wrong-version error client @bad", "hdr/version error client @bad"},
		},
	})
}
