package rfc8166

import "slices"

// All is every requirement. It is not to be changed.
//
// RFC 8166 comes first, then RFC 8167 (reverse direction), RFC 8797 (private data) and RFC 8267 (NFS bindings), each in
// the order of its sections; then, by subject, what the checks lean on in RFC 5531, RFC 4506, RFC 5661 and RFC 7530.
// Errata are not considered.
var All = slices.Concat(
	rfc8166Operation, rfc8166Reduction, rfc8166Header, rfc8166Errors,
	rfc8167Reverse,
	rfc8797PrivateData,
	rfc8267Bindings,
	otherRFCs,
)

var index = func() map[Key]int {
	m := make(map[Key]int, len(All))
	for i := range All {
		m[All[i].Key] = i
	}
	return m
}()

// Find is the requirement named k, and whether there is one.
func Find(k Key) (Requirement, bool) {
	i, ok := index[k]
	if !ok {
		return Requirement{}, false
	}
	return All[i], true
}
