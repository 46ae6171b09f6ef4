package nfs

import "rpcrdma-lint/decode/xdr"

// arguments42 is for ALLOCATE to CLONE and the operations of RFC 8276, GETXATTR to REMOVEXATTR.
func (c *Call) arguments42() bool {
	switch c.op.Number {
	case 59, 62: // ALLOCATE, DEALLOCATE
		c.stateID()
		c.words(4)
	case 60: // COPY
		c.r.Fixed(2 * stateIDSize)
		c.words(6) // src_offset, dst_offset, count
		c.r.Bool()
		c.r.Bool()
		c.list(4, (*Walk).location)
	case 61: // COPY_NOTIFY
		c.stateID()
		c.location()
	case 63: // IO_ADVISE
		c.stateID()
		c.words(4)
		c.bitmap()
	case 64: // LAYOUTERROR
		c.words(4)
		c.stateID()
		c.list(deviceIDSize+8, (*Walk).deviceError)
	case 65: // LAYOUTSTATS
		c.words(4)
		c.stateID()
		c.words(8) // read and write counts and bytes
		c.r.Fixed(deviceIDSize)
		c.layoutBody("lou_body")
	case 66, 67: // OFFLOAD_CANCEL, OFFLOAD_STATUS
		c.stateID()
	case 68: // READ_PLUS
		c.stateID()
		c.words(2)
		c.op.Count = c.r.Uint32()
	case 69: // SEEK
		c.stateID()
		c.words(3)
	case 70: // WRITE_SAME
		c.stateID()
		c.words(1)
		c.words(8 + 1 + 2) // app_data_block4 up to its pattern
		c.item("adb_pattern", xdr.NoLimit, always)
	case 71: // CLONE
		c.r.Fixed(2 * stateIDSize)
		c.words(6)
	case 72, 75: // GETXATTR, REMOVEXATTR
		c.name()
	case 73: // SETXATTR
		c.words(1)
		c.name()
		c.item("sxa_value", xdr.NoLimit, always)
	case 74: // LISTXATTRS
		c.words(2)
		c.op.Count = c.r.Uint32()
	default:
		return false
	}
	return true
}

// deviceError passes a device_error4.
func (w *Walk) deviceError() {
	w.r.Fixed(deviceIDSize)
	w.words(2)
}
