package roce_test

import (
	"encoding/binary"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unhex makes bytes of hexadecimal digits, with any white space between them.
func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		panic(err)
	}
	return b
}

// join puts pieces of a frame together.
func join(parts ...[]byte) []byte {
	var b []byte
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// Real packets, from the IP header on: what a Linux client and server sent over Soft-RoCE.
var (
	// An RNR NAK: destination queue pair 0xe6, PSN 0xce5dc8, timer code 0, MSN 0x55.
	rnrNAK = unhex(`4500 0030 d574 4000 4011 49f4 c0a8 4d01 c0a8 4d02 ca06 12b7 001c 0000
		1100 ffff 0000 00e6 00ce 5dc8 2000 0055 b09b 1288`)
	// An acknowledgement over IPv6: destination queue pair 0xf8, PSN 0x277a1c, credit code 31, MSN 1.
	ack6 = unhex(`6000 0000 001c 1140 fd00 0077 0000 0000 0000 0000 0000 0001 fd00 0077 0000 0000 0000 0000 0000 0002
		f1fa 12b7 001c 0000 1100 ffff 0000 00f8 0027 7a1c 1f00 0001 c8c8 eeb1`)
	// The same over IPv4, of another connection, to show under a VLAN tag.
	ackVLAN = unhex(`5254 00bb 0002 5254 00bb 0001 8100 0064 0800
		4500 0030 b1bd 4000 4011 6bab c0a8 4e01 c0a8 4e02 fc90 12b7 001c 0000
		1100 ffff 0000 00fb 00d0 7712 1f00 0001 85e7 167b`)
)

// ethernet4 and ethernet6 are link headers.
var (
	ethernet4 = unhex("5254 00bb 0002 5254 00bb 0001 0800")
	ethernet6 = unhex("5254 00bb 0002 5254 00bb 0001 86dd")
)

// ip4 is an IPv4 packet with UDP to port 4791 and the given InfiniBand packet, which ends with its ICRC (not computed).
func ip4(ib []byte) []byte {
	b := unhex("4500 0000 1234 4000 4011 0000 c000 0202 c000 0201  c001 12b7 0000 0000")
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)+len(ib)))
	binary.BigEndian.PutUint16(b[24:], uint16(8+len(ib)))
	return append(b, ib...)
}

// with returns a copy of b that has the bytes of s at the offset off.
func with(b []byte, off int, s string) []byte {
	c := append([]byte(nil), b...)
	copy(c[off:], unhex(s))
	return c
}

// captured is one frame of a capture file.
type captured struct {
	link uint16
	data []byte
	wire int
}

// readCapture reads a little-endian pcap of the corpus. Its frame n has the index n-1.
func readCapture(tb testing.TB, name string) []captured {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "captures", name))
	if err != nil {
		tb.Fatal(err)
	}
	link := uint16(binary.LittleEndian.Uint32(b[20:]))
	var frames []captured
	for b = b[24:]; len(b) > 0; {
		n := int(binary.LittleEndian.Uint32(b[8:]))
		frames = append(frames, captured{link, b[16 : 16+n : 16+n], int(binary.LittleEndian.Uint32(b[12:]))})
		b = b[16+n:]
	}
	return frames
}
