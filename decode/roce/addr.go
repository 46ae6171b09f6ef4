package roce

import "net/netip"

// Addr is an IP address or GID of 16 bytes. An IPv4 address has the form ::ffff:a.b.c.d, as in a RoCE GID. It is
// comparable, so it can be the key of a map.
type Addr [16]byte

// Addr4 is the Addr of the IPv4 address in the first four bytes of b.
func Addr4(b [4]byte) Addr {
	return Addr{10: 0xff, 11: 0xff, 12: b[0], 13: b[1], 14: b[2], 15: b[3]}
}

// Is4 reports whether a holds an IPv4 address.
func (a Addr) Is4() bool {
	return [12]byte(a[:12]) == [12]byte{10: 0xff, 11: 0xff}
}

// IsZero reports whether a is all zero: the address of a frame in which none was found.
func (a Addr) IsZero() bool { return a == Addr{} }

// Netip is a as the standard library has it, an IPv4 address in its four-byte form.
func (a Addr) Netip() netip.Addr { return netip.AddrFrom16(a).Unmap() }

// String writes a like 192.0.2.1 or 2001:db8::1.
func (a Addr) String() string { return a.Netip().String() }
