package decode

// A Frame is one captured frame.
type Frame struct {
	Number int    // from 1, as Wireshark counts
	Time   int64  // ns since the Unix epoch, UTC
	Link   uint16 // link type, a LINKTYPE_ number
	Length int    // bytes on the wire
	Data   []byte // bytes captured; used only during the call that hands it over
}
