// Package nfs walks over the arguments and results of NFS procedures as RPC-over-RDMA carries them: reduced, with data
// items moved to chunks, and perhaps cut short by the capture. It judges nothing.
//
// Every procedure of these programs is walked, in both directions:
//
//	NFS 2 (RFC 1094), 3 (RFC 1813) and 4, minor versions 0 (RFC 7530), 1 (RFC 8881) and 2 (RFC 7862)
//	extended attributes of NFSv4 (RFC 8276) and the delegations of RFC 9754
//	the callback program of NFSv4, minor versions 0, 1 and 2
//	MOUNT 1, 2 and 3 (RFC 1094, RFC 1813), but for the results of version 2's PATHCONF
//	NFSACL 2 and 3, as Solaris defined it
//
// What NFSv4 wraps in an opaque (attribute values, layouts, device addresses, notifications) is passed as a whole.
//
// A [Call] or [Result] yields operations one by one, each with where it begins and ends, the data items that may be
// reduced, and the limits that it sets. Where it can't go on it stops for a reason: see [Stop]. Nothing is copied and
// nothing allocated.
//
// Of a message with a hole, whose length isn't known, what was captured up to the hole can be walked: as one that was
// captured short, with a length that nothing exceeds.
package nfs
