package roce_test

import (
	"bytes"
	"testing"

	"rpcrdma-lint/decode/roce"
)

// cmField is one field of a CM message: where it is, by bits from the end of the MAD header, and what reads it.
type cmField struct {
	name       string
	bit, width int
	read       func([]byte) (uint64, bool)
}

// number turns an accessor of a message type M into one that reads a body.
func number[M ~[]byte, V ~uint8 | ~uint16 | ~uint32 | ~uint64](f func(M) (V, bool)) func([]byte) (uint64, bool) {
	return func(b []byte) (uint64, bool) {
		v, ok := f(M(b))
		return uint64(v), ok
	}
}

// truth does the same for an accessor of a flag.
func truth[M ~[]byte](f func(M) (bool, bool)) func([]byte) (uint64, bool) {
	return func(b []byte) (uint64, bool) {
		v, ok := f(M(b))
		if v {
			return 1, ok
		}
		return 0, ok
	}
}

// primary and alternate do the same for the two paths of a REQ.
func primary(f func([]byte) (uint64, bool)) func([]byte) (uint64, bool) {
	return func(b []byte) (uint64, bool) { return f(roce.REQ(b).Primary()) }
}

func alternate(f func([]byte) (uint64, bool)) func([]byte) (uint64, bool) {
	return func(b []byte) (uint64, bool) { return f(roce.REQ(b).Alternate()) }
}

var pathFields = []cmField{
	{"LocalLID", 0, 16, number(roce.Path.LocalLID)},
	{"RemoteLID", 2 * 8, 16, number(roce.Path.RemoteLID)},
	{"FlowLabel", 36 * 8, 20, number(roce.Path.FlowLabel)},
	{"Rate", 39*8 + 2, 6, number(roce.Path.Rate)},
	{"TrafficClass", 40 * 8, 8, number(roce.Path.TrafficClass)},
	{"HopLimit", 41 * 8, 8, number(roce.Path.HopLimit)},
	{"ServiceLevel", 42 * 8, 4, number(roce.Path.ServiceLevel)},
	{"SubnetLocal", 42*8 + 4, 1, truth(roce.Path.SubnetLocal)},
	{"AckTimeout", 43 * 8, 5, number(roce.Path.AckTimeout)},
}

var cmFields = map[string][]cmField{
	"REQ": {
		{"LocalID", 0, 32, number(roce.REQ.LocalID)},
		{"VendorID", 5 * 8, 24, number(roce.REQ.VendorID)},
		{"ServiceID", 8 * 8, 64, number(roce.REQ.ServiceID)},
		{"CAGUID", 16 * 8, 64, number(roce.REQ.CAGUID)},
		{"QKey", 28 * 8, 32, number(roce.REQ.QKey)},
		{"QPN", 32 * 8, 24, number(roce.REQ.QPN)},
		{"ResponderResources", 35 * 8, 8, number(roce.REQ.ResponderResources)},
		{"EECN", 36 * 8, 24, number(roce.REQ.EECN)},
		{"InitiatorDepth", 39 * 8, 8, number(roce.REQ.InitiatorDepth)},
		{"RemoteEECN", 40 * 8, 24, number(roce.REQ.RemoteEECN)},
		{"RemoteResponseTimeout", 43 * 8, 5, number(roce.REQ.RemoteResponseTimeout)},
		{"TransportService", 43*8 + 5, 2, number(roce.REQ.TransportService)},
		{"EndToEndFlowControl", 43*8 + 7, 1, truth(roce.REQ.EndToEndFlowControl)},
		{"StartingPSN", 44 * 8, 24, number(roce.REQ.StartingPSN)},
		{"LocalResponseTimeout", 47 * 8, 5, number(roce.REQ.LocalResponseTimeout)},
		{"RetryCount", 47*8 + 5, 3, number(roce.REQ.RetryCount)},
		{"PKey", 48 * 8, 16, number(roce.REQ.PKey)},
		{"PathMTU", 50 * 8, 4, number(roce.REQ.PathMTU)},
		{"RDCExists", 50*8 + 4, 1, truth(roce.REQ.RDCExists)},
		{"RNRRetryCount", 50*8 + 5, 3, number(roce.REQ.RNRRetryCount)},
		{"MaxCMRetries", 51 * 8, 4, number(roce.REQ.MaxCMRetries)},
		{"SRQ", 51*8 + 4, 1, truth(roce.REQ.SRQ)},
		{"ExtendedTransport", 51*8 + 5, 3, number(roce.REQ.ExtendedTransport)},
	},
	"REP": {
		{"LocalID", 0, 32, number(roce.REP.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.REP.RemoteID)},
		{"QKey", 8 * 8, 32, number(roce.REP.QKey)},
		{"QPN", 12 * 8, 24, number(roce.REP.QPN)},
		{"EECN", 16 * 8, 24, number(roce.REP.EECN)},
		{"StartingPSN", 20 * 8, 24, number(roce.REP.StartingPSN)},
		{"ResponderResources", 24 * 8, 8, number(roce.REP.ResponderResources)},
		{"InitiatorDepth", 25 * 8, 8, number(roce.REP.InitiatorDepth)},
		{"TargetAckDelay", 26 * 8, 5, number(roce.REP.TargetAckDelay)},
		{"FailoverAccepted", 26*8 + 5, 2, number(roce.REP.FailoverAccepted)},
		{"EndToEndFlowControl", 26*8 + 7, 1, truth(roce.REP.EndToEndFlowControl)},
		{"RNRRetryCount", 27 * 8, 3, number(roce.REP.RNRRetryCount)},
		{"SRQ", 27*8 + 3, 1, truth(roce.REP.SRQ)},
		{"CAGUID", 28 * 8, 64, number(roce.REP.CAGUID)},
	},
	"RTU": {
		{"LocalID", 0, 32, number(roce.RTU.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.RTU.RemoteID)},
	},
	"MRA": {
		{"LocalID", 0, 32, number(roce.MRA.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.MRA.RemoteID)},
		{"Received", 8 * 8, 2, number(roce.MRA.Received)},
		{"ServiceTimeout", 9 * 8, 5, number(roce.MRA.ServiceTimeout)},
	},
	"REJ": {
		{"LocalID", 0, 32, number(roce.REJ.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.REJ.RemoteID)},
		{"Rejected", 8 * 8, 2, number(roce.REJ.Rejected)},
		{"InfoLen", 9 * 8, 7, number(roce.REJ.InfoLen)},
		{"Reason", 10 * 8, 16, number(roce.REJ.Reason)},
	},
	"DREQ": {
		{"LocalID", 0, 32, number(roce.DREQ.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.DREQ.RemoteID)},
		{"RemoteQPN", 8 * 8, 24, number(roce.DREQ.RemoteQPN)},
	},
	"DREP": {
		{"LocalID", 0, 32, number(roce.DREP.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.DREP.RemoteID)},
	},
	"LAP": {
		{"LocalID", 0, 32, number(roce.LAP.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.LAP.RemoteID)},
		{"RemoteQPN", 12 * 8, 24, number(roce.LAP.RemoteQPN)},
		{"RemoteResponseTimeout", 15 * 8, 5, number(roce.LAP.RemoteResponseTimeout)},
		{"LocalLID", 20 * 8, 16, number(roce.LAP.LocalLID)},
		{"RemoteLID", 22 * 8, 16, number(roce.LAP.RemoteLID)},
		{"FlowLabel", 56 * 8, 20, number(roce.LAP.FlowLabel)},
		{"TrafficClass", 59 * 8, 8, number(roce.LAP.TrafficClass)},
		{"HopLimit", 60 * 8, 8, number(roce.LAP.HopLimit)},
		{"Rate", 61*8 + 2, 6, number(roce.LAP.Rate)},
		{"ServiceLevel", 62 * 8, 4, number(roce.LAP.ServiceLevel)},
		{"SubnetLocal", 62*8 + 4, 1, truth(roce.LAP.SubnetLocal)},
		{"AckTimeout", 63 * 8, 5, number(roce.LAP.AckTimeout)},
	},
	"APR": {
		{"LocalID", 0, 32, number(roce.APR.LocalID)},
		{"RemoteID", 4 * 8, 32, number(roce.APR.RemoteID)},
		{"InfoLen", 8 * 8, 8, number(roce.APR.InfoLen)},
		{"Status", 9 * 8, 8, number(roce.APR.Status)},
	},
	"SIDR_REQ": {
		{"RequestID", 0, 32, number(roce.SIDRREQ.RequestID)},
		{"PKey", 4 * 8, 16, number(roce.SIDRREQ.PKey)},
		{"ServiceID", 8 * 8, 64, number(roce.SIDRREQ.ServiceID)},
	},
	"SIDR_REP": {
		{"RequestID", 0, 32, number(roce.SIDRREP.RequestID)},
		{"Status", 4 * 8, 8, number(roce.SIDRREP.Status)},
		{"InfoLen", 5 * 8, 8, number(roce.SIDRREP.InfoLen)},
		{"QPN", 8 * 8, 24, number(roce.SIDRREP.QPN)},
		{"ServiceID", 12 * 8, 64, number(roce.SIDRREP.ServiceID)},
		{"QKey", 20 * 8, 32, number(roce.SIDRREP.QKey)},
	},
	"MAD": {
		{"BaseVersion", 0, 8, number(roce.MAD.BaseVersion)},
		{"Class", 8, 8, number(roce.MAD.Class)},
		{"ClassVersion", 16, 8, number(roce.MAD.ClassVersion)},
		{"Method", 24, 8, number(roce.MAD.Method)},
		{"Status", 32, 16, number(roce.MAD.Status)},
		{"TransactionID", 64, 64, number(roce.MAD.TransactionID)},
		{"Attribute", 128, 16, number(roce.MAD.Attribute)},
		{"Modifier", 160, 32, number(roce.MAD.Modifier)},
	},
}

// Each field is read from exactly its bits, and known as soon as its last byte was captured.
func TestCMFields(t *testing.T) {
	for _, f := range pathFields {
		t.Run("REQ.Primary."+f.name, func(t *testing.T) {
			checkField(t, cmField{f.name, 52*8 + f.bit, f.width, primary(f.read)})
		})
		t.Run("REQ.Alternate."+f.name, func(t *testing.T) {
			checkField(t, cmField{f.name, 96*8 + f.bit, f.width, alternate(f.read)})
		})
	}
	for message, fields := range cmFields {
		for _, f := range fields {
			t.Run(message+"."+f.name, func(t *testing.T) { checkField(t, f) })
		}
	}
}

func checkField(t *testing.T, f cmField) {
	t.Helper()
	field, others := make([]byte, 232), bytes.Repeat([]byte{0xff}, 232)
	for i := f.bit; i < f.bit+f.width; i++ {
		field[i/8] |= 0x80 >> (i % 8)
		others[i/8] &^= 0x80 >> (i % 8)
	}
	ones := ^uint64(0) >> (64 - f.width)
	if v, ok := f.read(field); v != ones || !ok {
		t.Errorf("all bits set: got %#x, %t, want %#x", v, ok, ones)
	}
	if v, ok := f.read(others); v != 0 || !ok {
		t.Errorf("all other bits set: got %#x, %t, want 0", v, ok)
	}
	clear(field)
	field[f.bit/8] = 0x80 >> (f.bit % 8)
	if v, ok := f.read(field); v != 1<<(f.width-1) || !ok {
		t.Errorf("first bit set: got %#x, %t, want %#x", v, ok, uint64(1)<<(f.width-1))
	}
	end := (f.bit + f.width + 7) / 8
	if v, ok := f.read(others[:end]); v != 0 || !ok {
		t.Errorf("%d bytes captured: got %#x, %t, want it captured", end, v, ok)
	}
	if v, ok := f.read(others[:end-1]); v != 0 || ok {
		t.Errorf("%d bytes captured: got %#x, %t, want it not captured", end-1, v, ok)
	}
	if v, ok := f.read(nil); v != 0 || ok {
		t.Errorf("nothing captured: got %#x, %t", v, ok)
	}
}
