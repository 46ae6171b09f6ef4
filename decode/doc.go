// Package decode turns the frames of a capture into RPC-over-RDMA
// connections and what happens on them: messages, RDMA Reads and Writes,
// acknowledgements and refusals, gaps, and ends. It puts packets in order and
// leaves repetitions out; it judges nothing.
package decode
