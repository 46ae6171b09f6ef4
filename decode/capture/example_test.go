package capture_test

import (
	"fmt"
	"io"

	"rpcrdma-lint/decode/capture"
)

func Example() {
	r, err := capture.Open("../../captures/evil-errchunk.pcap")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	var f capture.Frame
	var size int
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		size += f.Length
	}
	if err != io.EOF {
		fmt.Println(err) // the frames before the damage were good
	}
	fmt.Printf("%d frames, %d bytes, %v\n", f.Number, size, f.Link)
	// Output: 39 frames, 4530 bytes, Ethernet
}
