package decode_test

import (
	"fmt"
	"io"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
)

// counter is a Sink that counts what happens on each connection.
type counter map[*decode.Conn]map[decode.Kind]int

func (s counter) Opened(c *decode.Conn) { s[c] = map[decode.Kind]int{} }

func (s counter) Event(c *decode.Conn, e *decode.Event) { s[c][e.Kind]++ }

func (s counter) Wanted(*decode.Conn, *decode.Event) int { return 0 }

func (s counter) Closed(c *decode.Conn) {
	n := s[c]
	fmt.Printf("%v to port %d, frames %d to %d: %d Sends, %d RDMA Writes, %d RDMA Reads\n",
		c.Client.Addr, c.Port(), c.FirstFrame, c.LastFrame, n[decode.KindSend], n[decode.KindWrite], n[decode.KindRead])
}

func Example() {
	r, err := capture.Open("../captures/v41-recall-mtu1500.pcap")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	d := decode.New(decode.Options{}, counter{})
	var f capture.Frame
	for err = r.Next(&f); err == nil; err = r.Next(&f) {
		d.Frame(&decode.Frame{Number: f.Number, Time: f.Time, Link: uint16(f.Link), Length: f.Length, Data: f.Data})
	}
	if err != io.EOF {
		fmt.Println(err)
	}
	d.Finish()
	// Output: 192.168.77.2 to port 20049, frames 1 to 235: 98 Sends, 16 RDMA Writes, 0 RDMA Reads
}
