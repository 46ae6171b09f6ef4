package rules

// A Policy is what a peer's grants look like.
type Policy uint8

// The policies, the first that fits.
const (
	NoGrants        Policy = iota
	ConstantGrants         // all the same
	EchoedGrants           // each is what its Call asked for, and Calls asked for different numbers
	BalanceGrants          // with the Calls in flight they always add up to the same
	ShrinkingGrants        // within a connection they fall and never rise
	VaryingGrants
)

var policyNames = [...]string{"none", "constant", "echo", "balance", "shrinking", "varying"}

func (p Policy) String() string { return policyNames[p] }

// Grants are the credits that the Replies of a peer grant.
type Grants struct {
	Span
	Asked    Span // credits that the Calls asked for which these Replies answer
	Balance  Span // grant and Calls in flight together
	InFlight Span // Calls still unanswered
	Echoes   int  // grants that are what the Call asked for
	Falls    int  // grants below the one before on the same connection
	Rises    int

	latest uint32
}

// Policy is what they look like.
func (g *Grants) Policy() Policy {
	switch {
	case g.N == 0:
		return NoGrants
	case g.Min == g.Max:
		return ConstantGrants
	case g.Echoes == g.N && g.Asked.Min < g.Asked.Max:
		return EchoedGrants
	case g.Balance.Min == g.Balance.Max && g.InFlight.Min < g.InFlight.Max:
		return BalanceGrants
	case g.Rises == 0 && g.Falls > 0:
		return ShrinkingGrants
	}
	return VaryingGrants
}

// grant adds the grant of the Reply to a Call that asked for so many credits.
func (g *Grants) grant(credits, asked uint32, inFlight int) {
	switch {
	case g.N == 0:
	case credits < g.latest:
		g.Falls++
	case credits > g.latest:
		g.Rises++
	}
	g.latest = credits
	if credits == asked {
		g.Echoes++
	}
	g.see(int(credits))
	g.Asked.see(int(asked))
	g.InFlight.see(inFlight)
	g.Balance.see(int(credits) + inFlight)
}

func (g *Grants) merge(o *Grants) {
	g.Span.merge(o.Span)
	g.Asked.merge(o.Asked)
	g.Balance.merge(o.Balance)
	g.InFlight.merge(o.InFlight)
	g.Echoes, g.Falls, g.Rises = g.Echoes+o.Echoes, g.Falls+o.Falls, g.Rises+o.Rises
}
