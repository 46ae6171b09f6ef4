package roce_test

import (
	"testing"

	"rpcrdma-lint/decode/roce"
)

// Real captures hold what is known of them, and the ICRC of every whole packet is right.
func TestCaptures(t *testing.T) {
	for _, tt := range []struct {
		name           string
		packets, other int
		truncated      int
		opcodes        map[roce.Opcode]int
		acks           map[roce.AckType]int
	}{
		{
			name: "abuse-connect.pcap", packets: 189, other: 2,
			opcodes: map[roce.Opcode]int{
				roce.SendOnly: 51, roce.Acknowledge: 51, roce.UDSendOnly: 72, roce.WriteMiddle: 6, roce.WriteOnly: 2,
				roce.SendOnlyInvalidate: 2, roce.SendFirst: 1, roce.SendMiddle: 1, roce.SendLast: 1, roce.WriteFirst: 1, roce.WriteLast: 1,
			},
			acks: map[roce.AckType]int{roce.ACK: 49, roce.NAK: 2},
		},
		{
			name: "abuse-flood.pcap", packets: 1431, other: 2,
			opcodes: map[roce.Opcode]int{roce.SendOnly: 782, roce.Acknowledge: 621, roce.UDSendOnly: 28},
			acks:    map[roce.AckType]int{roce.ACK: 617, roce.RNRNAK: 2, roce.NAK: 2},
		},
		{
			name: "misc-snap70.pcap", packets: 3275, truncated: 2715,
			opcodes: map[roce.Opcode]int{
				roce.ReadResponseMiddle: 950, roce.WriteMiddle: 945, roce.Acknowledge: 560, roce.SendOnly: 382, roce.WriteFirst: 68,
				roce.WriteLast: 68, roce.ReadRequest: 61, roce.ReadResponseFirst: 61, roce.ReadResponseLast: 61, roce.WriteOnly: 54,
				roce.SendOnlyInvalidate: 52, roce.SendFirst: 4, roce.SendLast: 4, roce.UDSendOnly: 5,
			},
			acks: map[roce.AckType]int{roce.ACK: 682},
		},
		{
			name: "v41-recall-mtu1500.pcap", packets: 233, other: 2,
			opcodes: map[roce.Opcode]int{
				roce.Acknowledge: 114, roce.SendOnly: 82, roce.WriteOnly: 16, roce.SendOnlyInvalidate: 16, roce.UDSendOnly: 5,
			},
			acks: map[roce.AckType]int{roce.ACK: 114},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			packets, other, truncated := 0, 0, 0
			opcodes := make(map[roce.Opcode]int)
			acks := make(map[roce.AckType]int)
			for i, f := range readCapture(t, tt.name) {
				var p roce.Packet
				if kind := roce.Split(f.link, f.data, f.wire, &p); kind != roce.RoCE {
					other++
					continue
				}
				packets++
				opcodes[p.BTH.Opcode()]++
				if p.AETH != nil {
					acks[p.AETH.Type()]++
				}
				want := roce.ICRCGood
				if p.Truncated {
					truncated++
					want = roce.ICRCUnknown
				}
				if got := p.CheckICRC(); got != want {
					t.Errorf("frame %d: ICRC is %s, want %s", i+1, got, want)
				}
			}
			if packets != tt.packets || other != tt.other || truncated != tt.truncated {
				t.Errorf("got %d packets, %d others, %d truncated; want %d, %d, %d", packets, other, truncated, tt.packets, tt.other, tt.truncated)
			}
			compare(t, opcodes, tt.opcodes)
			compare(t, acks, tt.acks)
		})
	}
}

// compare reports where two counts differ.
func compare[K comparable](t *testing.T, got, want map[K]int) {
	t.Helper()
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%v: got %d, want %d", k, got[k], n)
		}
	}
	for k, n := range got {
		if _, ok := want[k]; !ok {
			t.Errorf("%v: got %d, want none", k, n)
		}
	}
}
