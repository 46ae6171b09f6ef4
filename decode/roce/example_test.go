package roce_test

import (
	"encoding/hex"
	"fmt"

	"rpcrdma-lint/decode/roce"
)

// A client had no Receive posted for a Reply.
func ExampleSplit() {
	frame, err := hex.DecodeString("525400bb0001525400bb00020800" + // Ethernet
		"450000303fa240004011dfc6c0a84d02c0a84d01" + // IPv4
		"f8f912b7001c0000" + // UDP
		"1100ffff00000097002aeb79" + // BTH
		"20000001" + // AETH
		"7395e403") // ICRC
	if err != nil {
		fmt.Println(err)
		return
	}
	const ethernet = 1
	var p roce.Packet
	if kind := roce.Split(ethernet, frame, len(frame), &p); kind != roce.RoCE {
		fmt.Println(kind, p.Reason)
		return
	}
	fmt.Printf("%v to %v queue pair %#x\n", p.Src, p.Dst, p.BTH.DestQP())
	fmt.Printf("%v, PSN %#x, ICRC %v\n", p.BTH.Opcode(), p.BTH.PSN(), p.CheckICRC())
	fmt.Printf("%v, wait %v\n", p.AETH.Type(), p.AETH.Timer().Duration())
	// Output:
	// 192.168.77.2 to 192.168.77.1 queue pair 0x97
	// RC Acknowledge, PSN 0x2aeb79, ICRC good
	// RNR NAK, wait 655.36ms
}
