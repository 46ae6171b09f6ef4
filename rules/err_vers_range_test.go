package rules

import "testing"

func TestErrVersRange(t *testing.T) {
	runTraces(t, errVersRange, []traceTest{
		{
			name:  "holds the refused version",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 1 VERS(1,1); exchange",
			want:  []string{"err/vers-range error server @bad"},
		},
		{
			name:  "upside down",
			trace: "est; exchange; C>CALL 1 vers=9; bad: S>ERR 1 VERS(2,1); exchange",
			want:  []string{"hdr/version error client @8", "err/vers-range error server @bad"},
		},
		{
			name:  "leaves out the version of a Reply",
			trace: "est; C>CALL 1; S>REPLY 1; C>CALL 2 vers=1; bad: S>ERR 2 VERS(2,2); exchange",
			want:  []string{"err/vers-range error server @bad"},
		},
		{
			name:  "refused version at the upper end",
			trace: "est; exchange; C>CALL 1 vers=3; bad: S>ERR 1 VERS(1,3); exchange",
			want:  []string{"hdr/version error client @8", "err/vers-range error server @bad"},
		},
		{
			name:  "refused version above",
			trace: "est; exchange; C>CALL 1 vers=3; S>ERR 1 VERS(1,2); exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "refused version below",
			trace: "est; exchange; C>CALL 1 vers=0; S>ERR 1 VERS(1,2); exchange",
			want:  []string{"hdr/version error client @8"},
		},
		{
			name:  "another version, no Reply yet",
			trace: "est; C>CALL 1; S>ERR 1 VERS(2,2); C>CALL 2; S>ERR 2 VERS(2,2)",
		},
		{
			name:  "holds the refused version, cut before est",
			trace: "drop est; exchange 2; C>CALL 1; bad: S>ERR 1 VERS(1,1); exchange",
			want:  []string{"err/vers-range error server @bad"},
		},
		{
			name:  "holds it, a message of the client is missing",
			trace: "est; exchange; C>CALL 1; drop C>CALL 2; bad: S>ERR 1 VERS(1,1); exchange",
			want:  []string{"err/vers-range error server @bad SEQ-C"},
		},
		{
			name:  "holds it, nothing of the client follows",
			trace: "est; exchange; C>CALL 1; bad: S>ERR 1 VERS(1,1)",
			want:  []string{"err/vers-range error server @bad SEQ-C"},
		},
		{
			name:  "upside down, nothing follows",
			trace: "est; exchange; C>CALL 1 vers=9; bad: S>ERR 1 VERS(2,1)",
			want:  []string{"hdr/version error client @8", "err/vers-range error server @bad"},
		},
		{
			name:  "the Call is missing",
			trace: "est; exchange; drop C>CALL 1; bad: S>ERR 1 VERS(1,1); exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C"},
		},
		{
			name:  "the Call was repeated",
			trace: "est; exchange; C>CALL 1; C>CALL 1 vers=2; S>ERR 1 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @10", "hdr/version error server @12 PAIR"},
		},
		{
			name:  "the range is cut",
			trace: "est; exchange; C>CALL 1; snap=78 S>ERR 1 VERS(1,1); exchange",
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; S>CALL r1; bad: C>ERR r1 VERS(1,2); exchange",
			want:  []string{"err/vers-range error client @bad"},
		},
	})
}
