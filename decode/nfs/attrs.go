package nfs

// Attrs is a set of NFSv4 attributes, as far as the first 96 go; no document numbers more.
type Attrs [3]uint32

// Has reports whether attribute n is in the set (RFC 8881 §5, RFC 7862 §12).
func (a Attrs) Has(n int) bool { return n >= 0 && n < 32*len(a) && a[n/32]>>(n%32)&1 == 1 }

// Empty reports whether there is none.
func (a Attrs) Empty() bool { return a == Attrs{} }

// Attributes whose values nothing bounds in length.
const (
	attrACL             = 12
	attrFSLocations     = 24
	attrDACL            = 58
	attrSACL            = 59
	attrFSLayoutTypes   = 62
	attrLayoutHint      = 63
	attrLayoutTypes     = 64
	attrFSLocationsInfo = 67
	attrSecLabel        = 80
)

// ACL reports whether an access control list is in the set: acl, dacl or sacl.
func (a Attrs) ACL() bool { return a.Has(attrACL) || a.Has(attrDACL) || a.Has(attrSACL) }

// Unbounded reports whether a value is in the set whose length a client can't foretell (RFC 8267 §6.2): access control
// lists, file system locations, layout types and hints, security labels.
func (a Attrs) Unbounded() bool {
	return a.ACL() || a.Has(attrFSLocations) || a.Has(attrFSLocationsInfo) || a.Has(attrFSLayoutTypes) ||
		a.Has(attrLayoutHint) || a.Has(attrLayoutTypes) || a.Has(attrSecLabel)
}
