package layers

import "fmt"

// String writes what a dump of the packet shows, as in "RC SEND Only to queue pair 0x12, PSN 7". So do the other String
// methods of layers.
func (b *BTH) String() string {
	if b.BTH == nil {
		return "no BTH"
	}
	return fmt.Sprintf("%s to queue pair %#x, PSN %d, %d bytes", b.Opcode(), b.DestQP(), b.PSN(), b.Packet.Length)
}

func (r *RETH) String() string {
	return fmt.Sprintf("%d bytes at %#x, key %#08x", r.DMALen(), r.VA(), r.RKey())
}

func (a *AtomicETH) String() string {
	return fmt.Sprintf("at %#x, key %#08x, swap or add %d, compare %d", a.VA(), a.RKey(), a.SwapAdd(), a.Compare())
}

func (a *AtomicAckETH) String() string { return fmt.Sprintf("was %d", a.Original()) }

func (i *ImmDt) String() string { return fmt.Sprintf("%#08x", i.Value()) }

func (i *IETH) String() string { return fmt.Sprintf("key %#08x", i.RKey()) }

func (d *DETH) String() string {
	return fmt.Sprintf("from queue pair %#x, Q_Key %#08x", d.SourceQP(), d.QKey())
}

func (x *XRCETH) String() string { return fmt.Sprintf("shared receive queue %#x", x.SRQ()) }

func (r *RDETH) String() string { return fmt.Sprintf("end-to-end context %#x", r.EEContext()) }

func (c *CM) String() string {
	message, ok := c.Attribute()
	if !ok {
		return "cut short"
	}
	transaction, _ := c.TransactionID()
	return fmt.Sprintf("%s, transaction %#x", message, transaction)
}
