package rules

import "testing"

func TestDirReverseVersion(t *testing.T) {
	runTraces(t, dirReverseVersion, []traceTest{
		{
			name:  "reverse Call",
			trace: "est; backchannel; bad: S>CALL r1 vers=2; exchange",
			want:  []string{"dir/reverse-version error server @bad", "hdr/version error server @bad"},
		},
		{
			name:  "reverse Reply",
			trace: "est; backchannel; S>CALL r1; bad: C>REPLY r1 vers=3; exchange",
			want:  []string{"dir/reverse-version error client @bad", "hdr/version error client @bad"},
		},
		{
			name:  "both directions of version 1",
			trace: "est; backchannel; S>CALL r1; C>REPLY r1; exchange",
		},
		{
			name:  "Reply to a forward Call",
			trace: "est; exchange; C>CALL 1; bad: S>REPLY 1 vers=2; exchange",
			want:  []string{"hdr/version error server @bad"},
		},
		{
			name:  "forward Call",
			trace: "est; exchange; bad: C>CALL 1 vers=2; S>ERR 1 VERS(1,1); exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "no RPC header behind it",
			trace: "est; exchange; bad: S>SEND raw=00000009000000020000002000000000" + zeros(60) + "; exchange",
			want:  []string{"hdr/version error server @bad"},
		},
		{
			name:  "cut before the RPC header",
			trace: "est; backchannel; bad: snap=84 S>CALL r1 vers=2; exchange",
			want:  []string{"hdr/version error server @bad"},
		},
		{
			name:  "Call of the reverse Reply not captured",
			trace: "est; backchannel; drop S>CALL r1; bad: C>REPLY r1 vers=3; exchange",
			want:  []string{"hdr/version error client @bad"},
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: S>CALL r1 vers=2; exchange",
			want:  []string{"dir/reverse-version error server @bad", "hdr/version error server @bad"},
		},
	})
}
