package decode

// Oldest is the lowest number of a frame that waits for its connection to be
// known, n where none waits. No connection that the sink is still to be told of
// has an earlier first frame, nor will one that it was told of get one.
func (d *Decoder) Oldest(n int) int {
	for _, pr := range d.order {
		n = min(n, pr.oldest(n))
	}
	return n
}

func (pr *pair) oldest(n int) int {
	if len(pr.doubt) > 0 {
		n = min(n, pr.doubt[0].Number)
	}
	if len(pr.singles) > 0 {
		n = min(n, pr.singles[0].limbo[0].packet.frame)
	}
	for _, hs := range pr.queue {
		n = min(n, hs.req.Frame)
	}
	for _, c := range pr.conns {
		if c.proto == protoUnknown && c.FirstFrame > 0 {
			n = min(n, c.FirstFrame)
		}
	}
	return n
}
