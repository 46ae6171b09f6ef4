package roce

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

// ICRCStatus is the outcome of a check of the invariant CRC.
type ICRCStatus uint8

// The outcomes of Packet.CheckICRC.
const (
	ICRCUnknown ICRCStatus = iota // not captured whole, or before the sender's adapter had filled in the IP length
	ICRCGood
	ICRCBad
)

var icrcStatusNames = [...]string{ICRCUnknown: "unknown", ICRCGood: "good", ICRCBad: "bad"}

// String is "good", "bad" or "unknown".
func (s ICRCStatus) String() string { return icrcStatusNames[min(int(s), len(icrcStatusNames)-1)] }

// ErrNotRoCE is returned where an ICRC is asked for of bytes that aren't an IP packet with UDP and a BTH in it.
var ErrNotRoCE = errors.New("roce: not a RoCEv2 packet")

// What changes on the way of a packet counts as all ones. These are the bits of the headers that do.
var (
	maskPlain4 = wordsOf(maskIPv4[:], maskUDP[:])                                                               // without IP options
	maskPlain6 = wordsOf(append(slices.Clone(maskIPv6[:]), make([]byte, ipv6Len-len(maskIPv6))...), maskUDP[:]) // without extension headers

	maskIPv4 = [ipv4Len]byte{1: 0xff, 8: 0xff, 10: 0xff, 11: 0xff}                         // type of service, TTL, checksum
	maskIPv6 = [8]byte{0: 0x0f, 1: 0xff, 2: 0xff, 3: 0xff, 7: 0xff}                        // traffic class, flow label, hop limit
	maskUDP  = [udpLen + maskedBTH]byte{6: 0xff, 7: 0xff, 12: 0xff}                        // checksum; byte 4 of the BTH
	ones     = ^crc32.ChecksumIEEE([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}) // in the place of an LRH
)

// maskedBTH is how far into the BTH masked bits reach.
const maskedBTH = 5

// CheckICRC computes the ICRC of a packet that Split called RoCE and compares it with the one sent.
func (p *Packet) CheckICRC() ICRCStatus {
	if p.IP == nil || p.ICRC == nil || p.noLength {
		return ICRCUnknown
	}
	if icrc(p.IP[:len(p.IP)-icrcLen], p.transport) == binary.LittleEndian.Uint32(p.ICRC) {
		return ICRCGood
	}
	return ICRCBad
}

// ICRC computes the ICRC of a RoCEv2 packet. Ip is the packet from the IP header to the pad, without the ICRC, but its
// length fields must count the ICRC already. The result goes on the wire with its least significant byte first.
func ICRC(ip []byte) (uint32, error) {
	var p Packet
	s := splitter{p: &p, data: ip, wire: len(ip) + icrcLen}
	if s.raw() != RoCE || p.noLength || s.wire != len(s.data)+icrcLen || len(p.IP) != len(ip) {
		return 0, ErrNotRoCE
	}
	return icrc(ip, p.transport), nil
}

// AppendICRC appends the ICRC to a packet as ICRC takes it.
func AppendICRC(ip []byte) ([]byte, error) {
	sum, err := ICRC(ip)
	if err != nil {
		return nil, err
	}
	return binary.LittleEndian.AppendUint32(ip, sum), nil
}

// icrc computes the ICRC of b, which has an IP header at its start, a UDP header at the offset udp, and a BTH behind it.
func icrc(b []byte, udp int) uint32 {
	sum := ones
	var plain []uint64
	switch v4 := b[0]>>4 == 4; {
	case v4 && udp == ipv4Len:
		plain = maskPlain4
	case !v4 && udp == ipv6Len:
		plain = maskPlain6
	}
	if n := 8 * len(plain); n > 0 {
		return crc32.Update(^maskedWords(sum, b[:n], plain), crc32.IEEETable, b[n:])
	}
	if b[0]>>4 == 4 {
		sum = masked(sum, b, maskIPv4[:])
		sum = ^crc32.Update(^sum, crc32.IEEETable, b[ipv4Len:udp])
	} else {
		sum = masked(sum, b, maskIPv6[:])
		sum = ^crc32.Update(^sum, crc32.IEEETable, b[len(maskIPv6):udp])
	}
	sum = masked(sum, b[udp:], maskUDP[:])
	return crc32.Update(^sum, crc32.IEEETable, b[udp+len(maskUDP):])
}

// masked feeds as many bytes of b as mask has to a CRC, with the bits of mask set. Crc32.Update would need a copy of them,
// and one on the heap.
func masked(sum uint32, b, mask []byte) uint32 {
	b = b[:len(mask)]
	for i, m := range mask {
		sum = crc32.IEEETable[byte(sum)^(b[i]|m)] ^ sum>>8
	}
	return sum
}

// wordsOf makes one mask of those of the headers, in words of eight bytes, filled up with what is not masked: the rest of
// the BTH.
func wordsOf(ip, udp []byte) []uint64 {
	mask := append(slices.Clone(ip), udp...)
	var words []uint64
	for ; len(mask) > 0; mask = mask[min(8, len(mask)):] {
		var word [8]byte
		copy(word[:], mask)
		words = append(words, binary.LittleEndian.Uint64(word[:]))
	}
	return words
}

// slicing has in slicing[n] what a byte does to a CRC of which n bytes follow.
var slicing = func() (t [8]crc32.Table) {
	t[0] = *crc32.IEEETable
	for n := 1; n < len(t); n++ {
		for i, sum := range t[n-1] {
			t[n][i] = crc32.IEEETable[byte(sum)] ^ sum>>8
		}
	}
	return t
}()

// maskedWords does what masked does, eight bytes at a time.
func maskedWords(sum uint32, b []byte, mask []uint64) uint32 {
	t := &slicing
	for _, m := range mask {
		x := (binary.LittleEndian.Uint64(b) | m) ^ uint64(sum)
		sum = t[7][byte(x)] ^ t[6][byte(x>>8)] ^ t[5][byte(x>>16)] ^ t[4][byte(x>>24)] ^
			t[3][byte(x>>32)] ^ t[2][byte(x>>40)] ^ t[1][byte(x>>48)] ^ t[0][byte(x>>56)]
		b = b[8:]
	}
	return sum
}
