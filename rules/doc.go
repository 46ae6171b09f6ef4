// Package rules judges the operations and messages of RPC-over-RDMA
// connections: the ledger remembers what each connection has promised and
// used, and the rules, one file each, read it and say what held, what was
// violated and what could not be known.
//
// Nearly all messages of a capture are plain, and most rules say the same of
// each. A rule about messages that names the roles which it judges (Roles), and
// the plain messages that it need not be asked about (Plain), costs nothing on
// them; a test holds it to that on the corpus and on all traces that rules are
// explained with.
package rules
