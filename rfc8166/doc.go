// Package rfc8166 is the standard: the RPC-over-RDMA version 1 transport header, decoded and encoded, and the
// catalogue of what RFC 8166 and the documents around it demand.
//
// It does no I/O, keeps no state and judges nothing. A [Header] holds what a message says, however wrong; rules compare
// it with the [Requirement] list [All].
package rfc8166
