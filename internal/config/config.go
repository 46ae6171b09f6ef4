// Package config reads the settings that stay the same from run to run. It is
// strict: what it does not understand is an error with its line.
package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/rules"
)

// DefaultName is the file that is read in the working directory where no other
// is named.
const DefaultName = ".rpcrdma-lint.yaml"

// A File is what a configuration file says. What it leaves out is zero.
type File struct {
	Path       string
	Rules      []Setting
	Ports      []uint16
	FailOn     string // a severity, or "never"
	UnderTest  string // "client" or "server"
	Memory     int    // bytes that a capture may take
	Baseline   string // a path from the working directory
	Thresholds rules.Thresholds
	Hosts      []Hosts
}

// A Setting is what becomes of the rules that match a pattern.
type Setting struct {
	Pattern  string // as --enable takes it
	Switch   Switch
	Severity rules.Severity // where Switch is Keep
}

// A Switch says whether a Setting switches rules on or off.
type Switch uint8

// Keep leaves rules on or off as they are, and sets their severity.
const (
	Keep Switch = iota
	On
	Off
)

// Hosts are settings for the connections of some hosts.
type Hosts struct {
	// Between holds one set of addresses, for all connections of these, or two,
	// for those from one to the other.
	Between    []netip.Prefix
	Rules      []Setting
	Thresholds rules.Thresholds
}

// Match reports whether the settings are for this pair of hosts.
func (h *Hosts) Match(p decode.HostPair) bool {
	a, b := p.A.Unmap(), p.B.Unmap()
	one := h.Between[0]
	if len(h.Between) == 1 {
		return one.Contains(a) || one.Contains(b)
	}
	two := h.Between[1]
	return one.Contains(a) && two.Contains(b) || one.Contains(b) && two.Contains(a)
}

// Load reads a configuration file.
func Load(path string) (*File, error) {
	b, err := Read(path)
	if err != nil {
		return nil, err
	}
	f, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	f.Path = path
	if f.Baseline != "" && !filepath.IsAbs(f.Baseline) {
		f.Baseline = filepath.Join(filepath.Dir(path), f.Baseline)
	}
	return f, nil
}

// maxSize is more than anyone writes by hand.
const maxSize = 16 << 20

// Read reads a file of settings. Devices without an end are none.
func Read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err == nil && len(b) > maxSize {
		err = &fs.PathError{Op: "read", Path: path, Err: errors.New("longer than 16 MiB")}
	}
	return b, err
}
