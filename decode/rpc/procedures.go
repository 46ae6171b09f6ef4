package rpc

// bareNames is the procedures of each version by number, as their documents call them without prefix: NFSv2 RFC 1094,
// NFSv3, MOUNTv3 and NLMv4 RFC 1813, NFSv4 RFC 7530, rpcbind RFC 1833, NLM and NSM X/Open XNFS.
var bareNames = map[program][]string{
	{ProgRPCBind, 2}: {"NULL", "SET", "UNSET", "GETPORT", "DUMP", "CALLIT"},
	{ProgRPCBind, 3}: {
		"NULL", "SET", "UNSET", "GETADDR", "DUMP", "CALLIT", "GETTIME", "UADDR2TADDR", "TADDR2UADDR",
	},
	{ProgRPCBind, 4}: {
		"NULL", "SET", "UNSET", "GETADDR", "DUMP", "BCAST", "GETTIME", "UADDR2TADDR", "TADDR2UADDR", "GETVERSADDR",
		"INDIRECT", "GETADDRLIST", "GETSTAT",
	},
	{ProgNFS, 2}: {
		"NULL", "GETATTR", "SETATTR", "ROOT", "LOOKUP", "READLINK", "READ", "WRITECACHE", "WRITE", "CREATE", "REMOVE",
		"RENAME", "LINK", "SYMLINK", "MKDIR", "RMDIR", "READDIR", "STATFS",
	},
	{ProgNFS, 3}: {
		"NULL", "GETATTR", "SETATTR", "LOOKUP", "ACCESS", "READLINK", "READ", "WRITE", "CREATE", "MKDIR", "SYMLINK",
		"MKNOD", "REMOVE", "RMDIR", "RENAME", "LINK", "READDIR", "READDIRPLUS", "FSSTAT", "FSINFO", "PATHCONF", "COMMIT",
	},
	{ProgNFS, 4}:   {"NULL", "COMPOUND"},
	{ProgMount, 1}: {"NULL", "MNT", "DUMP", "UMNT", "UMNTALL", "EXPORT"},
	{ProgMount, 2}: {"NULL", "MNT", "DUMP", "UMNT", "UMNTALL", "EXPORT", "EXPORTALL", "PATHCONF"},
	{ProgMount, 3}: {"NULL", "MNT", "DUMP", "UMNT", "UMNTALL", "EXPORT"},
	{ProgNLM, 1}:   nlm[:16],
	{ProgNLM, 3}:   nlm,
	{ProgNLM, 4}:   nlm,
	{ProgNSM, 1}:   {"NULL", "STAT", "MON", "UNMON", "UNMON_ALL", "SIMU_CRASH", "NOTIFY"},
	{ProgNFSACL, 2}: {
		"NULL", "GETACL", "SETACL", "GETATTR", "ACCESS", "GETXATTRDIR",
	},
	{ProgNFSACL, 3}: {"NULL", "GETACL", "SETACL", "GETXATTRDIR"},
	callbackKey:     {"CB_NULL", "CB_COMPOUND"},
}

// nlm is the procedures of the lock manager; version 1 ends at 15, and no version has 16 to 19.
var nlm = []string{
	"NULL", "TEST", "LOCK", "CANCEL", "UNLOCK", "GRANTED", "TEST_MSG", "LOCK_MSG", "CANCEL_MSG", "UNLOCK_MSG",
	"GRANTED_MSG", "TEST_RES", "LOCK_RES", "CANCEL_RES", "UNLOCK_RES", "GRANTED_RES", "", "", "", "",
	"SHARE", "UNSHARE", "NM_LOCK", "FREE_ALL",
}
