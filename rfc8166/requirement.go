package rfc8166

import "strings"

// A Key names a requirement: document, section, letter, as in "8166-4.6.2-a". Keys are stable for ever.
type Key string

// Document is the RFC that k is from: "RFC 8166".
func (k Key) Document() string {
	number, _, _ := strings.Cut(string(k), "-")
	return "RFC " + number
}

// Section is where k stands, for a reader to look up: "RFC 8166 §4.6.2".
func (k Key) Section() string { return k.Document() + " §" + k.number() }

// URL is the address of the section in the RFC.
func (k Key) URL() string {
	rfc, _, _ := strings.Cut(string(k), "-")
	return "https://www.rfc-editor.org/rfc/rfc" + rfc + "#section-" + k.number()
}

// number is the section alone: "4.6.2".
func (k Key) number() string {
	_, rest, _ := strings.Cut(string(k), "-")
	section, _, _ := strings.Cut(rest, "-")
	return section
}

// A Level is how strongly a requirement binds: the RFC's keyword, or for a definition without one the kind of
// definition, with the word that the RFC uses in lower case.
type Level string

const (
	Must      Level = "MUST"
	MustNot   Level = "MUST NOT"
	Required  Level = "REQUIRED"
	Should    Level = "SHOULD"
	ShouldNot Level = "SHOULD NOT"
	May       Level = "MAY"
	Optional  Level = "OPTIONAL"

	Def          Level = "def"              // it gives a message its meaning
	DefMust      Level = "def (must)"       // says "must" in lower case
	DefMustNot   Level = "def (must not)"   // says "must not" in lower case
	DefShould    Level = "def (should)"     // says "should" in lower case
	DefShouldNot Level = "def (should not)" // says "should not" in lower case
	DefMay       Level = "def (MAY)"        // describes what a MAY elsewhere permits
)

// Definition tells whether l is a definition rather than a keyword.
func (l Level) Definition() bool { return strings.HasPrefix(string(l), string(Def)) }

// A Party is whom a requirement binds. Requester and Responder are roles in one RPC, client and server the ends of a
// connection, sender and receiver the ends of one message.
type Party string

const (
	Both           Party = "both"
	Client         Party = "client"
	Server         Party = "server"
	Requester      Party = "requester"
	Responder      Party = "responder"
	Sender         Party = "sender"
	Receiver       Party = "receiver"
	Provider       Party = "provider" // the RDMA implementation beneath
	Implementation Party = "implementation"
	Deployment     Party = "deployment"
	Binding        Party = "ULB"        // an upper-layer binding, as a document
	BindingAuthor  Party = "ULB author" // whoever writes one
)

// Observability is whether one capture can prove a breach.
type Observability uint8

const (
	No     Observability = iota // never
	Partly                      // in some forms, or not without doubt
	Yes                         // whenever it is captured whole
)

var observabilityNames = [...]string{No: "no", Partly: "partly", Yes: "yes"}

// String is "no", "partly" or "yes".
func (o Observability) String() string { return observabilityNames[o] }

// A Requirement is one sentence of one of the RFCs. It knows nothing of the rules that check it.
type Requirement struct {
	Key      Key
	Document string // "RFC 8166"
	Section  string // "4.6.2"
	Level    Level
	Bound    Party
	Obs      Observability
	Text     string // what it demands, in our own words

	// Unseen says why no capture can show a violation. It is empty where one can.
	Unseen string

	// Free says why it has no rule although captures show it: it permits something, or says how to read something
	// that rules for other requirements judge. It is empty where a rule is due.
	Free string
}
