// Package roce takes the headers off one captured frame: link, IP and UDP headers, the InfiniBand headers that RoCEv2
// carries in UDP, connection management (CM) datagrams, and the invariant CRC (ICRC) that closes each packet.
//
// Everything it returns is a view into the frame: nothing is copied, nothing is allocated and nothing is judged. A view
// is valid for as long as the frame's bytes are.
package roce

import "errors"

// ErrShort is returned by the Split functions of single headers when fewer bytes are left than the header has.
var ErrShort = errors.New("roce: header cut short")

// cut takes a header of n bytes off the front of b.
func cut[T ~[]byte](b []byte, n int) (h T, rest []byte, err error) {
	if len(b) < n {
		return nil, nil, ErrShort
	}
	return T(b[:n:n]), b[n:], nil
}
