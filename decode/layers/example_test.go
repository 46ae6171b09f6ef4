package layers_test

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/google/gopacket"
	"github.com/google/gopacket/pcapgo"

	"rpcrdma-lint/decode/layers"
	"rpcrdma-lint/decode/roce"
)

// Decode a capture file: count the opcodes, and show the connection that the first CM message asks for and the first
// RPC-over-RDMA header.
func Example() {
	layers.Register()
	file, err := os.Open("../../captures/v41-recall-mtu1500.pcap")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	reader, err := pcapgo.NewReader(file)
	if err != nil {
		log.Fatal(err)
	}

	opcodes := make(map[roce.Opcode]int)
	for {
		data, _, err := reader.ReadPacketData()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		packet := gopacket.NewPacket(data, reader.LinkType(), gopacket.NoCopy)
		bth, ok := packet.Layer(layers.LayerTypeBTH).(*layers.BTH)
		if !ok {
			continue
		}
		opcode := bth.Opcode()
		opcodes[opcode]++
		if cm, ok := packet.Layer(layers.LayerTypeCM).(*layers.CM); ok {
			if req, ok := cm.REQ(); ok {
				service, _ := req.ServiceID()
				qpn, _ := req.QPN()
				fmt.Printf("connect to %s from queue pair %#x\n", service, qpn)
			}
		}
		if opcode == roce.SendOnly && opcodes[opcode] == 1 {
			b := packet.ApplicationLayer().LayerContents()
			fmt.Printf("xid %x version %x credits %x procedure %x\n", b[:4], b[4:8], b[8:12], b[12:16])
		}
	}
	for _, o := range []roce.Opcode{roce.SendOnly, roce.SendOnlyInvalidate, roce.WriteOnly, roce.Acknowledge} {
		fmt.Printf("%-28s %4d\n", o, opcodes[o])
	}
	// Output:
	// connect to tcp/20049 from queue pair 0x16
	// xid 4aa079f2 version 00000001 credits 00000080 procedure 00000000
	// RC SEND Only                   82
	// RC SEND Only with Invalidate   16
	// RC RDMA WRITE Only             16
	// RC Acknowledge                114
}
