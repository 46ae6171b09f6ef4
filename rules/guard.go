package rules

// A Guard is a reason why a verdict cannot be proven from this capture. The
// zero value means that every guard holds.
type Guard uint8

// The guards, as requirements.md of the standard names them in its section 3.
const (
	_ Guard = iota
	NoCM
	NoStart
	GapClient
	GapServer
	OpenClient
	OpenServer
	OneWay
	NotPaired
	NotWhole
	NotFresh
	NoRole
	Unpaired
	NotParsed
	NoNegotiation
	Disordered
	NoTail
	EarlyAck
	Unacked
	Forgotten
	TooFew
	NotASend
	Unseen
	NotResent
	StrayWrite
	Taken
	MayWait
	Crashed
	guardCount
)

var guardTexts = [guardCount]struct{ name, text string }{
	NoCM:          {"CM", "the connection's set-up was not captured whole"},
	NoStart:       {"START", "the capture begins inside the connection"},
	GapClient:     {"SEQ-C", "packets of the client are missing from the capture"},
	GapServer:     {"SEQ-S", "packets of the server are missing from the capture"},
	OpenClient:    {"SEQ-C", "nothing more of the client was captured that would show that nothing is missing"},
	OpenServer:    {"SEQ-S", "nothing more of the server was captured that would show that nothing is missing"},
	OneWay:        {"BOTH", "only one direction was captured"},
	NotPaired:     {"BOTH", "unpaired: it is not known which packets are those of the other direction"},
	NotWhole:      {"WHOLE", "the message was not captured whole"},
	NotFresh:      {"FRESH", "the packet may be a repetition whose original is missing from the capture"},
	NoRole:        {"ROLE", "it is not known whether the message is a Call or a Reply"},
	Unpaired:      {"PAIR", "Call and answer were not both captured"},
	NotParsed:     {"PARSE", "the RPC arguments or results are not decoded that far"},
	NoNegotiation: {"NEG", "the private data of the connection's set-up is not known"},
	Disordered:    {"ORDER", "the frames are too close together for the capture's order to be trusted"},
	NoTail:        {"TAIL", "the capture ends too early to tell"},
	EarlyAck:      {"SEQ", "a packet was acknowledged that is not in the capture at that place"},
	Unacked:       {"ACK", "it is not known whether the packet was received"},
	Forgotten:     {"HISTORY", "it lies beyond what the ledger remembers"},
	TooFew:        {"SAMPLES", "too few samples"},
	NotASend:      {"SEND", "what was refused is no Send, so that it says nothing of Receives"},
	Unseen:        {"WHOLE", "the refused message is not in the capture"},
	NotResent:     {"TAIL", "no later connection shows that the Calls were still outstanding"},
	StrayWrite:    {"STRAY", "an RDMA Write that fits no Call may belong here"},
	MayWait:       {"PATIENCE", "the procedure may rightly take long, or be dropped without an answer"},
	Taken:         {"RECEIVE", "something that was owed no Receive may have taken it: a repeated Call, a message that is dropped, immediate data"},
	Crashed:       {"DEFECT", "the rule failed, which is a defect of this program"},
}

// Valid reports whether g is one of the guards.
func (g Guard) Valid() bool { return g > 0 && g < guardCount }

// Name is the guard's short name: "START", "SEQ-S", …
func (g Guard) Name() string { return guardTexts[g].name }

// String says in one clause why a verdict is missing.
func (g Guard) String() string { return guardTexts[g].text }
