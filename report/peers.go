package report

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"rpcrdma-lint/rules"
)

// peers writes how each host behaved, only what was seen of it.
func peers(b *bytes.Buffer, res *rules.Result) {
	for _, p := range res.Peers {
		fmt.Fprintf(b, "peer %s, %s of %s\n", p.Addr, p.Side, counted(p.Connections, "connection"))
		for _, f := range peerFacts(p) {
			if f[1] != "" {
				fmt.Fprintf(b, "    %-13s %s\n", f[0], f[1])
			}
		}
		b.WriteByte('\n')
	}
	if n := res.Unprofiled; n > 0 {
		fmt.Fprintf(b, "not in full among the peers: %s\n\n", counted(n, "connection"))
	}
}

// peerFacts are what was seen of a peer, by name; where nothing was, that is "".
func peerFacts(p *rules.Peer) [][2]string {
	return [][2]string{
		{"calls", join(programs(p), messages(p))},
		{"private data", announced(&p.Private)},
		{"set-up", setUp(p)},
		{"credits", join(requested(p), granted(&p.Granted))},
		{"Receives", receives(p)},
		{"Read chunks", offer(&p.ReadChunks, "")},
		{"Write chunks", offer(&p.WriteChunks, " offered")},
		{"Write chunks", returned(&p.Returned)},
		{"Reply chunk", join(replyChunk(p), used(p))},
		{"invalidation", of(p.Invalidating, "Send with Invalidate for %s Replies")},
		{"RDMA Reads", reading(p)},
	}
}

// join puts the parts together that say something.
func join(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, "; ")
}

// span is "4,096" or "1,024 to 4,096".
func span(s rules.Span) string {
	if s.Min == s.Max {
		return grouped(s.Min)
	}
	return grouped(s.Min) + " to " + grouped(s.Max)
}

// of is a share in words, nothing where there is nothing to share.
func of(s rules.Share, format string) string {
	if s.Of == 0 {
		return ""
	}
	return fmt.Sprintf(format, grouped(s.N)+" of "+grouped(s.Of))
}

func programs(p *rules.Peer) string {
	var names []string
	for _, x := range p.Programs {
		names = append(names, x.String())
	}
	return strings.Join(names, ", ")
}

func messages(p *rules.Peer) string {
	var parts []string
	for _, m := range [...]struct {
		n, long int
		what    string
	}{{p.Calls, p.LongCalls, "Call"}, {p.Replies, p.LongReplies, "Reply"}, {p.Errors, 0, "RDMA_ERROR"}} {
		if m.n == 0 {
			continue
		}
		text := plural(m.n, m.what)
		if m.long > 0 {
			text += " (" + grouped(m.long) + " long)"
		}
		parts = append(parts, text)
	}
	if p.LargestSend > 0 {
		parts = append(parts, "largest Send "+counted(p.LargestSend, "byte"))
	}
	return strings.Join(parts, ", ")
}

// plural is counted for words in y.
func plural(n int, what string) string {
	if stem, ok := strings.CutSuffix(what, "y"); ok && n != 1 {
		return grouped(n) + " " + stem + "ies"
	}
	return counted(n, what)
}

func announced(a *rules.Announced) string {
	var parts []string
	if a.Sent > 0 {
		parts = append(parts, fmt.Sprintf("Send Size %s, Receive Size %s, R set in %s of %s",
			span(a.Send), span(a.Receive), grouped(a.Invalidation.N), grouped(a.Invalidation.Of)))
	}
	for _, x := range [...]struct {
		n    int
		what string
	}{{a.None, "without any"}, {a.Unusable, "with none of use"}, {a.Unknown, "not captured"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", counted(x.n, "set-up"), x.what))
		}
	}
	return strings.Join(parts, "; ")
}

func setUp(p *rules.Peer) string {
	var parts []string
	if s := p.RNRRetry; s.N > 0 {
		parts = append(parts, "RNR retry "+retries(s))
	}
	if s := p.Serves; s.N > 0 {
		parts = append(parts, "responder resources "+span(s))
	}
	if s := p.Starts; s.N > 0 {
		parts = append(parts, "initiator depth "+span(s))
	}
	if s := p.PathMTU; s.N > 0 {
		parts = append(parts, "path MTU "+span(s))
	}
	if s := p.FlowControl; s.Of > 0 {
		parts = append(parts, yesNo(s)+"end-to-end flow control")
	}
	if s := p.SRQ; s.Of > 0 {
		parts = append(parts, yesNo(s)+"SRQ")
	}
	return strings.Join(parts, ", ")
}

// retries is a span of RNR retry counts, of which 7 means no end.
func retries(s rules.Span) string {
	name := func(n int) string {
		if n == 7 {
			return "for ever"
		}
		return strconv.Itoa(n)
	}
	if s.Min == s.Max {
		return name(s.Min)
	}
	return name(s.Min) + " to " + name(s.Max)
}

func yesNo(s rules.Share) string {
	switch s.N {
	case 0:
		return "no "
	case s.Of:
		return ""
	}
	return fmt.Sprintf("in %s of %s ", grouped(s.N), grouped(s.Of))
}

func requested(p *rules.Peer) string {
	if p.Requested.N == 0 {
		return ""
	}
	return "requests " + span(p.Requested)
}

func granted(g *rules.Grants) string {
	switch g.Policy() {
	case rules.NoGrants:
		return ""
	case rules.ConstantGrants:
		return "grants " + span(g.Span) + ", constant over " + plural(g.N, "Reply")
	case rules.EchoedGrants:
		return "grants " + span(g.Span) + ", what each Call requests"
	case rules.BalanceGrants:
		return fmt.Sprintf("grants %s, a balance: %s with the Calls in flight", span(g.Span), grouped(g.Balance.Min))
	case rules.ShrinkingGrants:
		return fmt.Sprintf("grants %s, shrinking: it falls %s and never rises", span(g.Span), counted(g.Falls, "time"))
	}
	return fmt.Sprintf("grants %s, varying: it falls %s and rises %s",
		span(g.Span), counted(g.Falls, "time"), counted(g.Rises, "time"))
}

func receives(p *rules.Peer) string {
	var parts []string
	if p.RNRNAKs > 0 {
		parts = append(parts, counted(p.RNRNAKs, "RNR NAK")+" sent")
	}
	switch s := p.AckCredits; {
	case s.Of == 0:
	case s.N == 0:
		parts = append(parts, "its acknowledgements do not count them")
	default:
		parts = append(parts, of(s, "%s acknowledgements count them")+", credit codes "+span(p.CreditCodes))
	}
	return strings.Join(parts, ", ")
}

func offer(f *rules.Offer, how string) string {
	if f.Chunks == 0 {
		return ""
	}
	text := grouped(f.Chunks) + how + ", segments " + span(f.Segments)
	if f.Unpadded > 0 {
		text += fmt.Sprintf(", %s of a length without XDR pad", grouped(f.Unpadded))
	}
	if f.Pads.N > 0 {
		text += fmt.Sprintf(", %s with a last segment of at most 4 bytes", grouped(f.Pads.N))
	}
	return text
}

func returned(r *rules.Returns) string {
	if r.Chunks == 0 {
		return ""
	}
	text := grouped(r.Chunks) + " returned"
	if r.Unused > 0 {
		text += ", " + grouped(r.Unused) + " unused"
	}
	if r.Fewer > 0 {
		text += ", " + grouped(r.Fewer) + " with fewer segments than offered"
	} else {
		text += ", with all segments"
	}
	if r.Unpadded > 0 {
		text += ", " + grouped(r.Unpadded) + " of a length without XDR pad"
	}
	if s := r.PadsFilled; s.Of > 0 {
		text += fmt.Sprintf(", pad segment filled in %s of %s", grouped(s.N), grouped(s.Of))
	}
	return text
}

func replyChunk(p *rules.Peer) string {
	if p.ReplyChunks.N == 0 {
		return ""
	}
	return of(p.ReplyChunks, "offered in %s Calls") + ", " + span(p.ReplyChunk) + " bytes"
}

func used(p *rules.Peer) string { return of(p.ReplyChunkUse, "used for %s Calls that offer one") }

func reading(p *rules.Peer) string {
	if p.Reading == 0 {
		return ""
	}
	return "at most " + grouped(p.Reading) + " outstanding"
}
