package report_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
)

// The fields that scripts rely on are there, null where not known.
func TestJSONFields(t *testing.T) {
	var got struct {
		Version  int
		Captures []map[string]any
	}
	in := []*lint.Capture{flood(), damaged(), missing()}
	if err := json.Unmarshal(render(t, "json", report.Options{Inconclusive: true}, in), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || len(got.Captures) != len(in) {
		t.Fatalf("got version %d with %d captures, want 1 with %d", got.Version, len(got.Captures), len(in))
	}
	for i, c := range got.Captures {
		has(t, c, "path", "frames", "complete", "damage", "other", "dropped", "connections", "findings", "coverage", "peers",
			"unprofiled_connections")
		if _, ok := c["requirements"]; ok {
			t.Errorf("captures[%d]: got requirements, which nobody asked for", i)
		}
		for _, list := range []string{"other", "connections", "findings", "coverage", "peers"} {
			if _, ok := c[list].([]any); !ok {
				t.Errorf("captures[%d].%s: got %v, want an array", i, list, c[list])
			}
		}
	}
	c := got.Captures[0]
	for _, x := range c["connections"].([]any) {
		has(t, x, "id", "transport", "start", "client", "server", "first_frame", "last_frame", "end", "calls",
			"replies", "rdma_errors", "reverse_calls", "reverse_replies", "rdma_reads", "rdma_writes", "gaps")
	}
	for _, x := range c["findings"].([]any) {
		has(t, x, "rule", "severity", "certainty", "blame", "connection", "xid", "frame", "decided_frame", "time",
			"message", "observed", "expected", "count", "requirements", "section", "tshark", "evidence")
	}
	for _, x := range c["coverage"].([]any) {
		has(t, x, "rule", "unit", "held", "violated", "inconclusive", "undecided")
	}
	for _, x := range c["peers"].([]any) {
		has(t, x, "address", "role", "connections", "private_data", "rnr_retry", "responder_resources", "initiator_depth",
			"path_mtu", "flow_control", "srq", "programs", "calls", "replies", "rdma_errors", "long_calls", "long_replies",
			"largest_send", "credits_requested", "credits_granted", "rnr_naks", "acks_with_credits", "ack_credit_codes",
			"read_chunks", "write_chunks", "write_chunks_returned", "reply_chunks_offered", "reply_chunk_bytes",
			"reply_chunks_used", "replies_invalidating", "rdma_reads_outstanding")
	}
	has(t, got.Captures[1]["damage"], "offset", "frame", "reason")
	has(t, got.Captures[2]["damage"], "offset", "frame", "reason")
}

func has(t *testing.T, v any, names ...string) {
	t.Helper()
	m, ok := v.(map[string]any)
	if !ok {
		t.Errorf("got %v, want an object", v)
		return
	}
	for _, n := range names {
		if _, ok := m[n]; !ok {
			t.Errorf("got no field %q among %v", n, slices.Sorted(maps.Keys(m)))
		}
	}
}
