// Package rules judges the operations and messages of RPC-over-RDMA
// connections: the ledger remembers what each connection has promised and
// used, and the rules, one file each, read it and say what held, what was
// violated and what could not be known.
package rules
