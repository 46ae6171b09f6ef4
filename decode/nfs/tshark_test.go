package nfs_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// tsharkFields are the XID, program and procedure of a Call, and the operations of a COMPOUND or CB_COMPOUND.
var tsharkFields = []string{"rpc.xid", "rpc.program", "rpc.procedure", "nfs.opcode", "nfs.cb.operation"}

// named is what a Call asks for, in one line: "0x00000001 100003 1 53,22,9".
func named(m *message) string {
	var list []string
	var c nfs.Call
	for c.Reset(m.request, reader(m.reduced, len(m.reduced), m.header.Len), m.chunks); c.Next(); {
		list = append(list, strconv.Itoa(int(c.Op().Number)))
	}
	if q := m.request; q.Procedure == 0 || q.Version != 4 && !rpc.IsCallback(q.Program) {
		list = nil
	}
	return fmt.Sprintf("%#08x %d %d %s", m.header.XID, m.request.Program, m.request.Procedure, strings.Join(list, ","))
}

// tshark finds the same procedures and operations in the Calls of conforming captures.
func TestTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("no tshark")
	}
	if testing.Short() {
		t.Skip("takes seconds")
	}
	for _, tt := range []struct {
		name string
		want int // Calls that both see
		deaf int // Calls that tshark 4.0 misreads: it overlooks the stateid of CLAIM_DELEG_CUR_FH in an OPEN
	}{
		{"v3-basic-mtu1500.pcap.zst", 690, 0},
		{"v41-basic-mtu9000.pcap.zst", 350, 0},
		{"v41-recall-mtu1500.pcap", 45, 4},
		{"misc-nsec.pcapng.zst", 200, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(corpus, tt.name)
			ours := map[string]bool{}
			a := assemble(t, path)
			for i := range a.calls {
				ours[named(&a.calls[i])] = true
			}
			both, deaf := 0, 0
			for _, theirs := range tsharkCalls(t, path) {
				if ours[theirs] {
					both++
					continue
				}
				if strings.HasSuffix(theirs, ",18,1") && deaf < tt.deaf { // no operation has number 1
					deaf++
					continue
				}
				t.Errorf("tshark finds %q, and we don't", theirs)
			}
			if both < tt.want {
				t.Errorf("%d Calls that both see, want at least %d", both, tt.want)
			}
		})
	}
}

// tsharkCalls is named of each Call that tshark finds on RPC-over-RDMA.
func tsharkCalls(t *testing.T, path string) (calls []string) {
	t.Helper()
	args := []string{"-n", "-r", path, "-Y", "rpcordma && rpc.msgtyp == 0", "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=,"}
	for _, f := range tsharkFields {
		args = append(args, "-e", f)
	}
	var complaint bytes.Buffer
	cmd := exec.Command("tshark", args...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("tshark: %v: %s", err, complaint.Bytes())
	}
	for line := range strings.Lines(string(out)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		calls = append(calls, fmt.Sprintf("%s %s %s %s", cells[0], cells[1], cells[2], cells[3]+cells[4]))
	}
	return calls
}
