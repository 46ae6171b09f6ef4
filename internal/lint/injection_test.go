package lint_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
)

// An injection is a fault in one field of one frame of a sound capture, and
// all that must come of it. What is expected follows from the catalogue of
// rules and the bytes of the frame, not from what the checker says.
type injection struct {
	field string
	value func(old uint64) uint64

	// want lists the findings that the fault adds, "RULE BLAME @FRAME", and
	// with a minus those that it takes away, divided by semicolons. An empty
	// one says that the value is legal.
	want string
}

// A victim is a frame of a sample with the faults that it is given, one at a
// time.
type victim struct {
	name   string
	sample string
	frame  int
	faults []injection
}

func to(v uint64) func(uint64) uint64   { return func(uint64) uint64 { return v } }
func plus(n uint64) func(uint64) uint64 { return func(old uint64) uint64 { return old + n } }
func minus(n uint64) func(uint64) uint64 {
	return func(old uint64) uint64 { return old - n }
}

// samples are cut-outs of captures of conforming traffic, but for abuse-header,
// which has RDMA_ERRORs.
var samples = map[string]struct {
	file  string
	until int
}{
	"v3":     {"v3-basic-mtu1500.pcap.zst", 1300},
	"v3 few": {"v3-basic-mtu1500.pcap.zst", 110},
	"v41":    {"v41-basic-mtu9000.pcap.zst", 60},
	"odd":    {"v41-basic-mtu9000.pcap.zst", 1800},
	"recall": {"v41-recall-mtu1500.pcap", 0},
	"ipv6":   {"misc-ipv6.pcap.zst", 60},
	"vlan":   {"misc-vlan.pcap.zst", 110},
	"nsec":   {"misc-nsec.pcapng.zst", 60},
	"errors": {"abuse-header.pcap", 0},
}

// Every field of the RPC-over-RDMA header, of the chunk lists, of RETH, AETH
// and IETH and of the RPC header is given wrong values in frames of real
// captures. Each has to be found, named and blamed, and nothing else may be
// said.
func TestInjection(t *testing.T) {
	loaded := map[string]*sample{}
	for name, s := range samples {
		loaded[name] = load(t, s.file, s.until)
	}
	for _, v := range slices.Concat(headerFaults, listFaults, rdmaFaults, reverseFaults, errorFaults) {
		s := loaded[v.sample]
		for _, f := range v.faults {
			patched, value := s.patch(t, v.frame, f.field, f.value)
			what := fmt.Sprintf("%s/%s=%#x", v.name, f.field, value)
			t.Run(what, func(t *testing.T) { s.check(t, v.sample, patched, f) })
		}
	}
	for _, r := range rewrites {
		t.Run(r.name, func(t *testing.T) {
			s := loaded[r.sample]
			s.check(t, r.sample, s.rewrite(t, r.frame, r.change), injection{want: r.want})
		})
	}
}

// check lints the sample with a frame in the place of its original, and holds
// what that adds and takes away against what is expected of the fault.
func (s *sample) check(t *testing.T, name string, patched *decode.Frame, f injection) {
	t.Helper()
	want := s.expected(t, patched.Number, f)
	got := difference(s.sound, s.proven(patched))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s, frame %d: findings (-want +got):\n%s", samples[name].file, patched.Number, d)
	}
}

// expected puts frame numbers for the names in what is expected of a fault.
func (s *sample) expected(t *testing.T, frame int, f injection) []string {
	t.Helper()
	want := []string{}
	for w := range strings.SplitSeq(f.want, ";") {
		if w = strings.TrimSpace(w); w == "" {
			continue
		}
		finding, at, ok := strings.Cut(w, " @")
		if !ok {
			t.Fatalf("%q names no frame", w)
		}
		n, count := s.frame(t, frame, f.field, at)
		want = append(want, fmt.Sprintf("%s %d%s", finding, n, times(count)))
	}
	slices.Sort(want)
	return want
}

// difference lists what after has beyond before, and with a minus what it
// lacks.
func difference(before, after map[string]bool) []string {
	d := []string{}
	for f := range maps.Keys(after) {
		if !before[f] {
			d = append(d, f)
		}
	}
	for f := range maps.Keys(before) {
		if !after[f] {
			d = append(d, "-"+f)
		}
	}
	slices.Sort(d)
	return d
}
