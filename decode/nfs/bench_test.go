package nfs_test

import (
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// loads are what NFS traffic is made of. A data item of a load stands in a chunk.
var loads = []struct {
	name     string
	request  nfs.Request
	results  bool
	in       []byte
	chunks   []nfs.Chunk
	returned []uint64
}{
	{name: "call/write3", request: write3, in: writeArguments(), chunks: []nfs.Chunk{{Position: 32, Length: 9}}},
	{name: "result/read3", request: read3, results: true, in: enc(0, 1, zeros(84), 1<<20, 1, 1<<20), returned: []uint64{1 << 20}},
	{
		name: "call/read4", request: compound,
		in: enc("", 1, 3, 53, zeros(16), 1, 2, 3, 0, 22, "a file handle of thirty-two bytes", 25, stateID, uint64(0), 4096),
	},
	{
		name: "call/write4", request: compound,
		in:     enc("", 1, 4, 53, zeros(16), 1, 2, 3, 0, 22, "a file handle", 38, stateID, uint64(0), 2, 1<<20, 9, 2, 1, 2),
		chunks: []nfs.Chunk{{Position: 108, Length: 1 << 20}},
	},
	{
		name: "result/getattr4", request: compound, results: true,
		in: enc(0, "", 3, 53, 0, zeros(16), 1, 2, 3, 4, 5, 22, 0, 9, 0, 2, 1, 2, "the values of attributes"),
	},
	{name: "result/readdirplus3", request: nfs.Request{Program: rpc.ProgNFS, Version: 3, Procedure: 17}, results: true, in: directory(64)},
}

// directory is the result of a READDIRPLUS with n entries.
func directory(n int) []byte {
	b := enc(0, 1, zeros(84), zeros(8))
	for range n {
		b = append(b, enc(1, uint64(7), "a name", uint64(8), 1, zeros(84), 1, "a file handle of thirty-two bytes")...)
	}
	return append(b, enc(0, 1)...)
}

// walkers that are used for one message after the other, as the linter uses them.
var (
	reusedCall   nfs.Call
	reusedResult nfs.Result
)

// walkLoad walks over a load and returns how many operations it has.
func walkLoad(i, captured int) (n int) {
	l := &loads[i]
	r := reader(l.in[:captured], len(l.in), 0)
	if l.results {
		for reusedResult.Reset(l.request, &successful, r, l.returned); reusedResult.Next(); n++ {
		}
		return n
	}
	for reusedCall.Reset(l.request, r, l.chunks); reusedCall.Next(); n++ {
	}
	return n
}

func BenchmarkWalk(b *testing.B) {
	for i, l := range loads {
		b.Run(l.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(l.in)))
			for b.Loop() {
				if walkLoad(i, len(l.in)) == 0 {
					b.Fatal("nothing walked")
				}
			}
		})
	}
}

// No walk allocates, not over what was captured short either.
func TestAllocations(t *testing.T) {
	for i, l := range loads {
		if walkLoad(i, len(l.in)) == 0 || reusedCall.Stopped() != nfs.NotStopped || reusedResult.Stopped() != nfs.NotStopped {
			t.Errorf("%s is not walked: %v, %v", l.name, reusedCall.Err(), reusedResult.Err())
		}
		for _, captured := range []int{len(l.in), len(l.in) / 2} {
			if got := testing.AllocsPerRun(100, func() { walkLoad(i, captured) }); got != 0 {
				t.Errorf("%s, %d of %d bytes captured: %v allocations", l.name, captured, len(l.in), got)
			}
		}
		walkLoad(i, len(l.in))
	}
}
