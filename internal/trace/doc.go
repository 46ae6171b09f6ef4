// Package trace makes packet captures for tests from a short notation: every
// frame from Ethernet to the invariant CRC, with the PSNs, MSNs and time stamps
// that real peers would give them. It encodes on its own, without the decoders
// that its traces test.
//
//	tr := trace.Make(t, `
//		est
//		C>CALL 1 v3 READ count=4096 wr=(h,4096)
//		S>WRITE h 0 4096
//		reply: S>REPLY 1 wr=(h,4096)
//	`)
//	tr.Frame("reply") // the number that Wireshark shows
//
// # Statements
//
// A semicolon or a line end divides statements, # begins a comment. Spaces
// divide words, except inside brackets. Numbers are decimal or 0x, with the
// suffixes K, M, G (1024).
//
//	statement  = prefix* (side verb | global) argument* ["as" NAME]
//	side       = "C>" | "S>"
//	prefix     = NAME:       the statement's name, for Trace.Frame
//	           | @N          goes to connection N; without it, to the latest one
//	           | +2us        time since the frame before (10us without it)
//	           | drop        delivered, but missing from the capture
//	           | drop=1,3..4 the same for these packets of the message
//	           | lost        lost on the way: not captured, not delivered
//	           | late[=N]    captured after the next N (1) statements
//	           | dup         every packet captured twice
//	           | badicrc     captured with a wrong ICRC, so not delivered
//	           | snap=N      the frames cut to N bytes
//	global     = "est" "[" REQ-options "|" REP-options "]"
//	                         C>REQ, S>REP, C>RTU: a new connection
//	           | "exchange" [N argument*]  N Calls, each with these arguments,
//	                         and Replies, with XIDs from 0x0e000001
//	           | "backchannel"       CREATE_SESSION that announces a back channel
//	           | "wait" 30s          time passes
//	           | "conn" N            the following statements go to connection N
//	           | "host" [C2] [S2]    addresses of the connections that follow
//	           | "noack" | "acks"    stop, resume implied ACKs
//	           | "set" [snap=] [code=] for what follows: snapshot length, AETH
//	                         credit code of ACKs (31: none)
//	           | "set" [mtu=] [vlan=] [ip=6]  for connections that begin later
//	           | "frame" HEX         any frame
//
// Prefixes of a macro (est, exchange, backchannel) hold for each of its
// statements, so "drop est" is a capture that began after the connection; a
// trace without est is the same without the three frames.
//
// # Connections
//
//	REQ, REP   [options] or options: R0 R1, 4K/4K (Send/Receive Size), none (no
//	           private data), flags= version= magic= at=N (bytes in front of the
//	           identifier) pdlen=N (bytes that are sent) pd=HEX, resp= init=
//	           (responder resources, initiator depth), rnr= (retry count, 0)
//	           retry= e2e srq qpn= psn= (first PSN of the other side);
//	           REQ also mtu= port= service= qpt=UC noip acktimeout= (18)
//	RTU DREQ DREP MRA REJ(reason number)
//	again REQ  the same datagram once more
//
// Each REQ begins a connection with queue pairs and PSNs of its own. REQ
// defaults to R1 4K/4K resp=16 init=0, REP to R0 4K/4K resp=0 init=16.
//
// # Messages
//
//	CALL x     RDMA_MSG with a Call    MSGP x, DONE x   the banned ones
//	REPLY x    RDMA_MSG with a Reply   ERR x CHUNK | VERS(l,h) | code=N
//	NOMSG x    RDMA_NOMSG              MSG x proc=N     any rdma_proc
//	SEND [x]   raw=HEX or len=N        x may be absent with hdr=, and a range 2..5
//
// "r1" is XID 1 of the reverse direction (see ReverseXID). NOMSG, MSG and MSGP
// are Calls from the client and Replies from the server, the other way round
// for r1; the words call and reply decide otherwise.
//
//	header     cr= (32) vers= (1; ERR: that of the Call) hdr= proc=
//	           rd=(position,length,handle[,offset])...  also divided by commas
//	           wr=(handle,length[,offset])(...) one chunk; a space or a further
//	           wr= begins the next; (empty), (count=N)(h,4096) a false count
//	           rc=(handle,length[,offset])...           list=HEX all three lists
//	call       v2 v3 v4 NAME (v3 GETATTR), [OP OP(count)] minor= flags= backmax=,
//	           CB_COMPOUND CB_NULL, prog= v= p= args=HEX, count= bytes,
//	           gss | gss=INIT|CONTINUE|DESTROY service= seq=,
//	           rpc= rpcvers= mt= flavor= credlen= verflen=
//	reply      [OP(count)] count=, OK EXIST ... status= (NFS), stat= or
//	           SUCCESS GARBAGE_ARGS PROG_MISMATCH(l,h) ... (RPC), rstat=,
//	           deny=AUTH_STAT, RPC_MISMATCH(l,h), rpc= mt=,
//	           inline, reduced (place of the eligible result, wr= decides)
//	size       len=N the whole Send: an eligible item or zeros fill it
//	spoiled    pad=N (XDR pad byte) padleft mark payload=HEX (the RPC message)
//	           raw=HEX (the Send) trail=N poke=OFFSET:HEX cut=N
//	sending    SINV(h) imm[=N] se noack
//
// Position p is where the eligible argument stands (p2 the second one; p-4 and
// p+4 beside it; the end of the payload where there is none). An argument is
// left out of the payload when rd= has a Position other than 0. With Position 0
// the RPC message fills the chunk. A Call with len= or a Position Zero chunk is
// a v3 WRITE where it names nothing else. The data of a v3 WRITE is at 140, and
// the default Call is 120 bytes long. A Reply answers the Call with its XID.
//
// # RDMA and answers
//
//	WRITE h OFFSET LENGTH [imm]     READ h [OFFSET LENGTH]   (what rd= offered)
//	RRESP [h]    answers the oldest open READ of the other side; never implied
//	FADD h OFFSET 8 | CSWAP h OFFSET 8, answered by ARESP
//	ACK | ACK(x) | ACK(x code N) psn= msn=
//	RNR(x) timer=    NAK(61 x)    SEQNAK(x)    with "last": PSN of the last packet
//	again [x | READ h [from=N] | WRITE h] [other]   the same PSNs once more
//	gap N        N PSNs pass unseen
//	CNP          congestion notification
//
// A handle is a number or a name (see Handle); offsets are from Base(handle),
// or absolute with @. In place of x an answer may name h=HANDLE. Without either
// it belongs to the last request of the other side. ACK acknowledges up to it.
//
// # Implied ACKs
//
// After each SEND and WRITE the other side's ACK for it follows, 5us later and
// before the next statement. None follows where
//   - "noack" holds, for the trace or for the statement,
//   - the packet was lost or has badicrc,
//   - a later ACK, RNR, NAK or SEQNAK belongs to this very request, or
//   - an earlier request of the stream still waits for such an answer, or was
//     refused and not sent again.
//
// The ACK of a dropped or late packet is implied all the same.
package trace
