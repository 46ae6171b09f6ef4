package part

import (
	"fmt"
	"slices"

	"rpcrdma-lint/rules"
)

// version is that of the format. A reader takes no other.
const version = 1

// A Header is the first line of a part.
type Header struct {
	Kind     string   `json:"kind"` // "part"
	Version  int      `json:"version"`
	Program  string   `json:"program"`  // the version of the program
	Manifest string   `json:"manifest"` // SHA-256 of the manifest
	Settings string   `json:"settings"` // SHA-256 of what decides how captures are judged
	Shard    int      `json:"shard"`    // from 0
	Shards   int      `json:"shards"`
	First    int      `json:"first"`  // the first trace, by its place in the manifest, from 0
	Traces   int      `json:"traces"` // in this part
	All      int      `json:"all"`    // traces of the manifest
	Rules    []string `json:"rules"`  // that ran

	// Connections, Findings and Memory are bounds, as in lint.Options.
	Connections int `json:"max_connections"`
	Findings    int `json:"max_findings"`
	Memory      int `json:"max_memory"` // bytes
}

// check reports what makes no sense in a header, or none of this program.
func (h *Header) check() error {
	switch {
	case h.Kind != "part":
		return fmt.Errorf("the first line is of the kind %q, not \"part\"", h.Kind)
	case h.Version != version:
		return fmt.Errorf("version %d, want %d", h.Version, version)
	case h.Shards < 1 || h.Shard < 0 || h.Shard >= h.Shards:
		return fmt.Errorf("shard %d of %d", h.Shard, h.Shards)
	case h.First < 0 || h.Traces < 0 || h.Traces > h.All || h.First > h.All-h.Traces:
		return fmt.Errorf("%d traces from %d of %d", h.Traces, h.First, h.All)
	case h.Connections < 0 || h.Findings < 0 || h.Memory < 0:
		return fmt.Errorf("bounds of %d connections, %d findings and %d bytes", h.Connections, h.Findings, h.Memory)
	}
	for _, id := range h.Rules {
		if rules.Find(id) == nil {
			return fmt.Errorf("there is no rule %q", id)
		}
	}
	return nil
}

// bounds are those on what is kept of a capture.
func (h *Header) bounds() [3]int { return [...]int{h.Connections, h.Findings, h.Memory} }

// differs says in which way two parts do not belong together, "" where they do.
func (h *Header) differs(o *Header) string {
	for _, d := range []struct {
		what      string
		different bool
	}{
		{"another version of the program", h.Program != o.Program},
		{"another manifest", h.Manifest != o.Manifest || h.All != o.All},
		{"other settings", h.Settings != o.Settings || h.bounds() != o.bounds()},
		{"other rules", !slices.Equal(h.Rules, o.Rules)},
		{fmt.Sprintf("%d shards instead of %d", o.Shards, h.Shards), h.Shards != o.Shards},
	} {
		if d.different {
			return d.what
		}
	}
	return ""
}
