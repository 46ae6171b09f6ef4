package config_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/config"
	"rpcrdma-lint/rules"
)

const whole = `# All keys.
rules:
  credit/echo: on
  wire: off
  conn/*: warning
ports: [20050, 20051]
fail-on: warning
under-test: client
baseline: known.yaml
thresholds:
  unanswered: 2m
  huge-grant: 4096
hosts:
  - between: [192.0.2.1, 2001:db8::/32]
    rules:
      credit/zero-grant: note
    thresholds: {unanswered: 90s}
  - between: [198.51.100.7]
`

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "lint.yaml")
	if err := os.WriteFile(path, []byte(whole), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := config.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	want := &config.File{
		Path: path,
		Rules: []config.Setting{
			{Pattern: "credit/echo", Switch: config.On},
			{Pattern: "wire", Switch: config.Off},
			{Pattern: "conn/*", Severity: rules.Warning},
		},
		Ports: []uint16{20050, 20051}, FailOn: "warning", UnderTest: "client",
		Baseline:   filepath.Join(dir, "known.yaml"),
		Thresholds: rules.Thresholds{Unanswered: 2 * time.Minute, HugeGrant: 4096},
		Hosts: []config.Hosts{
			{
				Between:    []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("2001:db8::/32")},
				Rules:      []config.Setting{{Pattern: "credit/zero-grant", Severity: rules.Note}},
				Thresholds: rules.Thresholds{Unanswered: 90 * time.Second},
			},
			{Between: []netip.Prefix{netip.MustParsePrefix("198.51.100.7/32")}},
		},
	}
	if d := cmp.Diff(want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// What is not understood is an error, with its line.
func TestErrors(t *testing.T) {
	for in, want := range map[string]string{
		"rule:\n  x: on":                                   `1: a configuration has no key "rule"`,
		"ports: [20050]\nports: [1]":                       `2: "ports" stands in line 1 already`,
		"rules:\n  credit/ehco: on":                        `2: no rule matches "credit/ehco"`,
		"rules:\n  credit/echo: yes":                       `2: "yes" must be on, off, note, warning or error`,
		"rules:\n  credit/echo:":                           `2: must be a single value`,
		"rules:\n  - credit/echo":                          `2: rules must be a list of keys with values`,
		"rules:\n  credit/echo: on\n  credit/echo: off":    `3: "credit/echo" stands in line 2 already`,
		"ports:\n- 0":                                      `2: "0" must be a port number from 1 to 65535`,
		"ports: 20050":                                     `1: ports must be a list`,
		"fail-on: fatal":                                   `1: "fatal" must be one of note, warning, error, never`,
		"under-test: both":                                 `1: "both" must be one of client, server`,
		"thresholds:\n  unanswered: 60":                    `2: "60" must be a time, like 90s or 2m`,
		"thresholds:\n  huge-grant: -1":                    `2: "-1" must be a number of credits, 1 or more`,
		"thresholds:\n  loss: 1":                           `2: thresholds has no key "loss"`,
		"hosts:\n  - rules: {}":                            `2: an entry of hosts needs the key "between"`,
		"hosts:\n  - between: []":                          `2: between must hold one or two addresses or nets`,
		"hosts:\n  - between: [a.example]":                 `2: "a.example" must be an address, or a net like 192.0.2.0/24`,
		"hosts:\n  - between: [192.0.2.1]\n    ports: [1]": `3: an entry of hosts has no key "ports"`,
		"x: &a 1\ny: *a":                                   `1: a configuration has no key "x"`,
		"baseline: &a x\nfail-on: *a":                      `2: must be a single value`,
		"fail-on: note\n---\nfail-on: error":               `2: a second document`,
		"- 1":                                              `1: a configuration must be a list of keys with values`,
		"fail-on: note\n\tx: 1":                            `2: found a tab character that violates indentation`,
		"fail-on: \"note":                                  `found unexpected end of stream`,
	} {
		_, err := config.Parse([]byte(in))
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", in, err, want)
		}
	}
	for _, in := range []string{"", "# nothing\n", "---\n"} {
		if f, err := config.Parse([]byte(in)); err != nil || f == nil {
			t.Errorf("%q: got %v, %v, want an empty configuration", in, f, err)
		}
	}
}

func TestMatch(t *testing.T) {
	pair := func(a, b string) decode.HostPair {
		return decode.HostPair{A: netip.MustParseAddr(a), B: netip.MustParseAddr(b)}
	}
	two := config.Hosts{Between: []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("198.51.100.0/24")}}
	one := config.Hosts{Between: []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")}}
	for _, tt := range []struct {
		p        decode.HostPair
		two, one bool
	}{
		{pair("192.0.2.1", "198.51.100.9"), true, true},
		{pair("198.51.100.9", "192.0.2.1"), true, true},
		{pair("::ffff:198.51.100.9", "::ffff:192.0.2.1"), true, true},
		{pair("192.0.2.1", "192.0.2.2"), false, true},
		{pair("198.51.100.1", "198.51.100.2"), false, false},
	} {
		if got := two.Match(tt.p); got != tt.two {
			t.Errorf("two, %v: got %t", tt.p, got)
		}
		if got := one.Match(tt.p); got != tt.one {
			t.Errorf("one, %v: got %t", tt.p, got)
		}
	}
}

// A file without an end is not read for ever.
func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "big")
	if err := os.WriteFile(path, make([]byte, 16<<20+1), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Read(path); err == nil || !strings.Contains(err.Error(), "longer than 16 MiB") {
		t.Errorf("got %v", err)
	}
}

// No configuration makes the program crash.
func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("? {a: b}\n: c"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := config.Parse(b)
		if err != nil {
			return
		}
		for _, h := range got.Hosts {
			h.Match(decode.HostPair{A: netip.IPv4Unspecified(), B: netip.IPv6Unspecified()})
		}
	})
}
