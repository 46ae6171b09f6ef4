package explain

import (
	"fmt"
	"strings"

	"rpcrdma-lint/rules"
)

// areas say in a few words what the rules of an area are about.
var areas = map[string]string{
	"credit": "How many Calls are in flight, and what was granted.",
	"recv":   "Receives that were missing or too small, as NAKs tell, and who is to blame.",
	"inline": "Messages longer than the size agreed on.",
	"hdr":    "The RPC-over-RDMA header by itself.",
	"xid":    "XIDs unknown, repeated or used twice.",
	"retry":  "Calls sent again.",
	"chunk":  "The chunks that a message offers.",
	"write":  "Write chunks, as returned in the Reply and as filled.",
	"reply":  "Reply chunks, the same.",
	"read":   "Read chunks, and whether they were pulled.",
	"mr":     "One registration of memory used for several Calls.",
	"inv":    "Send With Invalidate without permission, or of a foreign handle.",
	"rdma":   "RDMA Reads and Writes where nothing was offered, outside of it, or after the Reply.",
	"err":    "RDMA_ERROR: wrong, or missing where it is due.",
	"dir":    "The reverse direction (RFC 8167).",
	"cmp":    "The private data of the connection's set-up (RFC 8797).",
	"rpc":    "The RPC header.",
	"ddp":    "What may be moved by chunks, and what may not.",
	"nfs":    "The binding of NFS (RFC 8267).",
	"conn":   "Connections: how they are set up, lost and lost again.",
	"wire":   "The capture itself: what is missing or cut, as notes.",
}

// Area is the part of a rule's ID before the slash.
func Area(r *rules.Rule) string {
	area, _, _ := strings.Cut(r.ID, "/")
	return area
}

// Index is a page that lists all rules by area, with links to their pages.
func Index() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Rules\n\nAll %d rules, as `rpcrdma-lint explain RULE` tells of them.\n", len(rules.All))
	for _, area := range areasInOrder() {
		fmt.Fprintf(&b, "\n## %s\n\n", area)
		if about := areas[area]; about != "" {
			b.WriteString(about + "\n\n")
		}
		b.WriteString("| rule | severity | what is wrong |\n|---|---|---|\n")
		for _, r := range rules.All {
			if Area(r) != area {
				continue
			}
			severity := r.Severity.String()
			if r.Off {
				severity += ", off unless enabled"
			}
			fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s |\n", r.ID, FileName(r), severity, r.Title)
		}
	}
	return b.String()
}

func areasInOrder() []string {
	var order []string
	seen := map[string]bool{}
	for _, r := range rules.All {
		if a := Area(r); !seen[a] {
			seen[a] = true
			order = append(order, a)
		}
	}
	return order
}
