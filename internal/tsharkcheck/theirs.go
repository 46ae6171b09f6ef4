package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/netip"
	"os/exec"
	"strconv"
	"strings"

	"rpcrdma-lint/decode/roce"
)

// fields are what tshark is asked for, in the order of the columns.
var fields = [...]string{
	"frame.number", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst",
	"infiniband.bth.opcode", "infiniband.bth.destqp", "infiniband.bth.psn",
	"rpcordma.xid", "rpcordma.version", "rpcordma.flow_control", "rpcordma.msg_type",
	"rpcordma.reads_count", "rpcordma.writes_count", "rpcordma.reply_count", "rpcordma.segment_count",
	"rpcordma.rdma_handle", "rpcordma.rdma_length", "rpcordma.rdma_offset", "rpcordma.position",
	"rpcordma.errcode", "rpc.msgtyp",
}

// A row is what tshark shows of one RoCEv2 frame.
type row struct {
	frame    int
	src, dst netip.Addr
	opcode   roce.Opcode
	qpn, psn uint32

	isMessage bool
	header
	role role
}

// readTheirs runs tshark, once over the capture.
func readTheirs(path string) ([]row, error) {
	args := []string{"-n", "-r", path, "-Y", "infiniband.bth", "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"}
	for _, f := range fields {
		args = append(args, "-e", f)
	}
	var complaint bytes.Buffer
	cmd := exec.Command("tshark", args...)
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	rows, err := parse(out)
	if err != nil {
		cmd.Process.Kill() // it would wait for a reader
		cmd.Wait()
		return nil, err
	}
	if err := cmd.Wait(); err != nil {
		return nil, fmt.Errorf("tshark: %w: %s", err, bytes.TrimSpace(complaint.Bytes()))
	}
	return rows, nil
}

func parse(r io.Reader) ([]row, error) {
	var rows []row
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != len(fields) {
			return nil, fmt.Errorf("tshark: %d columns in %q, want %d", len(cells), lines.Text(), len(fields))
		}
		p := parser{cells: cells}
		rows = append(rows, p.row())
		if p.err != nil {
			return nil, fmt.Errorf("tshark: frame %s: %w", cells[0], p.err)
		}
	}
	return rows, lines.Err()
}

// A parser takes the cells of a line one after the other. Its first error stays.
type parser struct {
	cells []string
	err   error
}

func (p *parser) next() string {
	c := p.cells[0]
	p.cells = p.cells[1:]
	return c
}

// numbers are all values of a cell.
func (p *parser) numbers(bits int) []uint64 {
	c := p.next()
	if c == "" {
		return nil
	}
	var out []uint64
	for s := range strings.SplitSeq(c, ",") {
		v, err := strconv.ParseUint(s, 0, bits)
		if err != nil && p.err == nil {
			p.err = err
		}
		out = append(out, v)
	}
	return out
}

// number is the first value of a cell, 0 where it is empty.
func (p *parser) number() uint32 {
	if v := p.numbers(32); len(v) > 0 {
		return uint32(v[0])
	}
	return 0
}

func (p *parser) words() []uint32 {
	var out []uint32
	for _, v := range p.numbers(32) {
		out = append(out, uint32(v))
	}
	return out
}

// addr is the first address that one of two cells holds.
func addr(cells ...string) netip.Addr {
	for _, c := range cells {
		first, _, _ := strings.Cut(c, ",")
		if a, err := netip.ParseAddr(first); err == nil {
			return a
		}
	}
	return netip.Addr{}
}

func (p *parser) row() row {
	r := row{frame: int(p.number())}
	src, dst := p.next(), p.next()
	r.src, r.dst = addr(src, p.next()), addr(dst, p.next())
	r.opcode, r.qpn, r.psn = roce.Opcode(p.number()), p.number(), p.number()
	r.isMessage = p.cells[0] != ""
	r.xid, r.version, r.credit, r.proc = p.number(), p.number(), p.number(), p.number()
	r.reads, r.writes, r.reply = int(p.number()), int(p.number()), int(p.number())
	for _, v := range p.words() {
		r.counts = append(r.counts, int(v))
	}
	r.handles, r.lengths, r.offsets = p.words(), p.words(), p.numbers(64)
	r.positions, r.errCode = p.words(), p.number()
	typ := typeUnknown
	if v := p.words(); len(v) > 0 {
		typ = int(v[0])
	}
	r.role = r.roleOf(typ)
	return r
}
