package rfc8166

import "fmt"

// The parts of a header that an error names, in [DecodeError.List] and [ShortError.List].
const (
	PartFixed  = "fixed header" // the four words that every version begins with
	PartMsgp   = "alignment"    // rdma_align and rdma_thresh of RDMA_MSGP
	PartReads  = "Read list"
	PartWrites = "Write list"
	PartReply  = "Reply chunk"
	PartError  = "error body"
)

// A DecodeError says where and why a message is no RPC-over-RDMA header: the sender's fault, since nothing that the
// capture left out could mend it.
type DecodeError struct {
	Offset int    // of the first byte that can't be right, from the start of the message
	List   string // the part that it is in: PartFixed, PartReads, …
	Reason string // "discriminator 7, want 0 or 1", without the offset
}

func (e *DecodeError) Error() string {
	return fmt.Sprintf("rfc8166: %s at offset %d: %s", e.List, e.Offset, e.Reason)
}

// A ShortError says that the header goes on beyond the captured bytes: the capture's fault, and no evidence against
// the sender.
type ShortError struct {
	Offset int    // of the item that was not captured whole, from the start of the message
	Want   int    // bytes of that item
	Have   int    // bytes of it that were captured
	List   string // the part that it is in: PartFixed, PartReads, …
}

func (e *ShortError) Error() string {
	return fmt.Sprintf("rfc8166: %s at offset %d: captured short: %d of %d bytes", e.List, e.Offset, e.Have, e.Want)
}
