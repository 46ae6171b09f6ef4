package capture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode/capture"
)

func copied(t *testing.T, file []byte, edit func(int) capture.Edit) ([]byte, error) {
	t.Helper()
	r, err := capture.Options{Whole: true}.NewReader(bytes.NewReader(file), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b bytes.Buffer
	err = capture.Copy(&b, r, edit)
	return b.Bytes(), err
}

// evenly gives every second number two comments.
func evenly(number int) capture.Edit {
	if number%2 == 0 {
		return capture.Edit{Comments: []string{"a", "second"}}
	}
	return capture.Edit{}
}

// A pcapng file stays as it is, block by block and option by option, but for
// what is said of its frames.
func TestCopyBlocks(t *testing.T) {
	for name, o := range orders {
		old, end := option(o, 1, []byte("old")), option(o, 0, nil)
		added := join(option(o, 1, []byte("a")), option(o, 1, []byte("second")))
		build := func(edited, dropped bool) []byte {
			pick := func(before, after []byte) []byte {
				switch {
				case dropped:
					return nil
				case edited:
					return after
				}
				return before
			}
			withOptions := func(options ...[]byte) []byte {
				body := words(o, 0, 9, 9, 5, 70)
				body = append(body, payload(3, 5)...)
				return block(o, 2, append(body, 0, 0, 0), join(options...))
			}
			kept := func(b []byte) []byte { return pick(b, b) }
			return join(
				section(o, option(o, 4, []byte("dumpcap")), end), iface(o, 1, 96, option(o, 9, []byte{9}), end),
				kept(enhanced(o, 0, 1<<33, payload(1, 61), 61, old, end)),
				pick(enhanced(o, 0, 5, payload(2, 64), 99, old, end), enhanced(o, 0, 5, payload(2, 64), 99, added, old, end)),
				block(o, 4, []byte("names")), block(o, 0xabcde, make([]byte, 40)),
				kept(simple(o, payload(7, 9), 9)),
				pick(withOptions(), withOptions(added, end)),
				kept(block(o, 9, []byte("journal"))),
				pick(simple(o, payload(4, 7), 7), enhanced(o, 0, 0, payload(4, 7), 7, added, end)),
				section(o), iface(o, 113, 0),
				kept(enhanced(o, 0, 1, payload(5, 4), 4)),
				pick(enhanced(o, 0, 7, payload(6, 4), 4), enhanced(o, 0, 7, payload(6, 4), 4, added, end)),
				block(o, 5, words(o, 0, 0, 0)),
			)
		}
		for _, tt := range []struct {
			what string
			edit func(int) capture.Edit
			want []byte
		}{
			{"as it is", func(int) capture.Edit { return capture.Edit{} }, build(false, false)},
			{"comments", evenly, build(true, false)},
			{"no frames", func(int) capture.Edit { return capture.Edit{Drop: true} }, build(false, true)},
		} {
			got, err := copied(t, build(false, false), tt.edit)
			if err != nil {
				t.Errorf("%s endian, %s: %v", name, tt.what, err)
			}
			if !bytes.Equal(got, tt.want) {
				t.Errorf("%s endian, %s: got % x\nwant % x", name, tt.what, got, tt.want)
			}
		}
	}
}

// The length that a section had is not that of the copy.
func TestCopySectionLength(t *testing.T) {
	file := join(section(binary.LittleEndian), iface(binary.LittleEndian, 1, 0))
	want := bytes.Clone(file)
	copy(file[16:], words(binary.LittleEndian, 20, 0))
	if got, err := copied(t, file, evenly); err != nil || !bytes.Equal(got, want) {
		t.Errorf("got % x, %v; want % x", got, err, want)
	}
}

// The frames of a pcap file are those of its copy.
func TestCopyRecords(t *testing.T) {
	for name, o := range orders {
		for _, magic := range []uint32{0xa1b2c3d4, 0xa1b23c4d} {
			file := join(pcapHead(o, magic, 128, 113), record(o, 1<<31, 999_999, payload(1, 61), 61), record(o, 9, 1, payload(2, 64), 4000),
				record(o, 8, 0, nil, 4))
			copy, err := copied(t, file, evenly)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := readAll(bytes.NewReader(file))
			got, err := readAll(bytes.NewReader(copy))
			if d := cmp.Diff(want, got); d != "" || err != nil {
				t.Errorf("%s endian, %x: %v (-want +got):\n%s", name, magic, err, d)
			}
			if n := bytes.Count(copy, []byte("second")); n != 1 {
				t.Errorf("%d comments, want 1", n)
			}
			none, err := copied(t, file, func(n int) capture.Edit { return capture.Edit{Drop: n != 2} })
			if got, _ := readAll(bytes.NewReader(none)); err != nil || len(got) != 1 || got[0].Data != want[1].Data {
				t.Errorf("%s endian, %x: %d frames, %v; want the second", name, magic, len(got), err)
			}
		}
	}
}

// A comment that no option has room for is cut between two characters.
func TestCopyLongComment(t *testing.T) {
	o := binary.LittleEndian
	file := join(section(o), iface(o, 1, 0), enhanced(o, 0, 1, payload(1, 60), 60))
	long := "x" + strings.Repeat("é", 40_000)
	got, err := copied(t, file, func(int) capture.Edit { return capture.Edit{Comments: []string{long}} })
	if err != nil {
		t.Fatal(err)
	}
	want := join(section(o), iface(o, 1, 0), enhanced(o, 0, 1, payload(1, 60), 60, option(o, 1, []byte(long[:65531])), option(o, 0, nil)))
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}

// What ends a copy is told, and what was read before it is written.
func TestCopyEnds(t *testing.T) {
	o := binary.LittleEndian
	for name, file := range map[string][]byte{
		"pcapng": join(section(o), iface(o, 1, 0), enhanced(o, 0, 1, payload(1, 60), 60), enhanced(o, 0, 1, payload(1, 60), 60)),
		"pcap":   join(pcapHead(o, 0xa1b2c3d4, 0, 1), record(o, 1, 2, payload(1, 60), 60), record(o, 1, 2, payload(1, 60), 60)),
	} {
		got, err := copied(t, file[:len(file)-8], evenly)
		var d *capture.DamageError
		if !errors.As(err, &d) || !d.Cut {
			t.Errorf("%s: got %v, want that it is cut", name, err)
		}
		if frames, err := readAll(bytes.NewReader(got)); len(frames) != 1 || err != nil {
			t.Errorf("%s: %d frames and %v in the copy of a cut file, want 1", name, len(frames), err)
		}
		for room := range len(file) {
			r, err := capture.Options{Whole: true}.NewReader(bytes.NewReader(file), "test")
			if err != nil {
				t.Fatal(err)
			}
			if err := capture.Copy(&full{n: room}, r, evenly); err != errFull {
				t.Fatalf("%s: got %v with room for %d bytes, want %v", name, err, room, errFull)
			}
		}
	}
	block := join(words(o, 0xabc, 40<<20), make([]byte, 40<<20-12), words(o, 40<<20))
	if _, err := copied(t, join(section(o), block), evenly); err == nil || !strings.Contains(err.Error(), "exceeds the limit") {
		t.Errorf("got %v for a block of 40 MiB", err)
	}
}
