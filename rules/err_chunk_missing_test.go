package rules

import "testing"

func TestErrChunkMissing(t *testing.T) {
	runTraces(t, errChunkMissing, []traceTest{
		{
			name:  "RDMA_NOMSG without a chunk",
			trace: "est; exchange; call: C>NOMSG 1 call; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call", "err/chunk-missing error server @bad"},
		},
		{
			name:  "the same, ERR_VERS",
			trace: "est; exchange; call: C>NOMSG 1 call; bad: S>ERR 1 VERS(2,2); exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call", "err/chunk-missing error server @bad", "err/vers-range error server @bad"},
		},
		{
			name:  "undefined rdma_proc",
			trace: "est; exchange; call: C>MSG 1 proc=7; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/bad-proc error client @call", "err/chunk-missing error server @bad"},
		},
		{
			name:  "lists that cannot be decoded",
			trace: "est; exchange; call: C>CALL 1 wr=(count=1000)(h,4096); bad: S>REPLY 1; exchange",
			want:  []string{"hdr/undecodable error client @call", "err/chunk-missing error server @bad"},
		},
		{
			name:  "two XIDs",
			trace: "est; exchange; call: C>CALL 1 rpc=2; bad: S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @call", "err/chunk-missing error server @bad"},
		},
		{
			name:  "two XIDs in a Long Call",
			trace: "est; exchange; call: C>NOMSG 1 rd=(0,5000,h) rpc=2; S>READ h; C>RRESP; bad: S>REPLY 1; exchange",
			want:  []string{"xid/mismatch error client @call", "err/chunk-missing error server @bad"},
		},
		{
			name:  "refused",
			trace: "est; exchange; call: C>NOMSG 1 call; S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call"},
		},
		{
			name:  "two XIDs, refused",
			trace: "est; exchange; call: C>CALL 1 rpc=2; S>ERR 1 CHUNK; exchange",
			want:  []string{"xid/mismatch error client @call"},
		},
		{
			name:  "two XIDs, refused by the other one",
			trace: "est; exchange; call: C>CALL 1 rpc=2; S>ERR 2 CHUNK; exchange",
			want:  []string{"xid/mismatch error client @call"},
		},
		{
			name:  "no answer within a minute",
			trace: "est; exchange; bad: C>NOMSG 1 call; wait 61s; exchange",
			want:  []string{"err/chunk-missing warning server @bad", "hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "no answer before a hundred others",
			trace: "est; exchange; bad: C>NOMSG 1 call; exchange 100",
			want:  []string{"err/chunk-missing warning server @bad", "hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "no answer before 99 others",
			trace: "est; exchange; bad: C>NOMSG 1 call; exchange 99",
			want:  []string{"hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "the connection ends",
			trace: "est; exchange; bad: C>NOMSG 1 call; wait 1s; end: S>DREQ; C>DREP",
			want:  []string{"hdr/nomsg-no-chunks error client @bad", "conn/loss note none @end TAIL"},
		},
		{
			name:  "the answer was not captured",
			trace: "est; exchange; bad: C>NOMSG 1 call; drop S>ERR 1 CHUNK; wait 61s; exchange",
			want:  []string{"err/chunk-missing warning server @bad SEQ-S", "hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "the answer was cut before its XID",
			trace: "est; exchange; bad: C>NOMSG 1 call; snap=56 S>ERR 1 CHUNK; wait 61s; exchange",
			want:  []string{"err/chunk-missing warning server @bad ROLE", "hdr/nomsg-no-chunks error client @bad"},
		},
		{
			name:  "cut before est",
			trace: "drop est; exchange 2; call: C>NOMSG 1 call; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call", "err/chunk-missing error server @bad"},
		},
		{
			name:  "a message of the client is missing",
			trace: "est; exchange; call: C>NOMSG 1 call; drop C>CALL 2; bad: S>REPLY 1; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call", "err/chunk-missing error server @bad SEQ-C"},
		},
		{
			name:  "nothing of the client follows",
			trace: "est; exchange; call: C>NOMSG 1 call; bad: S>REPLY 1",
			want:  []string{"hdr/nomsg-no-chunks error client @call", "err/chunk-missing error server @bad SEQ-C"},
		},
		{
			name:  "sent again, whole",
			trace: "est; exchange; call: C>NOMSG 1 call; C>CALL 1; S>REPLY 1; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call"},
		},
		{
			name:  "the lists were cut",
			trace: "est; exchange; snap=74 C>CALL 1 wr=(count=1000)(h,4096); S>REPLY 1; exchange",
		},
		{
			name:  "the error code was cut",
			trace: "est; exchange; call: C>NOMSG 1 call; snap=72 S>ERR 1 CHUNK; exchange",
			want:  []string{"hdr/nomsg-no-chunks error client @call"},
		},
		{
			name:  "reverse",
			trace: "est; backchannel; exchange; call: S>CALL r1 rpc=2; bad: C>REPLY r1; exchange",
			want:  []string{"xid/mismatch error server @call", "err/chunk-missing error client @bad"},
		},
	})
}
