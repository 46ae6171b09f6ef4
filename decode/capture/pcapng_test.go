package capture_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"strings"
	"testing"

	"rpcrdma-lint/decode/capture"
)

const second = uint64(1_700_000_000)

// The numbers, times, lengths and interfaces wanted here are those that tshark
// 4.0.17 shows for the same bytes.
func TestPcapng(t *testing.T) {
	p := payload(1, 60)
	data := string(p)
	for name, o := range orders {
		other := orders[map[string]string{"little": "big", "big": "little"}[name]]
		t.Run(name, func(t *testing.T) {
			in := join(
				section(o, option(o, 4, []byte("test"))),
				iface(o, 1, 0),
				enhanced(o, 0, second*1e6, p, 60),
				block(o, 5, words(o, 0, 0, 0)), // interface statistics
				simple(o, p, 60),
				obsolete(o, 0, second*1e6+5, p, 60),
				block(o, 0x7777, []byte("abcd")),
				iface(o, 101, 0, option(o, 9, []byte{9}), option(o, 0, nil)),
				enhanced(o, 1, second*1e9, p[:33], 33, option(o, 1, []byte("hello")), option(o, 0, nil)),
				block(o, 9, []byte("__REALTIME_TIMESTAMP=1700000000000000\nMESSAGE=hi\n")),
				section(other),
				iface(other, 1, 40, option(other, 9, []byte{0x8a}), option(other, 14, binary64(other, 3600))),
				enhanced(other, 0, second*1024+512, p, 60),
				simple(other, p[:40], 60),
				block(other, 0xbad, words(other, 32473)),
				enhanced(other, 0, (second+1)*1024, p, 60),
			)
			r, err := capture.NewReader(bytes.NewReader(in), "test")
			if err != nil {
				t.Fatal(err)
			}
			got, err := drain(r)
			if err != nil {
				t.Fatal(err)
			}
			want := []shot{
				{1, 0, 60, 1700000000e9, true, capture.LinkEthernet, data},
				{2, 0, 60, 0, false, capture.LinkEthernet, data},
				{3, 0, 60, 1700000000_000005000, true, capture.LinkEthernet, data},
				{4, 1, 33, 1700000000e9, true, capture.LinkRaw, data[:33]},
				{6, 2, 60, 1700003600_500000000, true, capture.LinkEthernet, data},
				{7, 2, 60, 0, false, capture.LinkEthernet, data[:40]},
				{9, 2, 60, 1700003601e9, true, capture.LinkEthernet, data},
			}
			if d := diff(got, want); d != "" {
				t.Error(d)
			}
			if got, want := r.Passed(), map[uint32]int{5: 1, 0x7777: 1, 9: 1, 0xbad: 1}; !maps.Equal(got, want) {
				t.Errorf("passed over %v, want %v", got, want)
			}
			if got, want := r.Resolution(), int64(976563); got != want {
				t.Errorf("resolution is %d, want %d (2^-10 s)", got, want)
			}
		})
	}
}

// Which blocks that are no frames take a number, as tshark 4.0.17 has it.
func TestNumbers(t *testing.T) {
	o := binary.LittleEndian
	body := make([]byte, 44)
	for _, tt := range []struct {
		kind uint32
		last int
	}{
		{4, 2}, {5, 2}, {7, 2}, {8, 2}, {9, 3}, {10, 2}, {0x101, 2}, {0x201, 2}, {0x204, 3}, {0x208, 2}, {0x216, 3},
		{0x217, 2}, {0x221, 3}, {0xbad, 3}, {0x40000bad, 3}, {0x7777, 2}, {0x80000001, 2},
	} {
		in := join(section(o), iface(o, 1, 0), enhanced(o, 0, 0, body, 44), block(o, tt.kind, body), enhanced(o, 0, 0, body, 44))
		got, err := readAll(bytes.NewReader(in))
		if err != nil || len(got) != 2 {
			t.Errorf("block 0x%x: %d frames, %v, want 2 and no error", tt.kind, len(got), err)
			continue
		}
		if got[1].Number != tt.last {
			t.Errorf("block 0x%x: the frame after it is number %d, want %d", tt.kind, got[1].Number, tt.last)
		}
	}
}

func binary64(o order, v int64) []byte { return o.AppendUint64(nil, uint64(v)) }

func TestTimeStamps(t *testing.T) {
	o := binary.BigEndian
	resol := func(v byte) []byte { return option(o, 9, []byte{v}) }
	offset := func(v int64) []byte { return option(o, 14, binary64(o, v)) }
	for _, tt := range []struct {
		name       string
		options    []byte
		stamp      uint64
		want       int64
		resolution int64
	}{
		{"default", nil, 1_000_001, 1_000_001_000, 1000},
		{"seconds", resol(0), 7, 7e9, 1e9},
		{"milliseconds", resol(3), 7001, 7_001_000_000, 1e6},
		{"nanoseconds", resol(9), 7, 7, 1},
		{"picoseconds", resol(12), 7999, 7, 1},
		{"10^-19", resol(19), 1 << 63, 922337203, 1},
		{"2^0", resol(0x80), 7, 7e9, 1e9},
		{"2^-9", resol(0x89), 1, 1953125, 1953125},
		{"2^-32", resol(0xa0), 1<<32 + 1<<31, 1_500_000_000, 1},
		{"2^-63", resol(0xbf), 1 << 63, 1e9, 1},
		{"offset", offset(10), 1, 10_000_001_000, 1000},
		{"offset before 1970", offset(-10), 1, -9_999_999_000, 1000},
		{"microseconds after 2262", nil, math.MaxUint64, math.MaxInt64, 1000},
		{"nanoseconds after 2262", resol(9), math.MaxUint64, math.MaxInt64, 1},
		{"seconds after 2262", resol(0), math.MaxUint64, math.MaxInt64, 1e9},
		{"offset after 2262", offset(math.MaxInt64), 1e6, math.MaxInt64, 1000},
		{"offset before 1677", offset(math.MinInt64), 0, -9223372036e9, 1000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := join(section(o), iface(o, 1, 0, tt.options), enhanced(o, 0, tt.stamp, nil, 0))
			r, err := capture.NewReader(bytes.NewReader(in), "test")
			if err != nil {
				t.Fatal(err)
			}
			var f capture.Frame
			if err := r.Next(&f); err != nil {
				t.Fatal(err)
			}
			if f.Time != tt.want || r.Resolution() != tt.resolution {
				t.Errorf("time %d in units of %d ns, want %d in %d", f.Time, r.Resolution(), tt.want, tt.resolution)
			}
		})
	}
}

// with puts a 32-bit word into a copy of b.
func with(b []byte, at int, v uint32) []byte {
	b = bytes.Clone(b)
	binary.LittleEndian.PutUint32(b[at:], v)
	return b
}

func TestPcapngDamage(t *testing.T) {
	o := binary.LittleEndian
	p := payload(1, 60)
	sec, ifc, frame := section(o), iface(o, 1, 0), enhanced(o, 0, 0, p, 60)
	head := join(sec, ifc, frame)
	unknown := block(o, 0x7777, p)
	for _, tt := range []struct {
		name   string
		in     []byte // what follows a section, an interface and a frame
		reason string
		cut    bool
	}{
		{"header cut", frame[:11], "block header cut short: 11 of 12 bytes", true},
		{"fixed part cut", frame[:27], "block cut short: 27 of 92 bytes", true},
		{"trailer cut", frame[:91], "block cut short: 91 of 92 bytes", true},
		{"unknown cut", unknown[:71], "block cut short: 71 of 72 bytes", true},
		{"section cut", sec[:27], "block cut short: 27 of 28 bytes", true},
		{"interface cut", ifc[:19], "block cut short: 19 of 20 bytes", true},
		{"length 0", with(frame, 4, 0), "block length 0 is less than the 32 of block type 0x6", false},
		{"length 0 of unknown", with(unknown, 4, 0), "block length 0 is less than the 12 of block type 0x7777", false},
		{"length 91", with(frame, 4, 91), "block length 91 is no multiple of 4", false},
		{"length 73 of unknown", with(unknown, 4, 73), "block length 73 is no multiple of 4", false},
		{"length 88", with(frame, 4, 88), "block of 88 bytes for 60 captured bytes", false},
		{"length 2 GiB", with(frame, 4, 1<<31), "block of 2147483648 bytes for 60 captured bytes", false},
		{"length 2 GiB, header cut", with(frame, 4, 1<<31)[:20], "block cut short: 20 of 2147483648 bytes", false},
		{"length 4 GiB of unknown", with(unknown, 4, 1<<32-4), "block cut short: 72 of 4294967292 bytes", false},
		{"length 1 GiB of interface", with(ifc, 4, 1<<30), "block length 1073741824 exceeds the limit of 16777216", false},
		{"length 1 GiB of simple", with(simple(o, p, 60), 4, 1<<30), "block length 1073741824 exceeds the limit of 17825792", false},
		{"trailer", with(frame, 88, 96), "block length 92 repeated as 96 at its end", false},
		{"trailer of unknown", with(unknown, 68, 76), "block length 72 repeated as 76 at its end", false},
		{"captured beyond block", with(with(frame, 20, 61), 24, 61), "block of 92 bytes for 61 captured bytes", false},
		{"captured beyond original", with(frame, 24, 59), "captured length 60 exceeds the original length 59", false},
		{"captured 4 GiB", with(with(frame, 20, 1<<32-1), 24, 1<<32-1), "captured length 4294967295 exceeds the limit of 1048576", false},
		{"original 2 GiB", with(frame, 24, 1<<31), "original length 2147483648 exceeds the limit of 2147483647", false},
		{"interface", enhanced(o, 1, 0, p, 60), "interface 1 of 1 in the section", false},
		{"interface of the section before", join(sec, frame), "interface 0 of 0 in the section", false},
		{"simple without interface", join(sec, simple(o, p, 60)), "interface 0 of 0 in the section", false},
		{"simple longer than its block", simple(o, p, 64), "block of 76 bytes for 64 captured bytes", false},
		{"simple shorter than its block", simple(o, p, 56), "block of 76 bytes for 56 captured bytes", false},
		{"option", enhanced(o, 0, 0, p, 60, words(o, 0x00050001, 0)), "option longer than what is left of its block", false},
		{"option of an interface", iface(o, 1, 0, words(o, 0xffff0001)), "option longer than what is left of its block", false},
		{"option of a section", section(o, words(o, 0x00050001, 0)), "option longer than what is left of its block", false},
		{"resolution 200", iface(o, 1, 0, option(o, 9, []byte{200})), "time stamp resolution is finer than 64 bits can count", false},
		{"resolution 20", iface(o, 1, 0, option(o, 9, []byte{20})), "time stamp resolution is finer than 64 bits can count", false},
		{"resolution of 2 bytes", iface(o, 1, 0, option(o, 9, []byte{6, 0})), "time stamp resolution is not one byte", false},
		{"offset of 4 bytes", iface(o, 1, 0, option(o, 14, p[:4])), "time stamp offset is not 8 bytes", false},
		{"byte order", with(sec, 8, 0x1a2b3c4e), "section byte order is 4e 3c 2b 1a", false},
		{"version", with(sec, 12, 2), "pcapng version 2.0, want 1.0", false},
		{"section too short", with(sec, 4, 24), "block length 24 is less than the 28 of block type 0xa0d0d0a", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readAll(bytes.NewReader(join(head, tt.in)))
			if len(got) != 1 {
				t.Errorf("%d frames before the damage, want 1", len(got))
			}
			d := damageOf(t, err)
			if !strings.HasPrefix(d.Reason, tt.reason) || d.Cut != tt.cut {
				t.Errorf("damage is %q, cut %t; want %q, cut %t", d.Reason, d.Cut, tt.reason, tt.cut)
			}
			at := int64(len(head))
			if strings.HasSuffix(tt.reason, "0 of 0 in the section") {
				at += int64(len(sec))
			}
			if d.Offset != at || d.Frame != 1 {
				t.Errorf("damage at byte %d after frame %d, want byte %d after frame 1", d.Offset, d.Frame, at)
			}
		})
	}
}

func TestTooManyInterfaces(t *testing.T) {
	o := binary.LittleEndian
	in := join(section(o), bytes.Repeat(iface(o, 1, 0), 1<<16), section(o), iface(o, 1, 0), enhanced(o, 0, 0, nil, 0))
	got, err := readAll(bytes.NewReader(in))
	if err != nil || len(got) != 1 || got[0].Interface != 1<<16 {
		t.Errorf("65536 interfaces in one section, one in the next: %+v, %v", got, err)
	}
	_, err = readAll(bytes.NewReader(join(section(o), bytes.Repeat(iface(o, 1, 0), 1<<16+1))))
	if d, want := damageOf(t, err), "more than 65536 interfaces in a section"; d.Reason != want {
		t.Errorf("reason is %q, want %q", d.Reason, want)
	}
}

// The count of blocks passed over is bounded as well.
func TestPassedBound(t *testing.T) {
	o := binary.LittleEndian
	in := section(o)
	for i := range uint32(1000) {
		in = append(in, block(o, 0x10000+i)...)
	}
	r, err := capture.NewReader(bytes.NewReader(in), "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := drain(r); err != nil {
		t.Fatal(err)
	}
	if got := r.Passed(); len(got) != 257 || got[0] != 1000-256 {
		t.Errorf("%d types counted, %d blocks under 0; want 257 and 744", len(got), got[0])
	}
}
