package capture

import "fmt"

// LinkType says what the first bytes of a frame are. The numbers are the
// LINKTYPE_ values of the pcap and pcapng formats, not the DLT_ values of one
// operating system.
type LinkType uint16

// The link types that RDMA traffic is captured with, or may be one day.
const (
	LinkNull       LinkType = 0
	LinkEthernet   LinkType = 1
	LinkRawBSD     LinkType = 12 // raw IP, written by systems that confused DLT_RAW with LINKTYPE_RAW
	LinkRawOpenBSD LinkType = 14 // the same mistake, with the value of OpenBSD
	LinkRaw        LinkType = 101
	LinkLoop       LinkType = 108
	LinkLinuxSLL   LinkType = 113
	LinkERF        LinkType = 197
	LinkIPv4       LinkType = 228
	LinkIPv6       LinkType = 229
	LinkInfiniBand LinkType = 247
	LinkLinuxSLL2  LinkType = 276
)

// The link types whose frames are not packets of a network and may be far longer.
const (
	linkUSBLinux       LinkType = 189
	linkUSBLinuxMapped LinkType = 220
	linkDBus           LinkType = 231
	linkUSBPcap        LinkType = 249
	linkEBHSCR         LinkType = 279
)

// String names the link type, or gives its number.
func (l LinkType) String() string {
	switch l {
	case LinkNull:
		return "BSD loopback"
	case LinkEthernet:
		return "Ethernet"
	case LinkRaw, LinkRawBSD, LinkRawOpenBSD:
		return "raw IP"
	case LinkLoop:
		return "OpenBSD loopback"
	case LinkLinuxSLL:
		return "Linux cooked v1"
	case LinkERF:
		return "ERF"
	case LinkIPv4:
		return "raw IPv4"
	case LinkIPv6:
		return "raw IPv6"
	case LinkInfiniBand:
		return "InfiniBand"
	case LinkLinuxSLL2:
		return "Linux cooked v2"
	}
	return fmt.Sprintf("link type %d", uint16(l))
}

const (
	// MaxFrame is how many bytes of a frame are given, and the number beyond which
	// the length field of any but those below is taken for damage. The longest frames that Linux hands to a capture
	// are its offloaded segments of 512 KiB; Wireshark and libpcap stop at
	// 256 KiB.
	MaxFrame = 1 << 20

	// maxTransfer is the number beyond which that of a USB or D-Bus transfer is
	// taken for damage, as Wireshark and libpcap have it.
	maxTransfer = 128 << 20

	// maxOriginal is that for the length of a frame on the wire.
	maxOriginal = 1<<31 - 1
)

// maxFrame is the limit for the captured bytes of one frame of this type.
func (l LinkType) maxFrame() uint32 {
	switch l {
	case linkUSBLinux, linkUSBLinuxMapped, linkDBus, linkUSBPcap, linkEBHSCR:
		return maxTransfer
	}
	return MaxFrame
}
