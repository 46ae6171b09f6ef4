package roce_test

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode/roce"
)

// The table of opcodes, as the specification has it. "x" stands for headers of 4 bytes before all others in an XRC
// request.
func TestOpcodes(t *testing.T) {
	want := map[roce.Opcode]string{ // headers, then what the predicates say
		0x00: "0 request send first",
		0x01: "0 request send middle",
		0x02: "0 request send last receive",
		0x03: "4 request send last ImmDt receive",
		0x04: "0 request send only receive",
		0x05: "4 request send only ImmDt receive",
		0x06: "16 request write first RETH",
		0x07: "0 request write middle",
		0x08: "0 request write last",
		0x09: "4 request write last ImmDt receive",
		0x0a: "16 request write only RETH",
		0x0b: "20 request write only RETH ImmDt receive",
		0x0c: "16 request read-request only RETH",
		0x0d: "4 response read-response first AETH",
		0x0e: "0 response read-response middle",
		0x0f: "4 response read-response last AETH",
		0x10: "4 response read-response only AETH",
		0x11: "4 response only AETH",
		0x12: "12 response atomic only AETH AtomicAckETH",
		0x13: "28 request atomic only AtomicETH",
		0x14: "28 request atomic only AtomicETH",
		0x16: "4 request send last IETH receive",
		0x17: "4 request send only IETH receive",
		0x20: "0 request send first",
		0x2b: "20 request write only RETH ImmDt receive",
		0x40: "12 request send first RDETH DETH",
		0x51: "8 response only RDETH AETH",
		0x64: "8 request send only DETH receive",
		0x65: "12 request send only DETH ImmDt receive",
		0x81: "0",
		0xa0: "4 request send first XRCETH",
		0xac: "20 request read-request only XRCETH RETH",
		0xb1: "4 response only AETH",
		0xb7: "8 request send only XRCETH IETH receive",
	}
	for o, w := range want {
		if got := describe(o); got != w || !o.Known() {
			t.Errorf("0x%02x: got %q, known %t, want %q", uint8(o), got, o.Known(), w)
		}
	}

	// Whole services: which operations they have.
	ranges := map[roce.Service]func(op int) bool{
		roce.RC:         func(op int) bool { return op <= 0x17 && op != 0x15 },
		roce.UC:         func(op int) bool { return op <= 0x0b },
		roce.RD:         func(op int) bool { return op <= 0x15 },
		roce.UD:         func(op int) bool { return op == 4 || op == 5 },
		roce.Congestion: func(op int) bool { return op == 1 },
		roce.XRC:        func(op int) bool { return op <= 0x17 && op != 0x15 },
	}
	for i := range 256 {
		o := roce.Opcode(i)
		has := ranges[o.Service()]
		if want := has != nil && has(i&31); o.Known() != want {
			t.Errorf("0x%02x (%s): known is %t, want %t", i, o, o.Known(), want)
		}
		if !o.Known() && describe(o) != "0" {
			t.Errorf("0x%02x has no meaning, yet: %s", i, describe(o))
		}
	}
}

// describe puts all that is known of an opcode in a line.
func describe(o roce.Opcode) string {
	words := []string{fmt.Sprint(o.ExtendedLen())}
	for _, p := range []struct {
		is   bool
		word string
	}{
		{o.IsRequest(), "request"},
		{o.IsResponse(), "response"},
		{o.IsSend(), "send"},
		{o.IsWrite(), "write"},
		{o.IsReadRequest(), "read-request"},
		{o.IsReadResponse(), "read-response"},
		{o.IsAtomic(), "atomic"},
		{o.IsFirst(), "first"},
		{o.IsMiddle(), "middle"},
		{o.IsLast(), "last"},
		{o.IsOnly(), "only"},
		{o.HasRDETH(), "RDETH"},
		{o.HasDETH(), "DETH"},
		{o.HasXRCETH(), "XRCETH"},
		{o.HasRETH(), "RETH"},
		{o.HasAtomicETH(), "AtomicETH"},
		{o.HasAETH(), "AETH"},
		{o.HasAtomicAckETH(), "AtomicAckETH"},
		{o.HasImmDt(), "ImmDt"},
		{o.HasIETH(), "IETH"},
		{o.ConsumesReceive(), "receive"},
	} {
		if p.is {
			words = append(words, p.word)
		}
	}
	if o.Begins() != (o.IsFirst() || o.IsOnly()) || o.Ends() != (o.IsLast() || o.IsOnly()) {
		words = append(words, "begins or ends wrongly")
	}
	return strings.Join(words, " ")
}

func TestOpcodeNames(t *testing.T) {
	for o, want := range map[roce.Opcode]string{
		roce.SendFirst:           "RC SEND First",
		roce.SendLastInvalidate:  "RC SEND Last with Invalidate",
		roce.WriteLastImmediate:  "RC RDMA WRITE Last with Immediate",
		roce.ReadRequest:         "RC RDMA READ Request",
		roce.ReadResponseOnly:    "RC RDMA READ Response Only",
		roce.Acknowledge:         "RC Acknowledge",
		roce.AtomicAcknowledge:   "RC ATOMIC Acknowledge",
		roce.UDSendOnly:          "UD SEND Only",
		roce.UDSendOnlyImmediate: "UD SEND Only with Immediate",
		roce.CNP:                 "CNP",
		0x2a:                     "UC RDMA WRITE Only",
		0x55:                     "RD RESYNC",
		0xa4:                     "XRC SEND Only",
		0x15:                     "RC 0x15",
		0xe0:                     "manufacturer 0xe0",
	} {
		if got := o.String(); got != want {
			t.Errorf("0x%02x: got %q, want %q", uint8(o), got, want)
		}
	}
}
