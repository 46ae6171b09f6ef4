package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"rpcrdma-lint/internal/lint"
)

// jsonReport writes one object. Connections, findings and the like stand on a
// line each, which keeps the report short, and diffs of two reports readable.
type jsonReport struct {
	w    io.Writer
	o    Options
	some bool // a capture was written
}

func newJSON(w io.Writer, o Options) Report { return &jsonReport{w: w, o: o} }

// jsonBegin holds the version of the object. Fields may be added without
// changing it, never renamed.
const jsonBegin = `{"version": 1,
"captures": [`

// Capture writes a capture as soon as it is known, so that memory does not
// depend on how many there are.
func (r *jsonReport) Capture(c *lint.Capture) error {
	var b bytes.Buffer
	if r.some {
		b.WriteString(",\n")
	} else {
		b.WriteString(jsonBegin + "\n")
	}
	r.some = true
	if err := writeCapture(&b, c, r.o); err != nil {
		return err
	}
	_, err := r.w.Write(b.Bytes())
	return err
}

// Close ends the object.
func (r *jsonReport) Close() error {
	end := "\n]}\n"
	if !r.some {
		end = jsonBegin + "]}\n"
	}
	_, err := io.WriteString(r.w, end)
	return err
}

func writeCapture(b *bytes.Buffer, c *lint.Capture, o Options) error {
	head, err := marshal(headOf(c))
	if err != nil {
		return err
	}
	b.Write(bytes.TrimSuffix(head, []byte("}")))

	var connections []jsonConnection
	var findings []jsonFinding
	var coverage []jsonCoverage
	var requirements []jsonRequirement
	var peers []jsonPeer
	unprofiled := 0
	if c.Result != nil {
		for _, s := range c.Result.Connections {
			connections = append(connections, connectionOf(c, s))
		}
		for _, f := range listed(c, o) {
			findings = append(findings, findingOf(c, f, o))
		}
		for i := range c.Result.Coverage {
			coverage = append(coverage, coverageOf(&c.Result.Coverage[i]))
		}
		for i := range c.Result.Requirements {
			requirements = append(requirements, requirementOf(&c.Result.Requirements[i]))
		}
		for _, p := range c.Result.Peers {
			peers = append(peers, peerOf(p))
		}
		unprofiled = c.Result.Unprofiled
	}
	if err := writeList(b, "connections", connections); err != nil {
		return err
	}
	if err := writeList(b, "findings", findings); err != nil {
		return err
	}
	if err := writeList(b, "coverage", coverage); err != nil {
		return err
	}
	if o.Coverage {
		if err := writeList(b, "requirements", requirements); err != nil {
			return err
		}
	}
	if err := writeList(b, "peers", peers); err != nil {
		return err
	}
	fmt.Fprintf(b, ",\n\"unprofiled_connections\": %d", unprofiled)
	b.WriteByte('}')
	return nil
}

// writeList writes a field that is an array, an element a line.
func writeList[T any](b *bytes.Buffer, name string, list []T) error {
	b.WriteString(",\n\"" + name + "\": [")
	for i := range list {
		element, err := marshal(&list[i])
		if err != nil {
			return err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		b.Write(element)
	}
	b.WriteByte(']')
	return nil
}

// marshal is json.Marshal, but leaves <, > and & alone: nobody puts the report
// into HTML as it is.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}
