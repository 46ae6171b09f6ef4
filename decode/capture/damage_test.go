package capture_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/decode/capture"
)

// A sample is a small capture and the offsets at which it may end cleanly.
type sample struct {
	name string
	in   []byte
	head int         // bytes before the first record or block of a frame
	ends map[int]int // offset to the number of frames before it
}

// sampleOf joins a header and the records or blocks of frames.
func sampleOf(name string, head []byte, parts ...[]byte) sample {
	s := sample{name, bytes.Clone(head), len(head), map[int]int{len(head): 0}}
	for i, p := range parts {
		s.in = append(s.in, p...)
		s.ends[len(s.in)] = i + 1
	}
	return s
}

func samples() []sample {
	var all []sample
	for name, o := range orders {
		pcap := sampleOf("pcap "+name, pcapHead(o, nano, 0, 1),
			record(o, 1, 2, payload(1, 60), 60),
			record(o, 3, 4, payload(2, 41), 1500),
			record(o, 5, 6, nil, 70))
		ng := sampleOf("pcapng "+name, join(section(o), iface(o, 1, 0, option(o, 9, []byte{9}))),
			enhanced(o, 0, 1, payload(1, 60), 60),
			simple(o, payload(2, 41), 41),
			enhanced(o, 0, 3, payload(3, 5), 5, option(o, 1, []byte("comment"))),
			obsolete(o, 0, 4, payload(4, 30), 30))
		ng.ends[len(section(o))] = 0 // a section without interfaces is whole
		all = append(all, pcap, ng)
	}
	return all
}

// Cut anywhere, a capture gives exactly the whole frames before the cut, and a
// clean end only where a record or block ends.
func TestEveryTruncation(t *testing.T) {
	for _, s := range samples() {
		whole, err := readAll(bytes.NewReader(s.in))
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		frames := 0
		for n := range s.in {
			ended, clean := s.ends[n]
			if clean {
				frames = ended
			}
			got, err := readAll(bytes.NewReader(s.in[:n]))
			if d := diff(got, whole[:frames]); d != "" {
				t.Errorf("%s cut at %d: %s", s.name, n, d)
			}
			if clean != (err == nil) {
				t.Errorf("%s cut at %d: error %v, want a clean end: %t", s.name, n, err, clean)
			}
			var d *capture.DamageError
			if err != nil && (!errors.As(err, &d) || d.Offset > int64(n) || d.Frame != frames) {
				t.Errorf("%s cut at %d: %+v, want damage before that after frame %d", s.name, n, err, frames)
			}
			if err != nil && n > s.head && !d.Cut {
				t.Errorf("%s cut at %d: %v, want Cut", s.name, n, err)
			}
		}
	}
}

// A packed capture cut anywhere has an error, and only frames that are right.
func TestEveryPackedTruncation(t *testing.T) {
	for _, s := range samples() {
		whole, _ := readAll(bytes.NewReader(s.in))
		for packing, pack := range packers {
			packed := pack(t, s.in)
			for n := range packed {
				got, err := readAll(bytes.NewReader(packed[:n]))
				damageOf(t, err)
				if len(got) > len(whole) || diff(got, whole[:len(got)]) != "" {
					t.Errorf("%s %s cut at %d: %d frames that differ from those of the whole", s.name, packing, n, len(got))
				}
			}
			got, err := readAll(bytes.NewReader(packed))
			if d := diff(got, whole); err != nil || d != "" {
				t.Errorf("%s %s: %v %s", s.name, packing, err, d)
			}
		}
	}
}

// A packed stream that is cut after whole frames gives them. It isn't Cut: a
// corrupt one can look the same.
func TestPackedCut(t *testing.T) {
	o := binary.LittleEndian
	in := pcapHead(o, nano, 0, 1)
	for i := range 5000 {
		in = append(in, record(o, uint32(i), 0, noise(i, 900), 900)...)
	}
	for packing, pack := range packers {
		packed := pack(t, in)
		got, err := readAll(bytes.NewReader(packed[:len(packed)/2]))
		d := damageOf(t, err)
		if d.Cut || d.Reason != "unpacking "+packing+": stream cut short or corrupt" || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%s: damage is %+v, want a stream cut short or corrupt", packing, d)
		}
		if len(got) < 1000 || d.Frame != len(got) {
			t.Errorf("%s: %d frames before the damage after %d, want more than 1000", packing, len(got), d.Frame)
		}
	}
}

// noise is n bytes that don't compress.
func noise(seed, n int) []byte {
	b := make([]byte, n)
	x := uint32(seed)*2654435761 + 1
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return b
}

var packers = map[string]func(*testing.T, []byte) []byte{
	"gzip": func(t *testing.T, b []byte) []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	},
	"zstd": func(t *testing.T, b []byte) []byte {
		w, err := zstd.NewWriter(nil)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		return w.EncodeAll(b, nil)
	},
}

// One bit wrong anywhere: the frames are numbered, ordered and within the file,
// and a bit of a frame's own bytes changes nothing else.
func TestEveryFlippedBit(t *testing.T) {
	for _, s := range samples() {
		whole, _ := readAll(bytes.NewReader(s.in))
		for bit := range len(s.in) * 8 {
			in := bytes.Clone(s.in)
			in[bit/8] ^= 1 << (bit % 8)
			got, err := readAll(bytes.NewReader(in))
			if err != nil {
				damageOf(t, err)
			}
			sum := 0
			for i, f := range got {
				sum += len(f.Data)
				if f.Number < i+1 || len(f.Data) > f.Length {
					t.Errorf("%s with bit %d flipped: frame %d is %+v", s.name, bit, i+1, f)
				}
			}
			if sum > len(in) {
				t.Errorf("%s with bit %d flipped: %d bytes of frames in a file of %d", s.name, bit, sum, len(in))
			}
			if i := inData(s, whole, bit/8); i >= 0 {
				want := slices.Clone(whole)
				b := []byte(want[i].Data)
				b[bit/8-bytes.Index(s.in, b)] ^= 1 << (bit % 8)
				want[i].Data = string(b)
				if d := diff(got, want); err != nil || d != "" {
					t.Errorf("%s with bit %d of frame %d flipped: %v %s", s.name, bit, i+1, err, d)
				}
			}
		}
	}
}

// inData is the index of the frame whose bytes hold the one at offset at, or -1.
func inData(s sample, whole []shot, at int) int {
	for i, f := range whole {
		from := bytes.Index(s.in, []byte(f.Data))
		if f.Data != "" && at >= from && at < from+len(f.Data) {
			return i
		}
	}
	return -1
}

// However the bytes come, the frames are the same.
func TestPiecemeal(t *testing.T) {
	for _, s := range samples() {
		whole, err := readAll(bytes.NewReader(s.in))
		if err != nil {
			t.Fatal(err)
		}
		for name, src := range map[string]io.Reader{
			"one byte":  iotest.OneByteReader(bytes.NewReader(s.in)),
			"half":      iotest.HalfReader(bytes.NewReader(s.in)),
			"data, EOF": iotest.DataErrReader(bytes.NewReader(s.in)),
		} {
			got, err := readAll(src)
			if d := diff(got, whole); err != nil || d != "" {
				t.Errorf("%s, %s: %v %s", s.name, name, err, d)
			}
		}
		for name, pack := range packers {
			got, err := readAll(iotest.OneByteReader(bytes.NewReader(pack(t, s.in))))
			if d := diff(got, whole); err != nil || d != "" {
				t.Errorf("%s, %s by the byte: %v %s", s.name, name, err, d)
			}
		}
	}
}

// An error of the source is told with its place, and is no cut.
func TestSourceError(t *testing.T) {
	o := binary.LittleEndian
	wrong := errors.New("input/output error")
	in := join(pcapHead(o, micro, 0, 1), record(o, 1, 2, payload(1, 60), 60))
	got, err := readAll(io.MultiReader(bytes.NewReader(in), iotest.ErrReader(wrong)))
	d := damageOf(t, err)
	if len(got) != 1 || d.Cut || d.Offset != 100 || !errors.Is(err, wrong) || !strings.Contains(err.Error(), wrong.Error()) {
		t.Errorf("%d frames, damage %+v; want 1 frame and %q at byte 100", len(got), d, wrong)
	}
	if _, err := readAll(iotest.ErrReader(wrong)); !errors.Is(err, wrong) {
		t.Errorf("error is %v, want %v", err, wrong)
	}
	idle := io.MultiReader(bytes.NewReader(in), idleReader{})
	if _, err := readAll(idle); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a source that gives nothing: %v, want %v", err, io.ErrNoProgress)
	}
}

type idleReader struct{}

func (idleReader) Read([]byte) (int, error) { return 0, nil }
