package rules

import "rpcrdma-lint/decode"

// A Result is what linting one capture came to.
type Result struct {
	Connections []*Summary // by first frame
	Findings    []*Finding // by frame, connection, rule and XID
	Coverage    []Coverage // in the catalogue's order, disabled rules included

	// Requirements are all of the catalogue, in its order.
	Requirements []RequirementCoverage

	// Peers are the hosts, by address and role. Unprofiled counts the connections
	// that none of them tells of in full: it is not known who is the client, or
	// there were too many hosts.
	Peers      []*Peer
	Unprofiled int

	// Dropped is what there was too much of.
	Dropped Dropped

	// Crashes are the panics of rules.
	Crashes []decode.Crash
}

// Dropped counts what was beyond the bounds in Options.
type Dropped struct {
	Connections int // not linted
	Findings    int // counted in the coverage and not kept
	Reads       int // RDMA Reads beyond MaxReads of one side that are outstanding
	Pulls       int // RDMA Reads of one Call beyond MaxPulls
	Others      int // XIDs and handles that were looked for among MaxOthers connections, and not all
}

// A Summary is a connection in numbers. Messages and operations are counted
// once, however often their packets were repeated.
type Summary struct {
	ID   int // from 1, by first frame
	Conn *decode.Conn

	Calls, Replies, RDMAErrors   int // of the forward direction; RDMA_ERRORs of both
	ReverseCalls, ReverseReplies int
	Unknown                      int // messages that are neither with certainty
	Reads, Writes                int // operations
	Gaps                         int
}
