package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
	"rpcrdma-lint/rules"
)

// writeReport writes a report of a fleet whose traces are what a few captures came to,
// under other names, at other times and between other hosts.
func writeReport(format, file string, traces int, captures []string) error {
	f, ok := report.Find(format)
	if !ok {
		return fmt.Errorf("no format is called %q", format)
	}
	var of []*lint.Capture
	for _, path := range captures {
		of = append(of, lint.Run(path, nil, lint.Options{}))
	}
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	b := bufio.NewWriter(out)
	r := f.New(b, report.Options{})
	rnd := rand.New(rand.NewPCG(8166, 1))
	for i := range traces {
		// Most traces are clean, as in a real fleet: those of the first capture.
		c := of[0]
		if len(of) > 1 && rnd.IntN(8) == 0 {
			c = of[1+rnd.IntN(len(of)-1)]
		}
		if err := r.Capture(another(c, i, rnd)); err != nil {
			return err
		}
	}
	if err := r.Close(); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return out.Close()
}

const (
	clients, servers = 60, 4
	spread           = 30 * 24 * 3600e9 // ns
)

// another is a capture that differs from c as the next trace of a fleet does.
func another(c *lint.Capture, i int, rnd *rand.Rand) *lint.Capture {
	out := *c
	client := rnd.IntN(clients)
	out.Path = fmt.Sprintf("traces/2026-%02d/host%02d/%06d-%s", 1+i*30/200000, client, i, filepath.Base(c.Path))
	if c.Result == nil {
		return &out
	}
	result := *c.Result
	out.Result = &result
	shift := int64(rnd.Float64() * spread)
	addresses := [2]netip.Addr{netip.AddrFrom4([4]byte{10, 1, 0, byte(client)}), netip.AddrFrom4([4]byte{10, 2, 0, byte(client % servers)})}
	conns := map[*rules.Summary]*rules.Summary{}
	result.Connections = nil
	for _, s := range c.Result.Connections {
		own, conn := *s, decode.Conn{
			Client: s.Conn.Client, Server: s.Conn.Server, RolesKnown: s.Conn.RolesKnown,
			FirstTime: s.Conn.FirstTime + shift, LastTime: s.Conn.LastTime + shift,
		}
		conn.Client.Addr, conn.Server.Addr = addresses[0], addresses[1]
		own.Conn = &conn
		conns[s] = &own
		result.Connections = append(result.Connections, &own)
	}
	result.Findings = nil
	for _, f := range c.Result.Findings {
		own := *f
		own.Conn = conns[f.Conn]
		if own.Time != 0 {
			own.Time += shift
		}
		result.Findings = append(result.Findings, &own)
	}
	result.Peers = nil
	for _, p := range c.Result.Peers {
		own := *p
		own.Addr = addresses[p.Side]
		result.Peers = append(result.Peers, &own)
	}
	return &out
}
