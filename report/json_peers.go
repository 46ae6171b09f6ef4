package report

import "rpcrdma-lint/rules"

// A jsonPeer is how one host behaved in one role. A pointer is null where
// nothing was seen.
type jsonPeer struct {
	Address     *string `json:"address"`
	Role        string  `json:"role"`
	Connections int     `json:"connections"`

	PrivateData jsonPrivate `json:"private_data"`
	RNRRetry    *jsonSpan   `json:"rnr_retry"`
	Resources   *jsonSpan   `json:"responder_resources"`
	Depth       *jsonSpan   `json:"initiator_depth"`
	PathMTU     *jsonSpan   `json:"path_mtu"`
	FlowControl *jsonShare  `json:"flow_control"`
	SRQ         *jsonShare  `json:"srq"`

	Programs    []string `json:"programs"`
	Calls       int      `json:"calls"`
	Replies     int      `json:"replies"`
	RDMAErrors  int      `json:"rdma_errors"`
	LongCalls   int      `json:"long_calls"`
	LongReplies int      `json:"long_replies"`
	LargestSend *int     `json:"largest_send"`

	Requested   *jsonSpan  `json:"credits_requested"`
	Granted     *jsonGrant `json:"credits_granted"`
	RNRNAKs     int        `json:"rnr_naks"`
	AckCredits  *jsonShare `json:"acks_with_credits"`
	CreditCodes *jsonSpan  `json:"ack_credit_codes"`

	ReadChunks     *jsonOffer   `json:"read_chunks"`
	WriteChunks    *jsonOffer   `json:"write_chunks"`
	Returned       *jsonReturns `json:"write_chunks_returned"`
	ReplyChunks    *jsonShare   `json:"reply_chunks_offered"`
	ReplyChunkSize *jsonSpan    `json:"reply_chunk_bytes"`
	ReplyChunkUse  *jsonShare   `json:"reply_chunks_used"`
	Invalidating   *jsonShare   `json:"replies_invalidating"`
	Reading        *int         `json:"rdma_reads_outstanding"`
}

type jsonSpan struct {
	Min   int `json:"min"`
	Max   int `json:"max"`
	Count int `json:"count"`
}

type jsonShare struct {
	Count int `json:"count"`
	Of    int `json:"of"`
}

type jsonPrivate struct {
	Sent        int        `json:"sent"`
	None        int        `json:"none"`
	Unusable    int        `json:"unusable"`
	NotCaptured int        `json:"not_captured"`
	SendSize    *jsonSpan  `json:"send_size"`
	ReceiveSize *jsonSpan  `json:"receive_size"`
	R           *jsonShare `json:"r_set"`
}

type jsonGrant struct {
	Policy  string   `json:"policy"`
	Credits jsonSpan `json:"credits"`
	Echoes  int      `json:"echoes"`
	Falls   int      `json:"falls"`
	Rises   int      `json:"rises"`
}

type jsonOffer struct {
	Chunks   int        `json:"chunks"`
	Segments jsonSpan   `json:"segments"`
	Unpadded int        `json:"unpadded"`
	Pads     *jsonShare `json:"pad_segments"`
}

type jsonReturns struct {
	Chunks     int        `json:"chunks"`
	Unused     int        `json:"unused"`
	Fewer      int        `json:"fewer_segments"`
	Unpadded   int        `json:"unpadded"`
	PadsFilled *jsonShare `json:"pad_segments_filled"`
}

func spanOf(s rules.Span) *jsonSpan {
	if s.N == 0 {
		return nil
	}
	return &jsonSpan{s.Min, s.Max, s.N}
}

func shareOf(s rules.Share) *jsonShare {
	if s.Of == 0 {
		return nil
	}
	return &jsonShare{s.N, s.Of}
}

func peerOf(p *rules.Peer) jsonPeer {
	a := &p.Private
	out := jsonPeer{
		Address:     addressOf(p.Addr),
		Role:        p.Side.String(),
		Connections: p.Connections,
		PrivateData: jsonPrivate{a.Sent, a.None, a.Unusable, a.Unknown, spanOf(a.Send), spanOf(a.Receive), shareOf(a.Invalidation)},
		RNRRetry:    spanOf(p.RNRRetry),
		Resources:   spanOf(p.Serves),
		Depth:       spanOf(p.Starts),
		PathMTU:     spanOf(p.PathMTU),
		FlowControl: shareOf(p.FlowControl),
		SRQ:         shareOf(p.SRQ),
		Programs:    []string{},
		Calls:       p.Calls,
		Replies:     p.Replies,
		RDMAErrors:  p.Errors,
		LongCalls:   p.LongCalls,
		LongReplies: p.LongReplies,
		LargestSend: orNull(p.LargestSend),
		Requested:   spanOf(p.Requested),
		RNRNAKs:     p.RNRNAKs,
		AckCredits:  shareOf(p.AckCredits),
		CreditCodes: spanOf(p.CreditCodes),

		ReadChunks:     offerOf(&p.ReadChunks),
		WriteChunks:    offerOf(&p.WriteChunks),
		ReplyChunks:    shareOf(p.ReplyChunks),
		ReplyChunkSize: spanOf(p.ReplyChunk),
		ReplyChunkUse:  shareOf(p.ReplyChunkUse),
		Invalidating:   shareOf(p.Invalidating),
		Reading:        orNull(p.Reading),
	}
	for _, x := range p.Programs {
		out.Programs = append(out.Programs, x.String())
	}
	if g := &p.Granted; g.N > 0 {
		out.Granted = &jsonGrant{g.Policy().String(), *spanOf(g.Span), g.Echoes, g.Falls, g.Rises}
	}
	if r := &p.Returned; r.Chunks > 0 {
		out.Returned = &jsonReturns{r.Chunks, r.Unused, r.Fewer, r.Unpadded, shareOf(r.PadsFilled)}
	}
	return out
}

func offerOf(f *rules.Offer) *jsonOffer {
	if f.Chunks == 0 {
		return nil
	}
	return &jsonOffer{f.Chunks, *spanOf(f.Segments), f.Unpadded, shareOf(f.Pads)}
}
