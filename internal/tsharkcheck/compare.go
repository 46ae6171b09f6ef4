package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"rpcrdma-lint/decode"
)

// A header is what is compared of an RPC-over-RDMA header. Handles, lengths and
// offsets are those of all segments, in the order of the header; counts are the
// segments of each Write chunk and of the Reply chunk.
type header struct {
	xid, version, credit, proc uint32
	reads, writes, reply       int
	counts                     []int
	handles, lengths           []uint32
	offsets                    []uint64
	positions                  []uint32
	errCode                    uint32
}

// A message is one that package decode delivered.
type message struct {
	frame  int   // of its last packet, where tshark shows it
	at     place // PSN of that packet
	hidden string
	role   role
	header
}

// A miss is a message that tshark does not recognise.
type miss struct {
	*message
	why string
}

func (m miss) String() string {
	return fmt.Sprintf("frame %d: missed by tshark: XID %#x: %s", m.frame, m.xid, m.why)
}

// A result is the outcome for one capture.
type result struct {
	path        string
	conns       int
	count       [4]int // messages, by role
	reads       int
	writes      int
	seen        int
	differences []string
	missed      []miss
}

func (r *result) differ(format string, args ...any) {
	r.differences = append(r.differences, fmt.Sprintf(format, args...))
}

// row writes one line of the table.
func (r *result) row(w io.Writer) {
	why := map[string]int{}
	for _, m := range r.missed {
		why[m.why]++
	}
	var reasons []string
	for _, k := range slices.SortedFunc(maps.Keys(why), func(a, b string) int {
		return cmp.Or(cmp.Compare(why[b], why[a]), cmp.Compare(a, b))
	}) {
		reasons = append(reasons, fmt.Sprintf("%d %s", why[k], k))
	}
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n", name(r.path), r.conns,
		r.count[roleCall], r.count[roleReply], r.count[roleError], r.count[roleOther],
		r.reads, r.writes, r.seen, len(r.differences), strings.Join(reasons, ", "))
}

// check compares one capture.
func check(path string) (*result, error) {
	o, err := readOurs(path)
	if err != nil {
		return nil, err
	}
	rows, err := readTheirs(path)
	if err != nil {
		return nil, err
	}
	return compare(path, o, rows), nil
}

// compare compares what both find in one capture.
func compare(path string, o *ours, rows []row) *result {
	r := &result{path: path, conns: len(o.conns)}
	theirs := divide(r, o, rows)
	for i, c := range o.conns {
		r.connection(c, theirs[i])
	}
	if slices.Contains(whole, name(path)) {
		for _, m := range r.missed {
			r.differ("%s", m)
		}
	}
	return r
}

// divide gives each row to the connection that it belongs to, and leaves out
// PSNs that the connection has had. A message that belongs to none is a
// difference.
func divide(r *result, o *ours, rows []row) []map[place]*row {
	out := make([]map[place]*row, len(o.conns))
	for i := range out {
		out[i] = map[place]*row{}
	}
	for i := range rows {
		w := &rows[i]
		read, write := isOperation(w.opcode)
		if !w.isMessage && !read && !write {
			continue
		}
		n, side := owner(o, w)
		if n < 0 {
			if w.isMessage {
				r.differ("frame %d: tshark shows a message where we have no connection", w.frame)
			}
			continue
		}
		at := place{side, w.psn}
		if out[n][at] == nil {
			out[n][at] = w
		}
	}
	return out
}

// owner is the connection that was open between the endpoints of a row, and the
// side that sent it.
func owner(o *ours, w *row) (int, decode.Side) {
	for i, c := range o.conns {
		if w.frame < c.FirstFrame || w.frame > c.LastFrame {
			continue
		}
		switch {
		case w.src == c.Client.Addr && w.dst == c.Server.Addr && w.qpn == c.Server.QPN:
			return i, decode.ClientSide
		case w.src == c.Server.Addr && w.dst == c.Client.Addr && w.qpn == c.Client.QPN:
			return i, decode.ServerSide
		}
	}
	return -1, 0
}

// connection compares one connection.
func (r *result) connection(c *connection, rows map[place]*row) {
	var counted [2][4]int // messages by role: ours that tshark recognises, and its own
	known := map[place]bool{}
	for _, m := range c.messages {
		known[m.at] = true
		r.count[m.role]++
		w := rows[m.at]
		if w == nil || !w.isMessage {
			why := m.hidden
			if why == "" {
				why = "for no reason that is known"
				r.differ("frame %d: missed by tshark: XID %#x: %s", m.frame, m.xid, why)
			}
			r.missed = append(r.missed, miss{m, why})
			continue
		}
		r.seen++
		counted[0][m.role]++
		r.fields(m, w)
	}
	reads, writes := 0, 0
	for _, at := range slices.SortedFunc(maps.Keys(rows), func(a, b place) int {
		return cmp.Compare(rows[a].frame, rows[b].frame)
	}) {
		w := rows[at]
		read, write := isOperation(w.opcode)
		switch {
		case read:
			reads++
			r.operation(c.reads, at, w)
		case write:
			writes++
			r.operation(c.writes, at, w)
		case !known[at]:
			r.differ("frame %d: tshark shows a message, XID %#x, and we do not", w.frame, w.xid)
		}
		if w.isMessage {
			counted[1][w.role]++
		}
	}
	r.reads, r.writes = r.reads+len(c.reads), r.writes+len(c.writes)
	for i, n := range counted[0] {
		if n != counted[1][i] {
			r.differ("connection of frame %d: %d messages that are %s, tshark shows %d", c.FirstFrame, n, role(i), counted[1][i])
		}
	}
	if reads != len(c.reads) || writes != len(c.writes) {
		r.differ("connection of frame %d: %d RDMA Reads and %d Writes, tshark shows %d and %d",
			c.FirstFrame, len(c.reads), len(c.writes), reads, writes)
	}
}

// operation compares where an RDMA Read or Write began.
func (r *result) operation(ours map[place]int, at place, w *row) {
	if frame, ok := ours[at]; !ok || frame != w.frame {
		r.differ("frame %d: tshark shows %s, PSN %d, and we have it at frame %d", w.frame, w.opcode, w.psn, frame)
	}
}

// fields compares one message with what tshark shows of it.
func (r *result) fields(m *message, w *row) {
	if m.frame != w.frame {
		r.differ("frame %d: XID %#x, which tshark shows at frame %d", m.frame, m.xid, w.frame)
	}
	if w.role == roleOther && m.role != roleOther {
		r.missed = append(r.missed, miss{m, "RPC message not shown"})
		w.role = m.role
	}
	if m.role != w.role {
		r.differ("frame %d: XID %#x is %s, to tshark %s", m.frame, m.xid, m.role, w.role)
	}
	a, b := reflect.ValueOf(m.header), reflect.ValueOf(w.header)
	for i := range a.NumField() {
		got, want := fmt.Sprint(a.Field(i)), fmt.Sprint(b.Field(i))
		if got != want {
			r.differ("frame %d: XID %#x: %s is %s, to tshark %s", m.frame, m.xid, a.Type().Field(i).Name, got, want)
		}
	}
}
