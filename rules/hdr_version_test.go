package rules

import "testing"

func TestHdrVersion(t *testing.T) {
	runTraces(t, hdrVersion, []traceTest{
		{
			name:  "version 1",
			trace: "est; C>CALL 1; S>REPLY 1; exchange",
		},
		{
			name:  "Call of version 2",
			trace: "est; C>CALL 1; S>REPLY 1; bad: C>CALL 2 vers=2; S>ERR 2 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "before the first of version 1",
			trace: "est; bad: C>CALL 2 vers=2; S>ERR 2 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "Reply of version 2",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 vers=2; exchange",
			want:  []string{"hdr/version error server @bad"},
		},
		{
			name:  "no version 1 at all",
			trace: "est; bad: C>CALL 1 vers=2; S>REPLY 1 vers=2; C>CALL 2 vers=2; S>REPLY 2 vers=2",
			want:  []string{"hdr/version note client @bad", "hdr/version note server @6"},
		},
		{
			name:  "refused in its own version",
			trace: "est; exchange; bad: C>CALL 1 vers=0; S>ERR 1 vers=0 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "RDMA_ERROR of a version that nobody used",
			trace: "est; exchange; C>MSG 1 proc=7; bad: S>ERR 1 vers=3 CHUNK; exchange",
			want:  []string{"hdr/bad-proc error client @8", "err/wrong-version error server @bad", "hdr/version error server @bad"},
		},
		{
			name:  "the same, and nothing of the client afterwards",
			trace: "est; exchange; bad: S>ERR 9 vers=3 CHUNK",
			want:  []string{"err/wrong-xid error server @bad SEQ-C", "hdr/version error server @bad SEQ-C"},
		},
		{
			name:  "what it refuses is missing",
			trace: "est; exchange; drop C>CALL 2 vers=3; bad: S>ERR 2 vers=3 VERS(1,1); exchange",
			want:  []string{"err/wrong-xid error server @bad SEQ-C", "hdr/version error server @bad SEQ-C"},
		},
		{
			name:  "what it refuses was sent under an open XID",
			trace: "est; exchange; C>CALL 1; odd: C>CALL 1 vers=3; bad: S>ERR 1 vers=3 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @odd", "hdr/version error server @bad PAIR"},
		},
		{
			name:  "what it refuses is too short for a version",
			trace: "est; exchange; bad: C>SEND len=0; S>ERR 1 vers=0 CHUNK; exchange",
			want:  []string{"hdr/short error client @bad", "err/short-answered error server @10"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange; C>CALL 1; S>REPLY 1; bad: C>CALL 2 vers=2; S>ERR 2 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "cut before rdma_vers",
			trace: "est; exchange; snap=60 C>CALL 2 vers=2; S>ERR 2 vers=2 VERS(1,1); exchange",
			want:  []string{"hdr/version error server @10 ROLE"},
		},
	})
}
