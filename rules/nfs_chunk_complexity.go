package rules

import (
	"fmt"

	"rpcrdma-lint/decode/rpc"
	"rpcrdma-lint/rfc8166"
)

// What every server of NFSv4 has to take (RFC 8267 §6.4.2).
const (
	maxItemChunks  = 1 // Read chunks besides the one of Position Zero
	maxWriteChunks = 1
	maxPieces      = 16 // segments of a chunk
	padPiece       = 4  // bytes up to which a last segment is the XDR pad's
)

// A client that asks for more than is customary may be refused.
var nfsChunkComplexity = &Rule{
	ID:       "nfs/chunk-complexity",
	Title:    "NFSv4 Call exceeds the customary chunk list size",
	Severity: Warning,
	Covers:   []rfc8166.Key{"8267-6.4.2-a", "8267-6.4.2-b", "8267-6.4.2-c"},
	Contents: true,
	Unit:     PerMessage,
	Plain:    PlainWithoutChunks,
	Message: func(_ *Conn, m *Message) Outcome {
		switch {
		case m.Role != RoleCall || m.undecodable() || m.Reverse():
			return NotApplicable
		case m.Header.Has(rfc8166.HaveLists) && len(m.Header.Reads) == 0 && len(m.Header.Writes) == 0 && len(m.Header.Reply) == 0:
			return NotApplicable
		case m.Args == nil:
			return Undecided(m.unread())
		case m.Args.Request.Program != rpc.ProgNFS || m.Args.Request.Version != 4:
			return NotApplicable
		}
		if e := exceeds(&m.Header); e != nil {
			return m.faulty("%s with %s", m.Args.name(), e.observed).Values(e.observed, e.expected).Citing(e.key).Unless(m.offerGuard())
		}
		return unless(m.offerGuard())
	},
	Doc: Doc{
		Why: "A server has to take no more than this, and may answer ERR_CHUNK or GARBAGE_ARGS.",
		How: "A COMPOUND has more than one Read chunk besides the one of Position Zero, more than one Write chunk, or a chunk of more than sixteen segments. " +
			"A seventeenth of up to four bytes, with which Linux clients make room for an XDR pad, does not count.",
		Silent: "The lists were not captured to their end, or the program is not known.",
		Bad:    "est; exchange; C>CALL 1 v4 [PUTFH READ(4096) READ(4096)] wr=(h,4096) wr=(k,4096); S>WRITE h 0 4096; S>WRITE k 0 4096; S>REPLY 1 wr=(h,4096) wr=(k,4096); exchange",
		Good:   "est; exchange; C>CALL 1 v4 [PUTFH READ(4096)] wr=(h,1024)(i,1024)(j,1024)(k,1024); S>WRITE h 0 1024; S>WRITE i 0 1024; S>WRITE j 0 1024; S>WRITE k 0 1024; S>REPLY 1 wr=(h,1024)(i,1024)(j,1024)(k,1024); exchange",
	},
}

// An excess is what of a Call's chunk lists is more than customary.
type excess struct {
	observed, expected string
	key                rfc8166.Key
}

// exceeds finds the first excess in the lists of a Call, or nil.
func exceeds(h *rfc8166.Header) *excess {
	positions := 0
	for chunk := range h.ReadChunks() {
		n := len(chunk)
		if chunk.Position() > 0 {
			positions++
		}
		if tooManyPieces(n, chunk[n-1].Length) {
			return pieces("the Read chunk at Position "+utoa(chunk.Position()), n)
		}
	}
	if positions > maxItemChunks {
		return &excess{plural(positions, "Read chunk"), "one, and one of Position Zero", "8267-6.4.2-a"}
	}
	if n := len(h.Writes); n > maxWriteChunks {
		return &excess{plural(n, "Write chunk"), "one", "8267-6.4.2-b"}
	}
	for _, w := range h.Writes {
		if n := len(w); n > 0 && tooManyPieces(n, w[n-1].Length) {
			return pieces("a Write chunk", n)
		}
	}
	if n := len(h.Reply); n > 0 && tooManyPieces(n, h.Reply[n-1].Length) {
		return pieces("the Reply chunk", n)
	}
	return nil
}

func pieces(chunk string, n int) *excess {
	return &excess{fmt.Sprintf("%d segments in %s", n, chunk), fmt.Sprintf("at most %d", maxPieces), "8267-6.4.2-c"}
}

// tooManyPieces judges a chunk of n segments with the length of the last one.
func tooManyPieces(n int, last uint32) bool {
	return n > maxPieces && (n != maxPieces+1 || last > padPiece)
}
