package nfs

// An Op is an operation of a COMPOUND or CB_COMPOUND, or the one procedure of another program. Fields that don't belong
// to it are zero.
type Op struct {
	Number uint32 // of the operation; outside COMPOUNDs of the procedure
	Status uint32 // of a result: nfsstat, 0 for success; of a procedure that returns none 0

	// Where it begins, in bytes from the start of the RPC message as it travels and of the unreduced stream, and where
	// it ends. In a COMPOUND it begins with its number.
	Offset, End           int
	Position, EndPosition uint64

	Items []Item // valid until the walk goes on

	// WriteChunk is the number of the Write chunk that is for its result, or -1 where the result has nothing that may
	// be moved. There may be fewer Write chunks.
	WriteChunk int

	// NonIdempotent says of a Call's operation that executing it again can have another result, or do harm.
	NonIdempotent bool

	// Count is the bytes that a Call asks for (READ, READ_PLUS; maxcount of READDIR, READDIRPLUS, LISTXATTRS,
	// GETDEVICEINFO, LAYOUTGET) or has a count word for (WRITE of NFSv3), and that a Reply of NFSv3's READ and of
	// WRITE counts. For READ_PLUS of a Reply it is the number of segments.
	Count    uint32
	DirCount uint32 // of READDIR (NFSv4) and READDIRPLUS

	Attrs    Attrs    // asked for by a Call's GETATTR or READDIR, returned by a Reply's, set by others
	LockType LockType // of LOCK and LOCKT

	Sequence Sequence // of SEQUENCE and CB_SEQUENCE
	Session  Session  // of CREATE_SESSION
	Bind     Bind     // of BIND_CONN_TO_SESSION
	Exchange Exchange // of EXCHANGE_ID
}

// Eligible is the item that may be moved, or nil. There is never more than one.
func (o *Op) Eligible() *Item {
	for i := range o.Items {
		if o.Items[i].Eligible {
			return &o.Items[i]
		}
	}
	return nil
}

// A LockType is nfs_lock_type4 (RFC 7530 §16.10), 0 where the operation is no lock.
type LockType uint32

// The lock types.
const (
	ReadLock      LockType = 1
	WriteLock     LockType = 2
	BlockingRead  LockType = 3
	BlockingWrite LockType = 4
)

// Blocking reports whether the client will wait for the lock.
func (t LockType) Blocking() bool { return t == BlockingRead || t == BlockingWrite }

// A Sequence is SEQUENCE or CB_SEQUENCE (RFC 8881 §18.46, §20.9).
type Sequence struct {
	Session     [16]byte
	ID          uint32 // sequence number in the slot
	Slot        uint32
	HighestSlot uint32
	CacheThis   bool // of a Call: the Reply is to be kept for a replay

	TargetHighest uint32 // of a Reply
	StatusFlags   uint32 // of a Reply of SEQUENCE
}

// A Session is CREATE_SESSION (RFC 8881 §18.36).
type Session struct {
	ClientID        uint64   // of a Call
	ID              [16]byte // of a Reply
	Sequence        uint32
	Flags           SessionFlags
	Fore, Back      Channel
	CallbackProgram uint32 // of a Call
}

// SessionFlags are csa_flags and csr_flags.
type SessionFlags uint32

// The flags (RFC 8881 §18.36.3).
const (
	Persist  SessionFlags = 1 << iota // keep the replay cache through a restart
	ConnBack                          // use this connection for the back channel
	ConnRDMA                          // change this connection to RDMA mode
)

// A Channel is channel_attrs4: the limits of one direction of a session. Sizes are in bytes of RPC messages.
type Channel struct {
	HeaderPad         uint32
	MaxRequest        uint32
	MaxResponse       uint32
	MaxResponseCached uint32
	MaxOperations     uint32 // in a COMPOUND
	MaxRequests       uint32 // slots
	RDMAReads         uint32 // ca_rdma_ird
	HasRDMAReads      bool   // ca_rdma_ird is there
}

// A Bind is BIND_CONN_TO_SESSION (RFC 8881 §18.34).
type Bind struct {
	Session [16]byte
	Dir     Direction
	RDMA    bool // change the connection to RDMA mode
}

// A Direction says which channels of a session a connection is for: channel_dir_from_client4 of a Call,
// channel_dir_from_server4 of a Reply.
type Direction uint32

// The directions. The third is both where a server says it.
const (
	Fore       Direction = 1
	Back       Direction = 2
	ForeOrBoth Direction = 3
	BackOrBoth Direction = 7
)

// An Exchange is EXCHANGE_ID (RFC 8881 §18.35).
type Exchange struct {
	ClientID uint64 // of a Reply
	Sequence uint32 // of a Reply
	Flags    uint32
}
