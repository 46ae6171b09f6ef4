package roce

import (
	"encoding/binary"
	"strconv"
	"time"
)

// AETH is a view of an Acknowledge Extended Transport Header.
//
//	 0                   1                   2                   3
//	 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//	+-+---+---------+-----------------------------------------------+
//	|0|typ|  value  |            Message sequence number            |
//	+-+---+---------+-----------------------------------------------+
type AETH []byte

// SplitAETH cuts an AETH off the front of b.
func SplitAETH(b []byte) (h AETH, rest []byte, err error) { return cut[AETH](b, AETHLen) }

// Syndrome is the first byte: type and value together.
func (h AETH) Syndrome() uint8 { return h[0] }

// Type says whether the packet acknowledges or refuses. It is AckReserved when the first bit of the syndrome is set.
func (h AETH) Type() AckType {
	if h[0]&0x80 != 0 {
		return AckReserved
	}
	return AckType(h[0] >> 5)
}

// Credit is the credit code of an AETH of the type ACK.
func (h AETH) Credit() CreditCode { return CreditCode(h[0] & 31) }

// Timer is how long the requester shall wait, in an AETH of the type RNRNAK.
func (h AETH) Timer() RNRTimer { return RNRTimer(h[0] & 31) }

// NAK is why the request was refused, in an AETH of the type NAK.
func (h AETH) NAK() NAKCode { return NAKCode(h[0] & 31) }

// MSN is the message sequence number: how many messages the responder has completed, modulo 2^24.
func (h AETH) MSN() uint32 { return binary.BigEndian.Uint32(h) & 0xffffff }

// String writes the meaning of the syndrome, as in "NAK remote access error". It is the one accessor that stands an AETH
// that isn't there, since printing a whole Packet calls it.
func (h AETH) String() string {
	if h == nil {
		return "none"
	}
	switch h.Type() {
	case ACK:
		return "ACK"
	case RNRNAK:
		return "RNR NAK, timer " + h.Timer().Duration().String()
	case NAK:
		return "NAK " + h.NAK().String()
	}
	return "reserved syndrome 0x" + strconv.FormatUint(uint64(h[0]), 16)
}

// AckType is the type of an AETH.
type AckType uint8

// The types of AETH.
const (
	ACK         AckType = 0
	RNRNAK      AckType = 1 // no Receive was posted, or another temporary lack: the requester waits and sends again
	AckReserved AckType = 2
	NAK         AckType = 3
)

var ackTypeNames = [4]string{ACK: "ACK", RNRNAK: "RNR NAK", AckReserved: "reserved", NAK: "NAK"}

// String is the type's name, as in "RNR NAK".
func (t AckType) String() string { return ackTypeNames[t&3] }

// NAKCode is the reason in a NAK. Every one but PSNSequenceError ends the queue pair.
type NAKCode uint8

// The NAK codes. The syndrome byte holds the code plus 0x60.
const (
	PSNSequenceError       NAKCode = 0 // the PSN in the BTH is the one expected: the requester goes back to it
	InvalidRequest         NAKCode = 1
	RemoteAccessError      NAKCode = 2
	RemoteOperationalError NAKCode = 3
	InvalidRDRequest       NAKCode = 4
)

var nakNames = [5]string{
	PSNSequenceError:       "PSN sequence error",
	InvalidRequest:         "invalid request",
	RemoteAccessError:      "remote access error",
	RemoteOperationalError: "remote operational error",
	InvalidRDRequest:       "invalid RD request",
}

// String is the reason in words, as in "remote access error".
func (c NAKCode) String() string {
	if int(c) < len(nakNames) {
		return nakNames[c]
	}
	return "code " + strconv.Itoa(int(c))
}

// CreditCode is the coded number of Receives in an acknowledgement.
type CreditCode uint8

// NoCredit is the code of a responder that gives no credit information: it uses a shared receive queue, or has end-to-end
// flow control off.
const NoCredit CreditCode = 31

// creditCounts is the number for each code but NoCredit.
var creditCounts = [NoCredit]uint32{
	0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768,
	1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768,
}

// Range is the smallest and largest number of Receives that a responder may have posted, beyond the message that the MSN
// counts, when it sends the code: it rounds down. The largest code has no upper end but that of the MSN space, 2^24−1.
// Known is false for NoCredit.
func (c CreditCode) Range() (lo, hi uint32, known bool) {
	switch {
	case c >= NoCredit:
		return 0, 0, false
	case c == NoCredit-1:
		return creditCounts[c], 1<<24 - 1, true
	}
	return creditCounts[c], creditCounts[c+1] - 1, true
}

// RNRTimer is the coded waiting time of an RNR NAK.
type RNRTimer uint8

// rnrTimes is the time for each code, in hundredths of a millisecond.
var rnrTimes = [32]uint16{
	65535, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192,
	256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152,
}

// Duration is the waiting time: 10 µs for code 1 up to 491.52 ms for code 31, and 655.36 ms for code 0.
func (t RNRTimer) Duration() time.Duration {
	if t&31 == 0 {
		return 655360 * time.Microsecond
	}
	return time.Duration(rnrTimes[t&31]) * 10 * time.Microsecond
}
