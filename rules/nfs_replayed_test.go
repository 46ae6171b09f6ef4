package rules

import "testing"

func TestNFSReplayed(t *testing.T) {
	const found = "nfs/replayed note none @bad"
	runTraces(t, nfsReplayed, []traceTest{
		{
			name:  "MKDIR, made twice",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 MKDIR; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 MKDIR; @2 bad: S>REPLY 5 EXIST; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end", found},
		},
		{
			name:  "REMOVE, removed twice",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 REMOVE; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 REMOVE; @2 bad: S>REPLY 5 NOENT; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end", found},
		},
		{
			name:  "a COMPOUND of NFSv4.0",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v4 [PUTFH REMOVE] minor=0; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v4 [PUTFH REMOVE] minor=0; @2 bad: S>REPLY 5 NOENT; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end", found},
		},
		{
			name:  "NFSv2",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v2 MKDIR; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v2 MKDIR; @2 bad: S>REPLY 5 EXIST; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end", found},
		},
		{
			name:  "the same answer",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 MKDIR; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 MKDIR; @2 bad: S>REPLY 5; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "not found both times",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 REMOVE; S>REPLY 5 NOENT; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 REMOVE; @2 bad: S>REPLY 5 NOENT; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "another request with the same XID",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 MKDIR; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 RMDIR; @2 bad: S>REPLY 5 NOENT; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "an idempotent request",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 GETATTR; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 GETATTR; @2 bad: S>REPLY 5 IO; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "a session answers by its slot",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v4 [SEQUENCE PUTFH REMOVE]; S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v4 [SEQUENCE PUTFH REMOVE]; @2 bad: S>REPLY 5 NOENT; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end"},
		},
		{
			name:  "the first Reply not captured",
			trace: "est; exchange; C>CALL 6; C>CALL 5 v3 MKDIR; drop S>REPLY 5; end: C>DREQ; S>DREP; est; @2 C>CALL 5 v3 MKDIR; @2 S>REPLY 5 EXIST; @2 C>CALL 6; @2 S>REPLY 6; @2 exchange",
			want:  []string{"conn/loss note none @end"},
		},
	})
}
