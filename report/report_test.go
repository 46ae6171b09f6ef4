package report_test

import (
	"bytes"
	"errors"
	"flag"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	firstCall = &rules.Rule{ID: "credit/first-call", Severity: rules.Error, Unit: rules.PerConnection}
	position  = &rules.Rule{ID: "chunk/position-unaligned", Severity: rules.Error, Unit: rules.PerMessage}
	rnr       = &rules.Rule{ID: "recv/rnr-unattributed", Severity: rules.Note, Unit: rules.PerRefusal}
	echo      = &rules.Rule{ID: "credit/echo", Severity: rules.Note, Unit: rules.PerTransaction, Off: true}
	held      = &rules.Rule{ID: "hdr/version", Severity: rules.Error, Unit: rules.PerMessage}
)

// start is 2026-01-02T03:04:05.000000006Z.
const start = 1767323045_000000006

func flood() *lint.Capture {
	one := &decode.Conn{
		Client:     decode.Endpoint{Addr: netip.MustParseAddr("192.0.2.2"), QPN: 18, Known: true},
		Server:     decode.Endpoint{Addr: netip.MustParseAddr("192.0.2.1"), QPN: 19, Known: true},
		RolesKnown: true,
		Start:      decode.StartCM,
		CM:         decode.CM{Req: &decode.Request{HasPort: true, Port: 20049}},
		FirstFrame: 23,
		LastFrame:  5549,
		End:        decode.EndDisconnected,
	}
	two := &decode.Conn{
		Client:     decode.Endpoint{Addr: netip.MustParseAddr("2001:db8::2"), QPN: 0xabcdef, Known: true},
		Server:     decode.Endpoint{Addr: netip.MustParseAddr("2001:db8::1")},
		FirstFrame: 30,
		LastFrame:  31,
	}
	first := rules.Summary{ID: 1, Conn: one, Calls: 1705, Replies: 1704, ReverseCalls: 3, ReverseReplies: 2,
		RDMAErrors: 1, Reads: 7, Writes: 175}
	second := rules.Summary{ID: 2, Conn: two, Calls: 1, Unknown: 1, Gaps: 4}
	c1, c2 := &first, &second
	return &lint.Capture{
		Path:     "x.pcap",
		Frames:   5549,
		Complete: true,
		Other:    []decode.Other{{What: "iWARP", Frames: 3396}, {What: "NVMe-oF", Frames: 1}},
		Dropped:  decode.Dropped{ICRC: 2, Limits: 1},
		Result: &rules.Result{
			Connections: []*rules.Summary{&first, &second},
			Findings: []*rules.Finding{
				{
					Rule: position, Severity: rules.Error, Guard: rules.NoRole, Blame: rules.NoBlame, Conn: c2,
					Frame: 30, Decided: 31, Message: "Read chunk at Position 6", Count: 1,
					Requirements: []rfc8166.Key{"8166-3.4.5-c"},
					Evidence:     []rules.Evidence{{Frame: 30, What: "sent here"}},
				},
				{
					Rule: firstCall, Severity: rules.Error, Blame: rules.Client, Conn: c1,
					XID: 2594787141, HasXID: true, Frame: 812, Decided: 815, Time: start,
					Message:  "32 Calls sent before the first Reply granted credits (limit 1)",
					Observed: "32", Expected: "1", Count: 32,
					Requirements: []rfc8166.Key{"8166-3.3.3-b", "8166-3.3.1-b"},
					Evidence: []rules.Evidence{{Frame: 805, What: "connection established"},
						{Frame: 812, What: "second Call"}, {Frame: 805, What: "no grant"}},
				},
				{
					Rule: rnr, Severity: rules.Warning, Blame: rules.Capture,
					Message: "bytes \x1b[2J & <b>\n", Count: 1234,
				},
			},
			Coverage: []rules.Coverage{
				{Rule: firstCall, Violated: 1, Undecided: 1, Why: map[rules.Guard]int{rules.NoStart: 1}},
				{Rule: position, Held: 3410, Inconclusive: 1, Undecided: 12, Dropped: 1,
					Why: map[rules.Guard]int{rules.NoRole: 1, rules.NotWhole: 12}},
				{Rule: held, Held: 3423},
				{Rule: rnr, Violated: 1},
				{Rule: echo, Disabled: true},
			},
			Requirements: required(),
			Peers:        known(),
			Unprofiled:   1,
		},
	}
}

// required are a few requirements of every standing, out of order.
func required() []rules.RequirementCoverage {
	judged := func(key rfc8166.Key, level rfc8166.Level, text string, held, violated, noted, inconclusive, undecided int,
		by ...*rules.Rule) rules.RequirementCoverage {
		_, section, _ := strings.Cut(key.Section(), "§")
		return rules.RequirementCoverage{
			Requirement: rfc8166.Requirement{
				Key: key, Document: key.Document(), Section: section, Level: level, Bound: rfc8166.Both, Text: text,
			},
			Rules: by, Held: held, Violated: violated, Noted: noted, Inconclusive: inconclusive, Undecided: undecided,
		}
	}
	standing := func(s rules.Standing, q rules.RequirementCoverage, unseen, free string) rules.RequirementCoverage {
		q.Standing, q.Unseen, q.Free = s, unseen, free
		return q
	}
	return []rules.RequirementCoverage{
		judged("8166-4.10-a", rfc8166.Must, "Ten comes after nine.", 3423, 0, 0, 0, 0, held),
		judged("8166-4.9-a", rfc8166.DefShould, "The text of a requirement may be so long that a narrow terminal has no room for it.",
			3410, 1, 12, 1, 12, position, firstCall),
		judged("8166-4.11-a", rfc8166.MustNot, "Not tested by this trace.", 0, 0, 0, 0, 0, rnr),
		standing(rules.SwitchedOff, judged("8166-3.3.1-f", rfc8166.May, "Credits may shrink.", 0, 0, 0, 0, 0, echo), "", ""),
		standing(rules.NeedsNoRule, judged("8166-7-a", rfc8166.DefMust, "Four words stay.", 0, 0, 0, 0, 0), "", "It tells how to read."),
		standing(rules.CannotShow, judged("8797-5.2-a", rfc8166.Def, "Receivers search.", 0, 0, 0, 0, 0), "Internal to the receiver.", ""),
		judged("8797-4.2-b", rfc8166.Def, "Another document.", 7, 0, 0, 0, 0, held),
	}
}

// known are a client of which much was seen and a server of which little was.
func known() []*rules.Peer {
	span := func(low, high, n int) rules.Span { return rules.Span{Min: low, Max: high, N: n} }
	client := &rules.Peer{
		Addr: netip.MustParseAddr("192.0.2.2"), Side: decode.ClientSide, Connections: 5,
		Private: rules.Announced{
			Sent: 2, None: 1, Unusable: 1, Unknown: 1, Send: span(1024, 4096, 2), Receive: span(4096, 4096, 2),
			Invalidation: rules.Share{N: 1, Of: 2},
		},
		RNRRetry: span(0, 7, 4), Serves: span(16, 16, 4), Starts: span(0, 0, 4), PathMTU: span(1024, 1024, 4),
		FlowControl: rules.Share{N: 1, Of: 4}, SRQ: rules.Share{N: 4, Of: 4},
		Calls: 1705, Replies: 1, LongCalls: 3, LargestSend: 1164,
		Programs:    []rules.Program{{Number: 100003, Version: 3}, {Number: 100003, Version: 4}},
		Requested:   span(32, 128, 1705),
		Granted:     rules.Grants{Span: span(16, 16, 1)},
		RNRNAKs:     3,
		AckCredits:  rules.Share{N: 2, Of: 3},
		CreditCodes: span(4, 5, 2),
		ReadChunks:  rules.Offer{Chunks: 7, Segments: span(1, 4, 7), Unpadded: 2, Pads: rules.Share{N: 1, Of: 2}},
		WriteChunks: rules.Offer{Chunks: 14, Segments: span(1, 1, 14)},
		ReplyChunks: rules.Share{N: 161, Of: 1705}, ReplyChunk: span(4220, 65664, 161),
	}
	server := &rules.Peer{
		Addr: netip.MustParseAddr("2001:db8::1"), Side: decode.ServerSide, Connections: 1, Replies: 3, Errors: 1,
		Private:       rules.Announced{Unknown: 1},
		Granted:       rules.Grants{Span: span(5, 9, 3), Falls: 2},
		Returned:      rules.Returns{Chunks: 14, Unused: 1, Fewer: 2, Unpadded: 6, PadsFilled: rules.Share{Of: 6}},
		ReplyChunkUse: rules.Share{N: 161, Of: 161}, Invalidating: rules.Share{N: 9, Of: 707}, Reading: 28,
	}
	return []*rules.Peer{client, server}
}

func damaged() *lint.Capture {
	return &lint.Capture{
		Path:   "cut.pcap",
		Frames: 7,
		Damage: &lint.Damage{Offset: 812, Frame: 7, Known: true, Reason: "record cut short: 16 of 90 bytes", Cut: true},
		Result: &rules.Result{},
	}
}

func missing() *lint.Capture {
	return &lint.Capture{Path: "no\x1bsuch.pcap", Damage: &lint.Damage{Reason: "no such file or directory"}}
}

func TestFormats(t *testing.T) {
	for _, tt := range []struct {
		name, format string
		o            report.Options
		in           []*lint.Capture
	}{
		{"one.text", "text", report.Options{}, []*lint.Capture{flood()}},
		{"several.text", "text", report.Options{}, []*lint.Capture{flood(), damaged(), missing()}},
		{"inconclusive.text", "text", report.Options{Inconclusive: true}, []*lint.Capture{flood()}},
		{"color.text", "text", report.Options{Inconclusive: true, Color: true}, []*lint.Capture{flood()}},
		{"narrow.text", "text", report.Options{Width: 80}, []*lint.Capture{flood()}},
		{"wide.text", "text", report.Options{Width: 200}, []*lint.Capture{flood()}},
		{"coverage.text", "text", report.Options{Coverage: true}, []*lint.Capture{flood()}},
		{"coverage-narrow.text", "text", report.Options{Coverage: true, Width: 100}, []*lint.Capture{flood()}},
		{"profile.text", "text", report.Options{Profile: true}, []*lint.Capture{flood()}},
		{"coverage.json", "json", report.Options{Coverage: true}, []*lint.Capture{flood(), damaged(), missing()}},
		{"none.json", "json", report.Options{}, nil},
		{"several.json", "json", report.Options{}, []*lint.Capture{flood(), damaged(), missing()}},
		{"inconclusive.json", "json", report.Options{Inconclusive: true, Color: true, Width: 10},
			[]*lint.Capture{flood()}},
		{"several.jsonl", "jsonl", report.Options{Coverage: true}, []*lint.Capture{flood(), damaged(), missing()}},
		{"baseline.jsonl", "jsonl", inBaseline(), []*lint.Capture{flood()}},
		{"several.sarif", "sarif", report.Options{Inconclusive: true}, []*lint.Capture{flood(), damaged(), missing()}},
		{"baseline.sarif", "sarif", inBaseline(), []*lint.Capture{flood()}},
		{"none.sarif", "sarif", report.Options{}, nil},
		{"several.junit", "junit", report.Options{}, []*lint.Capture{flood(), damaged(), missing()}},
		{"inconclusive.junit", "junit", report.Options{Inconclusive: true}, []*lint.Capture{flood()}},
		{"baseline.junit", "junit", inBaseline(), []*lint.Capture{flood()}},
		{"none.junit", "junit", report.Options{}, nil},
		{"several.github", "github", report.Options{Inconclusive: true}, []*lint.Capture{flood(), damaged(), missing()}},
		{"baseline.github", "github", inBaseline(), []*lint.Capture{flood()}},
		{"baseline.text", "text", inBaseline(), []*lint.Capture{flood()}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := withoutTool(render(t, tt.format, tt.o, tt.in))
			golden := filepath.Join("testdata", tt.name)
			if *update {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
		})
	}
}

// inBaseline are options with a baseline that has the finding of firstCall.
func inBaseline() report.Options {
	known := func(f *rules.Finding) (string, bool) {
		if f.Rule == firstCall {
			return "the client of 2019", true
		}
		return "", false
	}
	return report.Options{
		Known: known,
		Fails: func(f *rules.Finding) bool {
			_, ok := known(f)
			return f.Proven() && !ok
		},
	}
}

// withoutTool leaves the description of all rules out of SARIF, which changes
// with every one of them.
func withoutTool(b []byte) []byte { return toolLine.ReplaceAll(b, []byte("\n")) }

var toolLine = regexp.MustCompile(`\n"tool": .*\n`)

func render(t *testing.T, format string, o report.Options, in []*lint.Capture) []byte {
	t.Helper()
	f, ok := report.Find(format)
	if !ok {
		t.Fatalf("got no format %s", format)
	}
	var b bytes.Buffer
	r := f.New(&b, o)
	for _, c := range in {
		if err := r.Capture(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFind(t *testing.T) {
	for _, f := range report.Formats {
		if got, ok := report.Find(f.Name); !ok || got.Name != f.Name {
			t.Errorf("Find(%q): got %q, %t", f.Name, got.Name, ok)
		}
	}
	if f, ok := report.Find("xml"); ok {
		t.Errorf("Find(xml): got %q, want none", f.Name)
	}
}

// fails takes n bytes and then no more.
type fails struct{ n int }

var errFull = errors.New("full")

func (f *fails) Write(p []byte) (int, error) {
	if len(p) > f.n {
		n := f.n
		f.n = 0
		return n, errFull
	}
	f.n -= len(p)
	return len(p), nil
}

// Wherever the writer fails, the report says so.
func TestWriteErrors(t *testing.T) {
	for _, f := range report.Formats {
		in := []*lint.Capture{flood(), damaged()}
		size := len(render(t, f.Name, report.Options{}, in))
		for _, n := range []int{0, 1, size / 2, size - 1, size} {
			r := f.New(&fails{n}, report.Options{})
			var err error
			for _, c := range in {
				err = errors.Join(err, r.Capture(c))
			}
			err = errors.Join(err, r.Close())
			if want := n < size; errors.Is(err, errFull) != want {
				t.Errorf("%s, %d of %d bytes: got error %v, want one: %t", f.Name, n, size, err, want)
			}
		}
	}
}
