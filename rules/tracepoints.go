package rules

import (
	"path"
	"slices"
)

// A Tracepoint is an event of the Linux kernel that shows on a live host what a
// rule found in a capture. Names are those of Linux 6.10; older ones lack some.
type Tracepoint struct {
	Name  string   // "rpcrdma:xprtrdma_reply", as trace-cmd and perf take it
	Rules []string // patterns of the rules that it can confirm
	What  string   // what to look for, in a clause
}

// Tracepoints are those that can confirm what r found, the client's first.
func (r *Rule) Tracepoints() []Tracepoint {
	var out []Tracepoint
	for _, t := range tracepoints {
		if slices.ContainsFunc(t.Rules, func(p string) bool { ok, _ := path.Match(p, r.ID); return ok }) {
			out = append(out, t)
		}
	}
	return out
}

var tracepoints = []Tracepoint{
	{
		Name:  "rpcrdma:xprtrdma_post_send",
		Rules: []string{"credit/first-call", "credit/exceeded", "credit/above-request", "recv/rnr-overrun", "recv/rnr-server"},
		What:  "a Call is posted: how many come before the next xprtrdma_reply",
	},
	{
		Name:  "rpcrdma:xprtrdma_reply",
		Rules: []string{"credit/*", "xid/duplicate-reply", "recv/rnr-client", "recv/ack-credits-low", "conn/reply-elsewhere"},
		What:  "the XID of a Reply, and the credits that the client took from it",
	},
	{
		Name:  "sunrpc:xprt_get_cong",
		Rules: []string{"credit/first-call", "credit/exceeded", "credit/shrunk"},
		What:  "the congestion window, which is the client's view of the grant (256 for each credit), and how much of it is in use",
	},
	{
		Name:  "rpcrdma:xprtrdma_post_recvs",
		Rules: []string{"recv/rnr-client", "recv/ack-credits-low", "recv/rnr-unattributed", "recv/rnr-unsolicited", "credit/first-call"},
		What:  "how many Receives the client posts, how many are active, and whether that is before the first Call",
	},
	{
		Name:  "rpcrdma:xprtrdma_post_recvs_err",
		Rules: []string{"recv/rnr-client"},
		What:  "Receives could not be posted",
	},
	{
		Name:  "rpcrdma:xprtrdma_wc_receive",
		Rules: []string{"recv/*", "inline/*", "conn/loss", "conn/loop"},
		What:  "a Receive of the client completes: its status, and the bytes received",
	},
	{
		Name:  "rpcrdma:xprtrdma_wc_send",
		Rules: []string{"recv/*", "rdma/remote-access-nak", "conn/loss", "conn/loop"},
		What:  "a Send of the client completes: a status of \"RNR retry counter exceeded\" or \"remote access error\" is the NAK",
	},
	{
		Name:  "rpcrdma:xprtrdma_inline_thresh",
		Rules: []string{"inline/*", "cmp/*", "recv/too-small"},
		What:  "the inline thresholds that the client took from the private data",
	},
	{
		Name:  "rpcrdma:xprtrdma_marshal",
		Rules: []string{"chunk/*", "hdr/nomsg-no-chunks", "hdr/nomsg-trailing", "hdr/msg-no-payload", "inline/*", "ddp/*", "nfs/*", "rpc/length", "rpc/pad-nonzero"},
		What:  "how the client builds a Call: the lengths of header, head, pages and tail, and the kinds of chunks",
	},
	{
		Name:  "rpcrdma:xprtrdma_chunk_read",
		Rules: []string{"chunk/*", "read/*", "rdma/*", "mr/*", "ddp/*", "err/chunk-*", "dir/chunk-refusal"},
		What:  "Position, handle, length and offset of each segment of the Read list",
	},
	{
		Name:  "rpcrdma:xprtrdma_chunk_write",
		Rules: []string{"write/*", "rdma/*", "mr/*", "chunk/empty-segment", "ddp/*", "err/chunk-*"},
		What:  "handle, length and offset of each segment of the Write list",
	},
	{
		Name:  "rpcrdma:xprtrdma_chunk_reply",
		Rules: []string{"reply/*", "write/not-contiguous", "rdma/*", "mr/*", "chunk/empty-segment", "err/chunk-*"},
		What:  "handle, length and offset of each segment of the Reply chunk",
	},
	{
		Name:  "rpcrdma:xprtrdma_decode_seg",
		Rules: []string{"write/*", "reply/*"},
		What:  "the segments that came back in a Reply",
	},
	{
		Name:  "rpcrdma:xprtrdma_mr_reminv",
		Rules: []string{"inv/*"},
		What:  "the handle that a Send With Invalidate invalidated; a foreign one makes none",
	},
	{
		Name:  "rpcrdma:xprtrdma_reply_vers_err",
		Rules: []string{"hdr/version", "dir/reverse-version"},
		What:  "a Reply of another version",
	},
	{
		Name:  "rpcrdma:xprtrdma_reply_rqst_err",
		Rules: []string{"xid/*", "err/wrong-xid", "conn/reply-elsewhere"},
		What:  "a Reply whose XID fits no Call that is waiting",
	},
	{
		Name:  "rpcrdma:xprtrdma_reply_short_err",
		Rules: []string{"hdr/short"},
		What:  "a Reply below the smallest size",
	},
	{
		Name:  "rpcrdma:xprtrdma_reply_hdr_err",
		Rules: []string{"hdr/*", "chunk/read-in-reply", "write/changed", "write/list-missing", "reply/chunk-*", "err/*"},
		What:  "a Reply whose header the client refuses",
	},
	{
		Name:  "rpcrdma:xprtrdma_err_chunk",
		Rules: []string{"err/*"},
		What:  "the client received ERR_CHUNK for this XID",
	},
	{
		Name:  "rpcrdma:xprtrdma_err_vers",
		Rules: []string{"err/vers-*", "err/wrong-version", "hdr/version"},
		What:  "the client received ERR_VERS, with this range",
	},
	{
		Name:  "rpcrdma:xprtrdma_err_unrecognized",
		Rules: []string{"hdr/error-body"},
		What:  "the client received an RDMA_ERROR of unknown kind",
	},
	{
		Name:  "rpcrdma:xprtrdma_cb_call",
		Rules: []string{"dir/*", "credit/reverse-*"},
		What:  "a reverse Call came to the client",
	},
	{
		Name:  "rpcrdma:xprtrdma_cb_reply",
		Rules: []string{"dir/*", "credit/reverse-*"},
		What:  "the client answers a reverse Call",
	},
	{
		Name:  "rpcrdma:xprtrdma_connect",
		Rules: []string{"conn/*", "cmp/*"},
		What:  "the client's connection is established or refused, with the reason",
	},
	{
		Name:  "rpcrdma:xprtrdma_disconnect",
		Rules: []string{"conn/*", "recv/rnr-*"},
		What:  "the client's connection is lost",
	},
	{
		Name:  "sunrpc:xprt_retransmit",
		Rules: []string{"retry/*", "err/repeat", "conn/loop", "conn/unanswered", "xid/reuse-outstanding"},
		What:  "a Call is sent again: its XID, and the number of times",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_rqst",
		Rules: []string{"credit/*", "hdr/*", "xid/*", "conn/unanswered", "err/*-answered", "err/repeat", "rpc/*", "nfs/*", "dir/*"},
		What:  "the server received a Call: XID, version, credits, kind and length of the header",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_short_err",
		Rules: []string{"hdr/short", "err/short-answered"},
		What:  "the server dropped a message below the smallest size",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_badvers_err",
		Rules: []string{"hdr/version", "err/vers-*", "err/wrong-version"},
		What:  "the server refuses the version of a Call",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_badproc_err",
		Rules: []string{"hdr/bad-proc", "hdr/msgp", "err/msgp-answer"},
		What:  "the server refuses the kind of a message",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_drop_err",
		Rules: []string{"hdr/done", "hdr/error-from-requester", "err/done-answered", "err/error-answered"},
		What:  "the server drops an RDMA_DONE or RDMA_ERROR, as it has to",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_parse_err",
		Rules: []string{"hdr/undecodable", "chunk/*", "err/chunk-*", "hdr/nomsg-*"},
		What:  "the server cannot take the chunk lists of a Call",
	},
	{
		Name:  "rpcrdma:svcrdma_err_chunk",
		Rules: []string{"err/*", "chunk/*", "dir/chunk-refusal"},
		What:  "the server sends ERR_CHUNK for this XID",
	},
	{
		Name:  "rpcrdma:svcrdma_err_vers",
		Rules: []string{"err/vers-*", "err/wrong-version", "hdr/version"},
		What:  "the server sends ERR_VERS for this XID",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_rseg",
		Rules: []string{"chunk/*", "read/*", "ddp/*"},
		What:  "the Read segments as the server decoded them, with their Positions",
	},
	{
		Name:  "rpcrdma:svcrdma_decode_wseg",
		Rules: []string{"write/*", "reply/*", "chunk/empty-segment", "ddp/*"},
		What:  "the Write and Reply segments as the server decoded them",
	},
	{
		Name:  "rpcrdma:svcrdma_encode_wseg",
		Rules: []string{"write/*", "reply/*"},
		What:  "the segments that the server returns, with the lengths that it used",
	},
	{
		Name:  "rpcrdma:svcrdma_small_wrch_err",
		Rules: []string{"write/*", "reply/*", "err/chunk-*", "nfs/*"},
		What:  "a result does not fit the chunk that the client offered",
	},
	{
		Name:  "rpcrdma:svcrdma_post_read_chunk",
		Rules: []string{"read/*", "rdma/*", "conn/no-read-depth"},
		What:  "the server posts the RDMA Reads of a Call",
	},
	{
		Name:  "rpcrdma:svcrdma_wc_read_err",
		Rules: []string{"rdma/*", "read/*", "conn/no-read-depth"},
		What:  "an RDMA Read of the server failed, and why",
	},
	{
		Name:  "rpcrdma:svcrdma_wc_write_err",
		Rules: []string{"rdma/*", "write/bytes-missing"},
		What:  "an RDMA Write of the server failed, and why",
	},
	{
		Name:  "rpcrdma:svcrdma_post_send",
		Rules: []string{"inv/*", "xid/duplicate-reply", "rdma/after-reply", "credit/reverse-*"},
		What:  "the server posts a message, with the handle to invalidate, 0 for none",
	},
	{
		Name:  "rpcrdma:svcrdma_wc_send_err",
		Rules: []string{"recv/*", "inline/*", "conn/loss", "conn/loop"},
		What:  "a Send of the server failed: a status of \"RNR retry counter exceeded\" is the client's missing Receive",
	},
	{
		Name:  "rpcrdma:svcrdma_wc_recv_err",
		Rules: []string{"recv/too-small", "inline/exceeded"},
		What:  "a Receive of the server failed: \"local length error\" is a message longer than it",
	},
	{
		Name:  "rpcrdma:svcrdma_qp_error",
		Rules: []string{"conn/*", "recv/rnr-*", "rdma/remote-access-nak"},
		What:  "the server's queue pair reports an error",
	},
	{
		Name:  "sunrpc:svc_xprt_close",
		Rules: []string{"conn/loss", "conn/loop", "conn/unanswered"},
		What:  "the server closes the connection",
	},
}
