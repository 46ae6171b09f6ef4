package rfc8166_test

import (
	"fmt"
	"testing"

	"rpcrdma-lint/rfc8166"
)

func TestNames(t *testing.T) {
	for _, tt := range []struct {
		in   fmt.Stringer
		want string
	}{
		{rfc8166.Msg, "RDMA_MSG"},
		{rfc8166.NoMsg, "RDMA_NOMSG"},
		{rfc8166.MsgP, "RDMA_MSGP"},
		{rfc8166.Done, "RDMA_DONE"},
		{rfc8166.Error, "RDMA_ERROR"},
		{rfc8166.Proc(5), "rdma_proc 5"},
		{rfc8166.Proc(1<<32 - 1), "rdma_proc 4294967295"},
		{rfc8166.ErrVers, "ERR_VERS"},
		{rfc8166.ErrChunk, "ERR_CHUNK"},
		{rfc8166.ErrCode(0), "rdma_err 0"},
		{rfc8166.Yes, "yes"},
		{rfc8166.Partly, "partly"},
		{rfc8166.No, "no"},
	} {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("String of %T = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMinLen(t *testing.T) {
	for p, want := range map[rfc8166.Proc]int{
		rfc8166.Msg: 28, rfc8166.NoMsg: 28, rfc8166.MsgP: 16, rfc8166.Done: 16, rfc8166.Error: 20, 9: 16,
	} {
		if got := rfc8166.MinLen(p); got != want {
			t.Errorf("MinLen(%v) = %d, want %d", p, got, want)
		}
	}
}

func TestHas(t *testing.T) {
	h := rfc8166.Header{Have: rfc8166.HaveReads | rfc8166.HaveWrites}
	if !h.Has(rfc8166.HaveReads) || !h.Has(rfc8166.HaveReads|rfc8166.HaveWrites) {
		t.Error("Has denies parts that are there")
	}
	if h.Has(rfc8166.HaveLists) || h.Has(rfc8166.HaveErr) {
		t.Error("Has claims parts that aren't there")
	}
}

// A Call is decoded, then the same chunk is returned in the Reply with the length written.
func ExampleHeader_Decode() {
	call := rfc8166.Header{
		XID: 7, Version: 1, Credit: 32, Proc: rfc8166.Msg,
		Writes: []rfc8166.Chunk{{{Handle: 0x1234, Length: 4096, Offset: 0x7000}}},
	}
	message := append(call.Append(nil), "the RPC message"...)

	var h rfc8166.Header
	if err := h.Decode(message, len(message)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%v, %d credits, room for %d bytes, then %q\n", h.Proc, h.Credit, h.Writes[0].Length(), message[h.Len:])

	fmt.Println(h.Decode(message[:30], len(message)))
	fmt.Println(h.Decode(message[:30], 30))
	// Output:
	// RDMA_MSG, 32 credits, room for 4096 bytes, then "the RPC message"
	// rfc8166: Write list at offset 28: captured short: 2 of 16 bytes
	// rfc8166: Write list at offset 24: segment count 1 needs 16 bytes, 2 are left
}
