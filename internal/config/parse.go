package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"rpcrdma-lint/rules"
)

// Parse reads a configuration. Errors begin with the number of the line.
func Parse(b []byte) (*File, error) {
	f := &File{}
	top, err := document(b)
	if err != nil || top == nil {
		return f, err
	}
	return f, mapping(top, "a configuration", map[string]reader{
		"rules":      func(n *yaml.Node) error { return settings(n, &f.Rules) },
		"ports":      func(n *yaml.Node) error { return ports(n, &f.Ports) },
		"fail-on":    oneOf(&f.FailOn, "note", "warning", "error", "never"),
		"under-test": oneOf(&f.UnderTest, "client", "server"),
		"max-memory": func(n *yaml.Node) error { return memory(n, &f.Memory) },
		"baseline":   func(n *yaml.Node) error { return text(n, &f.Baseline) },
		"thresholds": func(n *yaml.Node) error { return thresholds(n, &f.Thresholds) },
		"hosts":      func(n *yaml.Node) error { return hosts(n, &f.Hosts) },
	})
}

// A reader takes the value of a key.
type reader func(*yaml.Node) error

// document is the one document in b, nil where there is nothing in it.
func document(b []byte) (*yaml.Node, error) {
	d := yaml.NewDecoder(bytes.NewReader(b))
	var doc, more yaml.Node
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, syntax(err)
	}
	switch err := d.Decode(&more); {
	case err == nil:
		return nil, at(&more, "a second document")
	case !errors.Is(err, io.EOF):
		return nil, syntax(err)
	}
	top := doc.Content[0]
	if top.Kind == yaml.ScalarNode && top.Tag == "!!null" {
		return nil, nil
	}
	return top, nil
}

// syntax is an error of the YAML parser in the form that ours have.
func syntax(err error) error {
	s := strings.TrimPrefix(err.Error(), "yaml: ")
	if line, what, ok := strings.Cut(strings.TrimPrefix(s, "line "), ": "); ok {
		if _, err := strconv.Atoi(line); err == nil {
			return fmt.Errorf("%s: %s", line, what)
		}
	}
	return fmt.Errorf(" %s", s)
}

func at(n *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%d: %s", n.Line, fmt.Sprintf(format, args...))
}

// mapping takes a mapping whose keys are all known.
func mapping(n *yaml.Node, what string, readers map[string]reader) error {
	return pairs(n, what, func(key, value *yaml.Node) error {
		read, ok := readers[key.Value]
		if !ok {
			return at(key, "%s has no key %q", what, key.Value)
		}
		return read(value)
	})
}

// pairs walks a mapping in the order of the file. No key stands in it twice.
func pairs(n *yaml.Node, what string, each func(key, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return at(n, "%s must be a list of keys with values", what)
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			return at(key, "a key must be a word")
		}
		if line := seen[key.Value]; line > 0 {
			return at(key, "%q stands in line %d already", key.Value, line)
		}
		seen[key.Value] = key.Line
		if err := each(key, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func list(n *yaml.Node, what string, each func(*yaml.Node) error) error {
	if n.Kind != yaml.SequenceNode {
		return at(n, "%s must be a list", what)
	}
	for _, x := range n.Content {
		if err := each(x); err != nil {
			return err
		}
	}
	return nil
}

func text(n *yaml.Node, out *string) error {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return at(n, "must be a single value")
	}
	*out = n.Value
	return nil
}

func oneOf(out *string, allowed ...string) reader {
	return func(n *yaml.Node) error {
		if err := text(n, out); err != nil {
			return err
		}
		for _, a := range allowed {
			if *out == a {
				return nil
			}
		}
		return at(n, "%q must be one of %s", n.Value, strings.Join(allowed, ", "))
	}
}

func settings(n *yaml.Node, out *[]Setting) error {
	return pairs(n, "rules", func(key, value *yaml.Node) error {
		s := Setting{Pattern: key.Value}
		if !matchesSome(s.Pattern) {
			return at(key, "no rule matches %q", s.Pattern)
		}
		var word string
		if err := text(value, &word); err != nil {
			return err
		}
		severity, isSeverity := rules.ParseSeverity(word)
		switch {
		case word == "on":
			s.Switch = On
		case word == "off":
			s.Switch = Off
		case isSeverity:
			s.Severity = severity
		default:
			return at(value, "%q must be on, off, note, warning or error", word)
		}
		*out = append(*out, s)
		return nil
	})
}

func matchesSome(pattern string) bool {
	for _, r := range rules.All {
		if Matches(pattern, r.ID) {
			return true
		}
	}
	return false
}

// Matches reports whether a rule's ID matches a pattern. A pattern without a
// slash is one for the area.
func Matches(pattern, id string) bool {
	if !strings.Contains(pattern, "/") {
		pattern += "/*"
	}
	ok, err := path.Match(pattern, id)
	return ok && err == nil
}

func ports(n *yaml.Node, out *[]uint16) error {
	return list(n, "ports", func(n *yaml.Node) error {
		p, err := strconv.ParseUint(n.Value, 10, 16)
		if err != nil || p == 0 || n.Kind != yaml.ScalarNode {
			return at(n, "%q must be a port number from 1 to 65535", n.Value)
		}
		*out = append(*out, uint16(p))
		return nil
	})
}

func thresholds(n *yaml.Node, out *rules.Thresholds) error {
	return mapping(n, "thresholds", map[string]reader{
		"unanswered": func(n *yaml.Node) error {
			d, err := time.ParseDuration(n.Value)
			if err != nil || d <= 0 {
				return at(n, "%q must be a time, like 90s or 2m", n.Value)
			}
			out.Unanswered = d
			return nil
		},
		"huge-grant": func(n *yaml.Node) error {
			v, err := strconv.ParseUint(n.Value, 10, 32)
			if err != nil || v == 0 {
				return at(n, "%q must be a number of credits, 1 or more", n.Value)
			}
			out.HugeGrant = uint32(v)
			return nil
		},
	})
}

func hosts(n *yaml.Node, out *[]Hosts) error {
	return list(n, "hosts", func(n *yaml.Node) error {
		var h Hosts
		if err := mapping(n, "an entry of hosts", map[string]reader{
			"between":    func(n *yaml.Node) error { return between(n, &h.Between) },
			"rules":      func(n *yaml.Node) error { return settings(n, &h.Rules) },
			"thresholds": func(n *yaml.Node) error { return thresholds(n, &h.Thresholds) },
		}); err != nil {
			return err
		}
		if h.Between == nil {
			return at(n, "an entry of hosts needs the key \"between\"")
		}
		*out = append(*out, h)
		return nil
	})
}

func between(n *yaml.Node, out *[]netip.Prefix) error {
	err := list(n, "between", func(n *yaml.Node) error {
		p, err := prefix(n.Value)
		if err != nil {
			return at(n, "%q must be an address, or a net like 192.0.2.0/24", n.Value)
		}
		*out = append(*out, p)
		return nil
	})
	if err == nil && (len(*out) < 1 || len(*out) > 2) {
		return at(n, "between must hold one or two addresses or nets")
	}
	return err
}

// prefix takes an address for the net that holds it alone.
func prefix(s string) (netip.Prefix, error) {
	if strings.Contains(s, "/") {
		return netip.ParsePrefix(s)
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Prefix{}, err
	}
	return netip.PrefixFrom(a, a.BitLen()), nil
}
