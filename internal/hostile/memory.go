package hostile

import (
	"fmt"
	"strings"
)

const perCall = 200 // segments of a Call in one packet

// listed is a Call with as many segments as a packet holds.
func listed() frame {
	var b strings.Builder
	for range perCall {
		b.WriteString("(7,16,@0)")
	}
	return last(fmt.Sprintf("%sC>CALL 1 v3 READ count=%d wr=%s", ready, 16*perCall, &b))
}

// segment sets the handle and the address of the ith segment.
func (f frame) segment(i int, handle, at uint32) {
	f.u32(offListed+16*i, handle).u32(offListed+16*i+12, at)
}

func segments() ([]frame, maker) {
	return open(manyHosts, ready), streams(manyHosts, listed(), func(f frame, n int) {
		f.u32(offXID, uint32(n))
		for i := range perCall {
			f.segment(i, uint32(n/manyHosts*perCall+i), uint32(16*i))
		}
	})
}

// oneHandle has Calls that are answered, and for each an RDMA Write into memory
// of the Call before.
func oneHandle() ([]frame, maker) {
	call := streams(1, listed(), func(f frame, n int) {
		f.u32(offXID, uint32(n))
		for i := range perCall {
			f.segment(i, 7, uint32(16*(n*perCall+i)))
		}
	})
	f := made(ready + "C>CALL 1; S>WRITE 7 @0 16; S>REPLY 1")
	write, reply := f[len(f)-2], f[len(f)-1]
	first := write.psn()
	return open(1, ready), func(n int) frame {
		k := n / 3
		switch n % 3 {
		case 0:
			return call(k)
		case 1:
			at := 16 * max(0, k*perCall-1)
			return sealed(write.client(0, false).u24(offPSN, first+uint32(2*k)).u32(offRETH+4, uint32(at)))
		}
		reply.name(k)
		return sealed(reply.client(0, false).u24(offPSN, first+uint32(2*k+1)))
	}
}

func longCalls() ([]frame, maker) {
	long := last(ready + "C>NOMSG 1 rd=(0,4096,7) rc=(8,4096) trail=3000")
	return open(manyHosts, ready), streams(manyHosts, long, func(f frame, n int) { f.u32(offXID, uint32(n)) })
}
