package decode_test

import (
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// inspector is a Sink that looks at messages.
type inspector struct {
	silent
	look func(e *decode.Event)
}

func (i inspector) Event(_ *decode.Conn, e *decode.Event) {
	if e.Kind == decode.KindSend {
		i.look(e)
	}
}

// What was captured of a message, and what of it is the RPC message.
func TestMessage(t *testing.T) {
	for _, tt := range []struct {
		name             string
		trace            string
		header           int // bytes
		headerErr        bool
		hasRPC           bool
		payload, onWire  int
		whole, captured8 bool
	}{
		{name: "whole", trace: "est; C>CALL 1", header: 28, hasRPC: true, payload: 120, onWire: 120, whole: true, captured8: true},
		{name: "cut in the RPC header", trace: "est; snap=102 C>CALL 1", header: 28, hasRPC: true, payload: 20, onWire: 120, captured8: true},
		{name: "cut in the header", trace: "est; snap=74 C>CALL 1", header: 20, headerErr: true, onWire: 128, captured8: true},
		{name: "cut in the XID", trace: "est; snap=56 C>CALL 1", headerErr: true, onWire: 148},
		{name: "no RPC message", trace: "est; C>NOMSG 1 rd=(0,400,h)", header: 52, whole: true, captured8: true},
		{name: "RDMA_ERROR", trace: "est; C>CALL 1; S>ERR 1 CHUNK", header: 20, whole: true, captured8: true},
		{name: "another version", trace: "est; C>CALL 1 vers=2", header: 16, onWire: 132, whole: true, captured8: true},
		{name: "several packets", trace: "est; C>CALL 1 len=2500", header: 28, hasRPC: true, payload: 2472, onWire: 2472, whole: true, captured8: true},
		{name: "the last packet missing", trace: "est; drop=3 C>CALL 1 len=2500; C>CALL 2 raw=00", header: 28, hasRPC: true, payload: 2020, onWire: 2020, captured8: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tr := trace.Make(t, tt.trace)
			seen := 0
			d := decode.New(decode.Options{}, inspector{look: func(e *decode.Event) {
				if tt.name == "RDMA_ERROR" && e.Side == decode.ClientSide || e.Length == 1 {
					return
				}
				seen++
				m := e.Message
				if m.Header.Len != tt.header || (m.HeaderErr != nil) != tt.headerErr || m.HasRPC != tt.hasRPC {
					t.Errorf("got header of %d bytes, error %v, RPC %t, want %d, %t, %t",
						m.Header.Len, m.HeaderErr, m.HasRPC, tt.header, tt.headerErr, tt.hasRPC)
				}
				if got := len(m.Payload()); got != tt.payload || m.PayloadLength() != tt.onWire {
					t.Errorf("got payload of %d bytes, %d on the wire, want %d, %d", got, m.PayloadLength(), tt.payload, tt.onWire)
				}
				if m.Whole() != tt.whole || m.Captured(8) != tt.captured8 {
					t.Errorf("got whole %t, 8 bytes captured %t, want %t, %t", m.Whole(), m.Captured(8), tt.whole, tt.captured8)
				}
			}})
			for i := range tr.Frames() {
				f := frameOf(tr, i)
				d.Frame(&f)
			}
			d.Finish()
			if seen != 1 {
				t.Errorf("got %d messages, want 1", seen)
			}
		})
	}
}

// A message without an RPC message shows nothing of the one before it.
func TestMessageForgets(t *testing.T) {
	with, without := 0, 0
	d := decode.New(decode.Options{}, inspector{look: func(e *decode.Event) {
		switch m := e.Message; {
		case m.HasRPC:
			with++
		case m.RPC.Have != 0:
			t.Errorf("frame %d: got an RPC header of XID %d", e.Frame, m.RPC.XID)
		default:
			without++
		}
	}})
	tr := trace.Make(t, "est; C>CALL 1; C>NOMSG 2 rd=(0,400,h); S>REPLY 1; S>ERR 2 CHUNK")
	for i := range tr.Frames() {
		f := frameOf(tr, i)
		d.Frame(&f)
	}
	if with != 2 || without != 2 {
		t.Errorf("got %d messages with an RPC message and %d without, want 2 and 2", with, without)
	}
}
