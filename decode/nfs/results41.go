package nfs

import "rpcrdma-lint/decode/xdr"

// results41 is for BACKCHANNEL_CTL to RECLAIM_COMPLETE. What isn't named returns nothing.
func (p *Result) results41() {
	switch p.op.Number {
	case 41: // BIND_CONN_TO_SESSION
		p.bind()
	case 42: // EXCHANGE_ID
		p.exchangeID()
	case 43: // CREATE_SESSION
		s := &p.op.Session
		s.ID = p.session()
		s.Sequence = p.r.Uint32()
		s.Flags = SessionFlags(p.r.Uint32())
		s.Fore, s.Back = p.channel(), p.channel()
	case 46: // GET_DIR_DELEGATION
		p.dirDelegation()
	case 47: // GETDEVICEINFO
		p.layoutBody("da_addr_body")
		p.bitmap()
	case 48: // GETDEVICELIST
		p.words(2)
		p.r.Fixed(verifierSize)
		p.list(deviceIDSize, (*Walk).deviceID)
		p.r.Bool()
	case 49: // LAYOUTCOMMIT
		p.optional(2)
	case 50: // LAYOUTGET
		p.r.Bool()
		p.stateID()
		p.list(20+4+4, (*Walk).layout)
	case 51: // LAYOUTRETURN
		p.optional(stateIDSize / 4)
	case 52: // SECINFO_NO_NAME
		p.list(4, (*Walk).security)
	case 53: // SEQUENCE
		p.sequence()
		p.op.Sequence.StatusFlags = p.r.Uint32()
	case 54: // SET_SSV
		p.opaque("ssr_digest", xdr.NoLimit)
	case 55: // TEST_STATEID
		p.list(4, func(w *Walk) { w.words(1) })
	case 56: // WANT_DELEGATION
		p.delegation()
	}
}

// sequence reads what the Replies of SEQUENCE and CB_SEQUENCE have alike.
func (p *Result) sequence() {
	p.op.Sequence = Sequence{
		Session: p.session(), ID: p.r.Uint32(), Slot: p.r.Uint32(), HighestSlot: p.r.Uint32(), TargetHighest: p.r.Uint32(),
	}
}

// exchangeID reads EXCHANGE_ID4resok.
func (p *Result) exchangeID() {
	p.op.Exchange = Exchange{ClientID: p.r.Uint64(), Sequence: p.r.Uint32(), Flags: p.r.Uint32()}
	switch p.r.Uint32() {
	case 0: // SP4_NONE
	case 1: // SP4_MACH_CRED
		p.protectedOps()
	case 2: // SP4_SSV
		p.protectedOps()
		p.words(4)
		p.list(4, (*Walk).name) // spi_handles
	default:
		p.unknown()
	}
	p.words(2) // so_minor_id
	p.opaque("so_major_id", maxOpaque4)
	p.opaque("eir_server_scope", maxOpaque4)
	p.implementation()
}

// dirDelegation reads GET_DIR_DELEGATION4res_non_fatal.
func (p *Result) dirDelegation() {
	switch p.r.Uint32() {
	case 0: // GDD4_OK
		p.r.Fixed(verifierSize)
		p.stateID()
		p.bitmap()
		p.bitmap()
		p.bitmap()
	case 1: // GDD4_UNAVAIL
		p.r.Bool()
	default:
		p.unknown()
	}
}

func (w *Walk) deviceID() { w.r.Fixed(deviceIDSize) }

// layout passes a layout4.
func (w *Walk) layout() {
	w.words(5) // offset, length, iomode
	w.layoutBody("loc_body")
}
