package zzinj

import (
	"fmt"
	"io"
	"os"
	"testing"

	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/decode/roce"
	"rpcrdma-lint/rfc8166"
)

func TestDump(t *testing.T) {
	r, err := capture.Open(os.Getenv("CAP"))
	if err != nil {
		t.Fatal(err)
	}
	var f capture.Frame
	for {
		if err := r.Next(&f); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		var p roce.Packet
		if roce.Split(uint16(f.Link), f.Data, f.Length, &p) != roce.RoCE {
			continue
		}
		fmt.Printf("%d %v>%v qp%x psn%x %v len%d ", f.Number, p.Src, p.Dst, p.BTH.DestQP(), p.BTH.PSN(), p.BTH.Opcode(), len(p.Payload))
		if p.RETH != nil {
			fmt.Printf("RETH %x %x %d ", p.RETH.VA(), p.RETH.RKey(), p.RETH.DMALen())
		}
		op := fmt.Sprint(p.BTH.Opcode())
		if len(op) > 4 && (op[:4] == "SEND" || op[:4] == "Send" || true) && p.RETH == nil && p.AETH == nil {
			var h rfc8166.Header
			if h.Decode(p.Payload, 1<<20) == nil {
				fmt.Printf("xid %x cr%d %v R%v W%v rep%v %v rest %d", h.XID, h.Credit, h.Proc, h.Reads, h.Writes, h.HasReply, h.Reply, len(p.Payload)-h.Len)
			}
		}
		fmt.Println()
	}
}
