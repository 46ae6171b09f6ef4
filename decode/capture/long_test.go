package capture_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"runtime"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode/capture"
)

const usb = 189 // a link type with frames of up to 128 MiB

// comments are options of so many bytes, the last of which is no multiple of 4.
func comments(o order, n int) []byte {
	var b []byte
	for n > 60_000 {
		b = append(b, option(o, 1, payload(n, 60_000))...)
		n -= 60_004
	}
	b = append(b, option(o, 1, payload(n, n-7))...)
	return append(b, option(o, 0, nil)...)
}

// A longFile is a capture with one record or block that is not held as a whole,
// from offset at to offset end.
type longFile struct {
	in      []byte
	at, end int
}

func longFileOf(before, long []byte, after ...[]byte) longFile {
	return longFile{join(before, long, join(after...)), len(before), len(before) + len(long)}
}

func longFiles(o order) map[string]longFile {
	const n = capture.MaxFrame + 300_001
	p := payload(2, n)
	small := payload(1, 60)
	list := comments(o, n)
	files := map[string]longFile{"record": longFileOf(join(pcapHead(o, micro, 0, usb), record(o, 1, 0, small, 60)),
		record(o, 2, 0, p, n+5), record(o, 3, 0, payload(3, 50), 60))}
	ng := join(section(o), iface(o, usb, 0), iface(o, 1, 0), enhanced(o, 1, 1, small, 60))
	for name, long := range map[string][]byte{
		"enhanced":             enhanced(o, 0, 2, p, n+5),
		"enhanced, options":    enhanced(o, 0, 2, p, n, option(o, 1, []byte("x"))),
		"obsolete":             obsolete(o, 0, 2, p, n),
		"simple":               simple(o, p, n),
		"options":              enhanced(o, 1, 2, small, 60, list),
		"many options":         enhanced(o, 1, 2, small, 60, bytes.Repeat(option(o, 1, nil), n/4)),
		"frame and options":    enhanced(o, 0, 2, p, n, list),
		"end before the end":   enhanced(o, 1, 2, small, 60, option(o, 0, nil), make([]byte, n)),
		"interface":            iface(o, 1, 0, list[:len(list)-4], option(o, 9, []byte{9})),
		"name resolution":      block(o, 4, p),
		"decryption secrets":   block(o, 10, words(o, 0x544c534b, n), p),
		"no options":           enhanced(o, 1, 2, small, 60, p[:n&^3]),
		"interface, no option": iface(o, 1, 0, list[:len(list)-4], option(o, 9, []byte{200})),
	} {
		files[name] = longFileOf(ng, long, enhanced(o, 1, 3, payload(3, 60), 60))
	}
	files["section"] = longFileOf(ng, section(o, list), iface(o, 1, 0), enhanced(o, 0, 3, small, 60))
	files["first section"] = longFileOf(nil, section(o, list), iface(o, 1, 0), enhanced(o, 0, 3, small, 60))
	return files
}

// wholly reads with all records held as they are, and gives as much of each frame
// as others get.
func wholly(in []byte) ([]shot, error) {
	r, err := capture.Options{Whole: true}.NewReader(bytes.NewReader(in), "test")
	if err != nil {
		return nil, err
	}
	defer r.Close()
	shots, err := drain(r)
	for i := range shots {
		shots[i].Data = shots[i].Data[:min(len(shots[i].Data), capture.MaxFrame)]
	}
	return shots, err
}

// pipe is what is read of a pipe: as much as was written at a time.
func pipe(in []byte) io.Reader {
	r, w := io.Pipe()
	go func() {
		_, err := io.Copy(w, bytes.NewReader(in))
		w.CloseWithError(err)
	}()
	return r
}

// What is not held is read over: the frames and the damage are those of a reader
// that holds everything, however the bytes come.
func TestLongRecords(t *testing.T) {
	for order, o := range orders {
		for name, file := range longFiles(o) {
			t.Run(name+", "+order, func(t *testing.T) {
				want, wrong := wholly(file.in)
				sources := map[string]io.Reader{
					"file": bytes.NewReader(file.in), "pipe": pipe(file.in), "half": iotest.HalfReader(bytes.NewReader(file.in)),
				}
				for packing, pack := range packers {
					sources[packing] = bytes.NewReader(pack(t, file.in))
				}
				for kind, src := range sources {
					got, err := readAll(src)
					if d := diff(got, want) + cmp.Diff(wrong, err); d != "" {
						t.Errorf("%s: %s", kind, d)
					}
				}
				for _, pool := range []int{1, 3} {
					got, err := readBatches(iotest.HalfReader(bytes.NewReader(file.in)), pool)
					if d := diff(got, want) + cmp.Diff(wrong, err); d != "" {
						t.Errorf("%d batches: %s", pool, d)
					}
				}
			})
		}
	}
}

// Cut anywhere in a record that is not held, or with a wrong byte in it, a capture
// is as damaged as for a reader that holds everything.
func TestLongDamage(t *testing.T) {
	for name, file := range longFiles(binary.LittleEndian) {
		check := func(t *testing.T, what string, at int, in []byte) {
			t.Helper()
			want, wrong := wholly(in)
			got, err := readAll(bytes.NewReader(in))
			if d := diff(got, want) + cmp.Diff(wrong, err); d != "" {
				t.Errorf("%s at %d: %s", what, at, d)
			}
			got, err = readBatches(bytes.NewReader(in), 2)
			if d := diff(got, want) + cmp.Diff(wrong, err); d != "" {
				t.Errorf("%s at %d, in batches: %s", what, at, d)
			}
		}
		t.Run(name, func(t *testing.T) {
			n := file.end - file.at
			for _, at := range []int{
				1, 11, 15, 16, 27, 28, 29, 100, 3000, capture.MaxFrame, capture.MaxFrame + 16, capture.MaxFrame + 100,
				capture.MaxFrame + 128<<10 + 28, capture.MaxFrame + 300_000, n - 5, n - 1,
			} {
				check(t, "cut", file.at+at, file.in[:file.at+at])
			}
			for _, at := range []int{40, capture.MaxFrame / 2, n - 1, n - 4} {
				in := bytes.Clone(file.in)
				in[file.at+at] ^= 0x41
				check(t, "wrong byte", file.at+at, in)
			}
		})
	}
}

// Memory does not follow the length of a frame that is not held.
func TestLongRecordsMemory(t *testing.T) {
	o := binary.LittleEndian
	const n, frames = 120 << 20, 4
	sources := []io.Reader{bytes.NewReader(pcapHead(o, micro, 0, usb))}
	for range frames {
		sources = append(sources, bytes.NewReader(words(o, 1, 0, n, n)), io.LimitReader(zeros{}, n))
	}
	r, err := capture.NewReader(io.MultiReader(sources...), "test")
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var f capture.Frame
	var b capture.Batch
	for i := range frames {
		if i%2 == 0 {
			err = r.Next(&f)
		} else if err = r.NextBatch(&b); err == nil {
			f = b.Frames[0]
		}
		if err != nil || f.Length != n || len(f.Data) != capture.MaxFrame {
			t.Fatalf("frame %d: %d of %d bytes, %v", i+1, len(f.Data), f.Length, err)
		}
	}
	if err := r.Next(&f); err != io.EOF {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 12<<20 {
		t.Errorf("%d bytes allocated for %d frames of 120 MiB, want at most 12 MiB", n, frames)
	}
}

// zeros are as many as are wanted.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
