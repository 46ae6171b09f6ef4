package nfs

import "rpcrdma-lint/decode/xdr"

// arguments41 is for BACKCHANNEL_CTL to RECLAIM_COMPLETE.
func (c *Call) arguments41() bool {
	switch c.op.Number {
	case 40: // BACKCHANNEL_CTL
		c.words(1)
		c.list(4, (*Walk).callbackSecurity)
	case 41: // BIND_CONN_TO_SESSION
		c.bind()
	case 42: // EXCHANGE_ID
		c.exchangeID()
	case 43: // CREATE_SESSION
		c.createSession()
	case 44: // DESTROY_SESSION
		c.session()
	case 45: // FREE_STATEID
		c.stateID()
	case 46: // GET_DIR_DELEGATION
		c.r.Bool()
		c.bitmap()
		c.r.Fixed(2 * time4Size)
		c.bitmap()
		c.bitmap()
	case 47: // GETDEVICEINFO
		c.r.Fixed(deviceIDSize)
		c.words(1) // layout type
		c.op.Count = c.r.Uint32()
		c.bitmap()
	case 48: // GETDEVICELIST
		c.words(4) // layout type, maxdevices, cookie
		c.r.Fixed(verifierSize)
	case 49: // LAYOUTCOMMIT
		c.words(4) // offset, length
		c.r.Bool() // reclaim
		c.stateID()
		c.optional(2)             // last_write_offset
		c.optional(time4Size / 4) // time_modify
		c.layoutBody("lou_body")
	case 50: // LAYOUTGET
		c.r.Bool()
		c.words(8) // layout type, iomode, offset, length, minlength
		c.stateID()
		c.op.Count = c.r.Uint32()
	case 51: // LAYOUTRETURN
		c.r.Bool()
		c.words(2)             // layout type, iomode
		if c.r.Uint32() == 1 { // LAYOUTRETURN4_FILE
			c.words(4)
			c.stateID()
			c.item("lrf_body", xdr.NoLimit, always)
		}
	case 52: // SECINFO_NO_NAME
		c.words(1)
	case 53: // SEQUENCE
		c.sequence()
	case 54: // SET_SSV
		c.opaque("ssa_ssv", xdr.NoLimit)
		c.opaque("ssa_digest", xdr.NoLimit)
	case 55: // TEST_STATEID
		c.list(stateIDSize, (*Walk).stateID)
	case 56: // WANT_DELEGATION
		c.wantDelegation()
	case 57: // DESTROY_CLIENTID
		c.words(2)
	case 58: // RECLAIM_COMPLETE
		c.r.Bool()
	default:
		return false
	}
	return true
}

// bind reads what Call and Reply of BIND_CONN_TO_SESSION have alike.
func (w *Walk) bind() {
	w.op.Bind = Bind{Session: w.session(), Dir: Direction(w.r.Uint32()), RDMA: w.r.Bool()}
}

// sequence reads what SEQUENCE and CB_SEQUENCE have alike.
func (c *Call) sequence() {
	c.op.Sequence = Sequence{
		Session: c.session(), ID: c.r.Uint32(), Slot: c.r.Uint32(), HighestSlot: c.r.Uint32(), CacheThis: c.r.Bool(),
	}
}

// wantDelegation reads WANT_DELEGATION4args.
func (c *Call) wantDelegation() {
	c.words(1)
	switch c.r.Uint32() {
	case 1: // CLAIM_PREVIOUS
		c.words(1)
	case 4, 6: // CLAIM_FH, CLAIM_DELEG_PREV_FH
	default:
		c.unknown()
	}
}

// createSession reads CREATE_SESSION4args.
func (c *Call) createSession() {
	s := &c.op.Session
	s.ClientID = c.r.Uint64()
	s.Sequence = c.r.Uint32()
	s.Flags = SessionFlags(c.r.Uint32())
	s.Fore, s.Back = c.channel(), c.channel()
	s.CallbackProgram = c.r.Uint32()
	c.list(4, (*Walk).callbackSecurity)
}

// channel reads a channel_attrs4.
func (w *Walk) channel() Channel {
	ch := Channel{
		HeaderPad: w.r.Uint32(), MaxRequest: w.r.Uint32(), MaxResponse: w.r.Uint32(), MaxResponseCached: w.r.Uint32(),
		MaxOperations: w.r.Uint32(), MaxRequests: w.r.Uint32(),
	}
	if w.r.Array(1, 4) == 1 {
		ch.RDMAReads, ch.HasRDMAReads = w.r.Uint32(), true
	}
	return ch
}

// callbackSecurity passes a callback_sec_parms4.
func (w *Walk) callbackSecurity() {
	switch w.r.Uint32() {
	case 0: // AUTH_NONE
	case 1: // AUTH_SYS
		w.words(1) // stamp
		w.opaque("machinename", 255)
		w.words(2) // uid, gid
		w.words(uint32(w.r.Array(16, 4)))
	case 6: // RPCSEC_GSS
		w.words(1)
		w.opaque("gcbp_handle_from_server", xdr.NoLimit)
		w.opaque("gcbp_handle_from_client", xdr.NoLimit)
	default:
		w.unknown()
	}
}

// exchangeID reads EXCHANGE_ID4args.
func (c *Call) exchangeID() {
	c.r.Fixed(verifierSize)
	c.opaque("co_ownerid", maxOpaque4)
	c.op.Exchange.Flags = c.r.Uint32()
	switch c.r.Uint32() {
	case 0: // SP4_NONE
	case 1: // SP4_MACH_CRED
		c.protectedOps()
	case 2: // SP4_SSV
		c.protectedOps()
		c.list(4, (*Walk).name) // ssp_hash_algs
		c.list(4, (*Walk).name) // ssp_encr_algs
		c.words(2)
	default:
		c.unknown()
	}
	c.implementation()
}

// protectedOps passes a state_protect_ops4.
func (w *Walk) protectedOps() {
	w.bitmap()
	w.bitmap()
}

// implementation passes an nfs_impl_id4<1>.
func (w *Walk) implementation() {
	if w.r.Array(1, 4+4+time4Size) == 1 {
		w.name()
		w.name()
		w.r.Fixed(time4Size)
	}
}
