package rules

import "testing"

func TestDDPIneligibleArg(t *testing.T) {
	const found = "ddp/ineligible-arg error client @bad"
	runTraces(t, ddpIneligibleArg, []traceTest{
		{
			name:  "the name of a LOOKUP",
			trace: "est; bad: C>CALL 1 v3 LOOKUP rd=(p,64,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "at no item of a GETATTR",
			trace: "est; bad: C>CALL 1 v3 GETATTR rd=(100,64,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "the name of a LOOKUP of NFSv2",
			trace: "est; bad: C>CALL 1 v2 LOOKUP rd=(100,64,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "a COMPOUND without an argument that may be moved",
			trace: "est; bad: C>CALL 1 v4 [PUTFH GETATTR] rd=(100,64,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "NFSACL",
			trace: "est; bad: C>CALL 1 prog=100227 v=3 p=2 args=0000000400000001 rd=(84,64,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "MOUNT",
			trace: "est; bad: C>CALL 1 prog=100005 v=3 p=1 args=00000004 rd=(88,4,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "a callback",
			trace: "est; backchannel; bad: S>CALL r1 rd=(100,64,h); err: C>ERR r1 CHUNK; exchange",
			want:  []string{"ddp/ineligible-arg error server @bad", "dir/long-reverse error server @bad"},
		},
		{
			name:  "beside an argument that may be moved",
			trace: "est; exchange; bad: C>CALL 1 v3 WRITE count=4096 rd=(p-4,4096,h); S>ERR 1 CHUNK; exchange",
			want:  []string{"ddp/wrong-position error client @bad"},
		},
		{
			name:  "the data of a WRITE",
			trace: "est; C>CALL 1 v3 WRITE count=4096 rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "the data of a WRITE of NFSv4",
			trace: "est; C>CALL 1 v4 [SEQUENCE PUTFH WRITE(4096) GETATTR] rd=(p,4096,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "the paths of SYMLINKs",
			trace: "est; C>CALL 1 v3 SYMLINK count=16 rd=(p,16,h); S>REPLY 1; C>CALL 2 v2 SYMLINK count=16 rd=(p,16,h); S>REPLY 2; C>CALL 3 v4 [PUTFH CREATE(16)] rd=(p,16,h); S>REPLY 3; exchange",
		},
		{
			name:  "a Long Call may hold anything",
			trace: "est; C>NOMSG 1 v3 LOOKUP rd=(0,120,h); S>READ h; C>RRESP; S>REPLY 1; exchange",
		},
		{
			name:  "a program without a binding",
			trace: "est; C>CALL 1 prog=400122 v=1 p=1 args=00000004 rd=(88,64,h); S>REPLY 1; exchange",
		},
		{
			name:  "an operation that is not known",
			trace: "est; C>CALL 1 v4 [PUTFH READ_PLUS] minor=1 rd=(100,64,h); S>REPLY 1; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est; exchange 3; bad: C>CALL 1 v3 LOOKUP rd=(p,64,h); S>ERR 1 CHUNK; exchange",
			want:  []string{found},
		},
		{
			name:  "arguments not captured",
			trace: "est; snap=170 C>CALL 1 v4 [PUTFH GETATTR] rd=(100,64,h); err: S>ERR 1 CHUNK; exchange",
			want:  []string{"err/chunk-seen note none @err WHOLE"},
		},
	})
}
