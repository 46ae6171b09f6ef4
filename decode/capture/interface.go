package capture

import (
	"math"
	"math/bits"
)

// The options that every block may have, and those of an interface that matter.
const (
	optEnd      = 0
	optResol    = 9  // if_tsresol: the unit of time stamps, one byte
	optTSOffset = 14 // if_tsoffset: seconds to add to every time stamp, signed
)

// A netInterface is what an Interface Description Block tells.
type netInterface struct {
	link     LinkType
	snap     uint32 // 0 for no limit
	maxFrame uint32

	second uint64 // units of a time stamp in one second
	offset int64  // ns to add

	// The short way from units to ns where one unit is a whole number of ns:
	// multiply by whole, for stamps up to safe.
	whole, safe uint64
}

// newInterface is an interface without options: time stamps in microseconds.
func newInterface(link LinkType, snap uint32) netInterface {
	n := netInterface{link: link, snap: snap, maxFrame: link.maxFrame()}
	n.setUnit(6)
	return n
}

// setUnit takes the value of if_tsresol: the negative exponent of 10 or, where
// the highest bit is set, of 2. It reports whether time stamps of 64 bits can
// have such a unit.
func (n *netInterface) setUnit(resol uint8) bool {
	n.second = 1
	if resol&0x80 != 0 {
		exp := resol & 0x7f
		if exp > 63 {
			return false
		}
		n.second <<= exp
	} else {
		if resol > 19 {
			return false
		}
		for range resol {
			n.second *= 10
		}
	}
	n.whole, n.safe = 0, 0
	if 1e9%n.second == 0 {
		n.whole = 1e9 / n.second
		n.safe = math.MaxInt64 / n.whole
	}
	return true
}

// unit is the unit of a time stamp in ns, rounded up.
func (n *netInterface) unit() int64 {
	return int64(max(1, (1e9+n.second-1)/n.second))
}

// setOffset takes the value of if_tsoffset, in seconds.
func (n *netInterface) setOffset(seconds int64) {
	const most = math.MaxInt64 / int64(1e9)
	n.offset = min(max(seconds, -most), most) * 1e9
}

// time is a time stamp in ns since the Unix epoch. What lies beyond the years
// that ns in 64 bits can tell (1677 to 2262) is the nearest that they can.
func (n *netInterface) time(stamp uint64) int64 {
	ns := int64(math.MaxInt64)
	if stamp <= n.safe {
		ns = int64(stamp * n.whole)
	} else if hi, lo := bits.Mul64(stamp, 1e9); hi < n.second {
		q, _ := bits.Div64(hi, lo, n.second)
		ns = int64(min(q, math.MaxInt64))
	}
	if n.offset > math.MaxInt64-ns {
		return math.MaxInt64
	}
	return ns + n.offset
}

// options calls f with every option of a block, up to the end of the list, until
// f finds something wrong. It returns what is wrong with the list, or "".
func (r *Reader) options(b []byte, f func(code uint16, value []byte) string) string {
	_, _, wrong := r.someOptions(b, 0, f)
	return wrong
}

// longestOption is how long an option is at most.
const longestOption = 4 + 1<<16

// someOptions is options for a list of which more bytes follow those in b. It
// also returns the length of the options that f was called with, and whether the
// list ended behind them.
func (r *Reader) someOptions(b []byte, more int64, f func(code uint16, value []byte) string) (done int, ended bool, wrong string) {
	for done < len(b) {
		o := b[done:]
		if len(o) < 4 {
			if more > 0 {
				return done, false, ""
			}
			return done, false, "option header cut short by the end of its block"
		}
		code, n := r.uint16(o), int(r.uint16(o[2:]))
		if code == optEnd {
			return done, true, ""
		}
		if over := pad4(n) - (len(o) - 4); int64(over) > more {
			return done, false, "option longer than what is left of its block"
		} else if over > 0 {
			return done, false, ""
		}
		if wrong := f(code, o[4:4+n]); wrong != "" {
			return done, false, wrong
		}
		done += 4 + pad4(n)
	}
	return done, false, ""
}

// pad4 is n rounded up to the next multiple of 4.
func pad4[T int | uint32](n T) T { return (n + 3) &^ 3 }
