package hostile

import "slices"

const (
	manyHosts = 64      // clients that share what a capture is about
	firstQPN  = 0x10000 // queue pairs are numbered from here

	offREQ  = offCM // communication ID of the sender
	offREQQ = offCM + 32
	offREP  = offCM // communication ID of the sender, then that of the receiver
	offREPQ = offCM + 12
)

// An exchange is the frames of a connection, to be made another one's.
type exchange struct{ req, rep, rtu, call, reply frame }

func newExchange() exchange {
	f := made("est; C>CALL 1; S>REPLY 1")
	return exchange{f[0], f[1], f[2], f[3], f[5]}
}

// of makes the frames those of the nth connection, of a client on its own or
// of one among a few.
func (x *exchange) of(n, hosts int) {
	host, id := n%hosts, uint32(n)
	x.req.client(host, true).u32(offREQ, id).u24(offREQQ, firstQPN+id)
	x.rep.client(host, false).u32(offREP, id).u32(offREP+4, id).u24(offREPQ, firstQPN+id)
	x.rtu.client(host, true).u32(offREP, id).u32(offREP+4, id)
	x.call.client(host, true).u24(offQPN, firstQPN+id)
	x.reply.client(host, false).u24(offQPN, firstQPN+id)
}

func hosts() ([]frame, maker) {
	send := newExchange().call
	return nil, func(n int) frame { return sealed(send.client(n, true)) }
}

func queuePairs() ([]frame, maker) {
	send := newExchange().call
	return nil, func(n int) frame { return sealed(send.client(n%manyHosts, true).u24(offQPN, uint32(n))) }
}

func fittingHalves() ([]frame, maker) {
	f := made("est; C>CALL 1; S>REPLY 1")
	send, ack := f[3], f[4]
	ack.u24(offPSN, send.psn())
	return nil, func(n int) frame {
		host, qpn := n/2%manyHosts, uint32(n)
		if n%2 == 0 {
			return sealed(send.client(host, true).u24(offQPN, qpn))
		}
		return sealed(ack.client(host, false).u24(offQPN, qpn))
	}
}

func badICRC() ([]frame, maker) {
	send := newExchange().call
	return nil, func(n int) frame {
		f := sealed(send.client(n, true))
		f[len(f)-1] ^= 1
		return f
	}
}

func unknown() ([]frame, maker) {
	f := made("C>SEND 1 raw=00000001; S>SEND 2 raw=00000002")
	big := made("C>WRITE 7 0 16")[0]
	send := f[0]
	return nil, func(n int) frame {
		id, at := uint32(n/2%4096), uint32(n/8192)
		if at < 8 {
			return sealed(send.client(int(id%manyHosts), true).u24(offQPN, firstQPN+id).u24(offPSN, at))
		}
		return sealed(big.client(int(id%manyHosts), true).u24(offQPN, firstQPN+id).u24(offPSN, at))
	}
}

func requests() ([]frame, maker) {
	x := newExchange()
	return nil, func(n int) frame {
		x.of(n, manyHosts)
		return sealed(x.req)
	}
}

func setUps() ([]frame, maker) {
	x := newExchange()
	return nil, func(n int) frame {
		x.of(n/2, manyHosts)
		return sealed([]frame{x.req, x.rep}[n%2])
	}
}

func connections() ([]frame, maker) {
	x := newExchange()
	return nil, func(n int) frame {
		x.of(n/5, manyHosts)
		return sealed([]frame{x.req, x.rep, x.rtu, x.call, x.reply}[n%5])
	}
}

func reconnects() ([]frame, maker) {
	x := newExchange()
	return nil, func(n int) frame {
		x.of(n/5, manyHosts)
		// A queue pair that is used again ends the connection that it had.
		x.req.u24(offREQQ, firstQPN)
		x.rep.u24(offREPQ, firstQPN+1)
		x.call.u24(offQPN, firstQPN+1)
		x.reply.u24(offQPN, firstQPN)
		return sealed([]frame{x.req, x.rep, x.rtu, x.call, x.reply}[n%5])
	}
}

// open has the frames of a notation once for each of n clients.
func open(n int, notation string) (begin []frame) {
	for host := range n {
		for _, f := range made(notation) {
			begin = append(begin, sealed(f.client(host, f.toServer())))
		}
	}
	return begin
}

const ready = "est[mtu=4096 | resp=16 init=16]; exchange; noack; "

// last is the last frame of a notation.
func last(notation string) frame {
	all := made(notation)
	return all[len(all)-1]
}

// streams makes frames that continue the requests of n connections in turn.
func streams(n int, f frame, change func(f frame, i int)) maker {
	first, toServer := f.psn(), f.toServer()
	return func(i int) frame {
		f.client(i%n, toServer).u24(offPSN, first+uint32(i/n))
		change(f, i)
		return sealed(f)
	}
}

// name gives a Call or Reply without lists an XID.
func (f frame) name(xid int) { f.u32(offXID, uint32(xid)).u32(offXID+28, uint32(xid)) }

func calls() ([]frame, maker) {
	return open(manyHosts, ready), streams(manyHosts, last(ready+"C>CALL 1"), frame.name)
}

func findings() ([]frame, maker) {
	return open(manyHosts, ready), streams(manyHosts, last(ready+"C>CALL 1 cr=0 vers=7"), frame.name)
}

func overCredit() ([]frame, maker) {
	const granted = "est; C>CALL 1; S>REPLY 1 cr=1; C>ACK; noack; "
	return open(1, granted), streams(1, last(granted+"C>CALL 2 cr=1"), func(f frame, i int) { f.name(i + 2) })
}

func refusals() ([]frame, maker) {
	f := made(ready + "C>CALL 9; S>RNR(9)")
	call, nak := f[len(f)-2], f[len(f)-1]
	send := streams(manyHosts, call, frame.name)
	refuse := streams(manyHosts, nak, func(frame, int) {})
	return open(manyHosts, ready), func(n int) frame {
		if n/manyHosts%2 == 0 {
			return send(n/(2*manyHosts)*manyHosts + n%manyHosts)
		}
		return refuse(n/(2*manyHosts)*manyHosts + n%manyHosts)
	}
}

func reads() ([]frame, maker) {
	const offered = ready + "C>CALL 1 v3 WRITE rd=(p,16,7)"
	return open(manyHosts, offered), streams(manyHosts, last(offered+"; S>READ 7 0 16"), func(frame, int) {})
}

func holes() ([]frame, maker) {
	f := last(ready + "C>CALL 1 len=4096")
	return open(manyHosts, ready), streams(manyHosts, f.u24(offPSN, f.psn()+1), func(f frame, i int) { f.name(i) })
}

// sends begin a message on each of thousands of connections, and go on with it
// as far as one is kept.
func sends() ([]frame, maker) {
	const hosts, packets = 4096, 63
	all := made("est[mtu=4096]; noack; C>SEND 1 len=600K")
	f := all[3:]
	return open(hosts, "est[mtu=4096]; noack"), func(n int) frame {
		host, k := n/packets, n%packets
		return sealed(f[k].client(host%hosts, true))
	}
}

// crowd is thousands of connections between two hosts, on which Calls and
// answers to nothing come in turn.
func crowd() ([]frame, maker) {
	const most = 4000
	x := newExchange()
	var begin []frame
	for n := range most {
		x.of(n, 1)
		for _, f := range []frame{x.req, x.rep} {
			begin = append(begin, sealed(slices.Clone(f)))
		}
	}
	call, reply := x.call.psn(), x.reply.psn()
	return begin, func(n int) frame {
		x.of(n/2%most, 1)
		k := n / 2 / most
		if n%2 == 0 {
			x.call.name(n)
			return sealed(x.call.u24(offPSN, call+uint32(k)))
		}
		x.reply.name(n)
		return sealed(x.reply.u24(offPSN, reply+uint32(k)))
	}
}
