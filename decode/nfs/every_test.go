package nfs_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/buildbarn/go-xdr/pkg/protocols/nfsv4"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// A source makes up whatever the oracle reads, in words that are likely to make sense, and remembers it.
type source struct {
	rand *rand.Rand
	upTo int // of words, how many to take from
	made []byte
}

// words are lengths, booleans and arms of unions, the likeliest first, and the states that come with a body.
var words = [...]uint32{0, 1, 1, 0, 1, 4, 2, 8, 3, 5, 6, 7, 12, 13, 10005, 10010, 10017, 10058, 10094, 1 << 30}

func (s *source) Read(p []byte) (int, error) {
	if len(s.made) > 4096 {
		return 0, io.ErrUnexpectedEOF
	}
	clear(p)
	for i := 0; i+4 <= len(p); i += 4 {
		binary.BigEndian.PutUint32(p[i:], words[s.rand.IntN(s.upTo)])
	}
	if len(s.made) == 0 && len(p) == 4 && s.rand.IntN(4) == 0 { // a state, maybe
		binary.BigEndian.PutUint32(p, words[s.rand.IntN(len(words))])
	}
	s.made = append(s.made, p...)
	return len(p), nil
}

// A form is arguments or results of one kind.
type form struct {
	name    string
	request nfs.Request
	results bool
	read    reading
	prefix  []byte // what stands before what read reads
}

// forms are all that the oracle knows.
func forms() (all []form) {
	v3 := func(program uint32, args, results []reading) {
		for proc := range args {
			q := nfs.Request{Program: program, Version: 3, Procedure: uint32(proc)}
			name := rpc.ProcName(program, 3, uint32(proc))
			all = append(all, form{name + " arguments", q, false, args[proc], nil}, form{name + " results", q, true, results[proc], nil})
		}
	}
	v3(rpc.ProgNFS, arguments3[:], results3[:])
	v3(rpc.ProgMount, argumentsMount[:], resultsMount[:])
	compound := nfs.Request{Program: rpc.ProgNFS, Version: 4, Procedure: 1}
	back := nfs.Request{Program: rpc.ProgCallbackFirst, Version: 1, Procedure: 1}
	prefix := func(head []uint32, op uint32) (b []byte) {
		for _, w := range append(head, op) {
			b = binary.BigEndian.AppendUint32(b, w)
		}
		return b
	}
	add := func(name string, op uint32, q nfs.Request, args, results reading, argHead []uint32) {
		all = append(all,
			form{name + " arguments", q, false, args, prefix(argHead, op)},
			form{name + " results", q, true, results, prefix([]uint32{0, 0, 1}, op)})
	}
	for op := uint32(3); op <= 72; op++ {
		if op == 72 {
			op = 10044
		}
		add(nfs.OpName(2, op), op, compound, behind(op, of(nfsv4.ReadNfsArgop4)), behind(op, of(nfsv4.ReadNfsResop4)), []uint32{0, 2, 1})
	}
	for op := uint32(3); op <= 16; op++ {
		if op == 16 {
			op = 10044
		}
		add(nfs.CallbackOpName(2, op), op, back, behind(op, of(nfsv4.ReadNfsCbArgop4)), behind(op, of(nfsv4.ReadNfsCbResop4)), []uint32{0, 2, 0, 1})
	}
	return all
}

// behind is a reading that finds the number of an operation before what it reads.
func behind(op uint32, read reading) reading {
	return func(r io.Reader) (any, int64, error) {
		return read(io.MultiReader(bytes.NewReader(binary.BigEndian.AppendUint32(nil, op)), r))
	}
}

// Whatever the oracle takes as an operation, in any arm of any union, the walk finds it as long, and its data as long.
func TestEveryOperation(t *testing.T) {
	for i, f := range forms() {
		t.Run(f.name, func(t *testing.T) {
			s := &source{rand: rand.New(rand.NewPCG(1, uint64(i)))}
			sizes := map[int]bool{}
			for range 3000 {
				s.made, s.upTo = s.made[:0], 3+s.rand.IntN(1+s.rand.IntN(len(words)-3))
				if _, _, err := f.read(s); err != nil {
					continue
				}
				b := append(bytes.Clone(f.prefix), s.made...)
				sizes[len(b)] = true
				spans, ok := oracle(f.request, b, 0, f.results)
				if !ok {
					t.Fatalf("%x: the oracle doesn't take what it took", b)
				}
				var reply *rpc.Header
				if f.results {
					reply = &successful
				}
				w := walkOf(f.request, reply, reader(b, len(b), 0), nil, nil)
				got := ops(w)
				if w.Stopped() != nfs.NotStopped || w.Trailing() != 0 {
					t.Fatalf("%x: %v, %d bytes behind it", b, w.Err(), w.Trailing())
				}
				compare(t, fmt.Sprintf("%x", b), got, spans)
			}
			if len(sizes) == 0 {
				t.Error("the oracle took nothing")
			}
		})
	}
}
