package rpc

import "strconv"

// Programs that are met on NFS connections, by number (RFC 1833, RFC 1813, RFC 7530 and the IANA registry).
const (
	ProgRPCBind = 100000
	ProgNFS     = 100003
	ProgMount   = 100005
	ProgNLM     = 100021
	ProgNSM     = 100024
	ProgNFSACL  = 100227
)

// The numbers among which NFSv4 clients choose one for their callback program: the range that RFC 5531 calls
// transient.
const (
	ProgCallbackFirst = 0x40000000
	ProgCallbackLast  = 0x5fffffff
)

// IsCallback tells whether prog lies in the range that NFSv4 callback programs are taken from. No more than that can be
// told without the CREATE_SESSION or SETCLIENTID that announced it.
func IsCallback(prog uint32) bool { return prog >= ProgCallbackFirst && prog <= ProgCallbackLast }

// ProgramName is the common name of a program, "NFS callback" for the range of IsCallback, or "program 400122".
func ProgramName(prog uint32) string {
	switch prog {
	case ProgRPCBind:
		return "rpcbind"
	case ProgNFS:
		return "NFS"
	case ProgMount:
		return "MOUNT"
	case ProgNLM:
		return "NLM"
	case ProgNSM:
		return "NSM"
	case ProgNFSACL:
		return "NFSACL"
	}
	if IsCallback(prog) {
		return "NFS callback"
	}
	return "program " + strconv.FormatUint(uint64(prog), 10)
}

// ProcName is how a reader knows a procedure: "NFSv3 GETATTR", "NFSv4 COMPOUND", "NFSv4 CB_COMPOUND". A procedure that
// isn't known is named by its number, "NFSv3 procedure 99", and so is the version of a program that isn't known,
// "program 400122 version 1 procedure 2". Known names are ready made: asking for one allocates nothing.
func ProcName(prog, vers, proc uint32) string {
	if IsCallback(prog) {
		prog, vers = callbackKey.prog, callbackKey.vers
	}
	if names := procedures[program{prog, vers}]; uint64(proc) < uint64(len(names)) && names[proc] != "" {
		return names[proc]
	}
	number := strconv.FormatUint(uint64(proc), 10)
	if prefix, ok := versions[program{prog, vers}]; ok {
		return prefix + " procedure " + number
	}
	return ProgramName(prog) + " version " + strconv.FormatUint(uint64(vers), 10) + " procedure " + number
}

// A program is a program's number and version.
type program struct{ prog, vers uint32 }

// callbackKey stands for all callback programs. The version of the program itself varies between clients and minor
// versions, and the procedures don't.
var callbackKey = program{ProgCallbackFirst, 1}

// versions is how names of procedures begin.
var versions = map[program]string{
	{ProgRPCBind, 2}: "PORTMAP", {ProgRPCBind, 3}: "RPCBv3", {ProgRPCBind, 4}: "RPCBv4",
	{ProgNFS, 2}: "NFSv2", {ProgNFS, 3}: "NFSv3", {ProgNFS, 4}: "NFSv4",
	{ProgMount, 1}: "MOUNTv1", {ProgMount, 2}: "MOUNTv2", {ProgMount, 3}: "MOUNTv3",
	{ProgNLM, 1}: "NLMv1", {ProgNLM, 3}: "NLMv3", {ProgNLM, 4}: "NLMv4",
	{ProgNSM, 1}:    "NSM",
	{ProgNFSACL, 2}: "NFSACLv2", {ProgNFSACL, 3}: "NFSACLv3",
	callbackKey: "NFSv4",
}

// procedures is the full names of the procedures of each version, by number.
var procedures = func() map[program][]string {
	m := make(map[program][]string, len(versions))
	for p, prefix := range versions {
		for _, name := range bareNames[p] {
			if name != "" {
				name = prefix + " " + name
			}
			m[p] = append(m[p], name)
		}
	}
	return m
}()
