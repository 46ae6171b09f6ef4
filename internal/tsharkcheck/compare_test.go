package main

import (
	"slices"
	"strings"
	"testing"
)

// shown is what tshark shows of a capture when it agrees with us.
func shown(t *testing.T, path string) []row {
	t.Helper()
	o, err := readOurs(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, c := range o.conns {
		for _, m := range c.messages {
			w := row{
				frame: m.frame, src: c.Client.Addr, dst: c.Server.Addr, qpn: c.Server.QPN, psn: m.at.psn, opcode: 4,
				isMessage: true, header: m.header, role: m.role,
			}
			if m.at.side == 1 {
				w.src, w.dst, w.qpn = w.dst, w.src, c.Client.QPN
			}
			rows = append(rows, w)
		}
		for at, frame := range c.writes {
			w := row{frame: frame, src: c.Server.Addr, dst: c.Client.Addr, qpn: c.Client.QPN, psn: at.psn, opcode: 10}
			rows = append(rows, w)
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return a.frame - b.frame })
	return rows
}

// Every way in which tshark may differ is a difference.
func TestDiffer(t *testing.T) {
	const path = "../../captures/v41-recall-mtu1500.pcap"
	for _, tt := range []struct {
		name  string
		spoil func(rows []row) []row
		want  string // in the first difference; none where it is empty
	}{
		{name: "the same", spoil: func(r []row) []row { return r }},
		{name: "a repeated PSN", spoil: func(r []row) []row {
			again := r[3]
			again.frame++
			return slices.Insert(r, 4, again)
		}},
		{name: "XID", spoil: func(r []row) []row { r[0].xid++; return r }, want: "xid is"},
		{name: "credit", spoil: func(r []row) []row { r[0].credit++; return r }, want: "credit is"},
		{name: "segment", spoil: func(r []row) []row {
			for i := range r {
				if len(r[i].lengths) > 0 {
					r[i].lengths = slices.Clone(r[i].lengths)
					r[i].lengths[0]++
					break
				}
			}
			return r
		}, want: "lengths is"},
		{name: "role", spoil: func(r []row) []row { r[0].role = roleReply; return r }, want: "to tshark Reply"},
		{name: "a message missed", spoil: func(r []row) []row { return r[1:] }, want: "missed by tshark"},
		{name: "a message more", spoil: func(r []row) []row {
			more := r[0]
			more.psn += 500
			return append(r, more)
		}, want: "and we do not"},
		{name: "a Write missed", spoil: func(r []row) []row {
			i := slices.IndexFunc(r, func(w row) bool { return w.opcode == 10 })
			return slices.Delete(r, i, i+1)
		}, want: "tshark shows 0 and 15"},
		{name: "a message elsewhere", spoil: func(r []row) []row {
			more := r[0]
			more.qpn++
			return append(r, more)
		}, want: "no connection"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, err := readOurs(path)
			if err != nil {
				t.Fatal(err)
			}
			r := compare(path, o, tt.spoil(shown(t, path)))
			if got := strings.Join(r.differences, "; "); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q in it", got, tt.want)
			}
		})
	}
}

func TestParse(t *testing.T) {
	const line = "3706\t192.168.77.2\t192.168.77.1\t\t\t4\t0x000012\t11256543\t0xe5aa4f45\t1\t128\t0\t0\t0\t1\t3" +
		"\t0x2fe4,0x2eed\t256,28672\t0xe5aa4f45826ca000,0xe5aa4f45843ff000\t\t\t0\n"
	rows, err := parse(strings.NewReader(line))
	if err != nil || len(rows) != 1 {
		t.Fatalf("got %d rows, error %v", len(rows), err)
	}
	w := rows[0]
	if w.frame != 3706 || w.src.String() != "192.168.77.2" || w.dst.String() != "192.168.77.1" || w.qpn != 18 || w.psn != 11256543 ||
		!w.isMessage || w.role != roleCall || w.reply != 1 || !slices.Equal(w.counts, []int{3}) ||
		!slices.Equal(w.lengths, []uint32{256, 28672}) || w.offsets[1] != 0xe5aa4f45843ff000 {
		t.Errorf("got %+v", w)
	}
	for _, bad := range []string{"1\t2\n", strings.Replace(line, "11256543", "x", 1)} {
		if _, err := parse(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}
