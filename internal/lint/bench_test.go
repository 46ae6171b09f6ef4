package lint_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/internal/trace"
	"rpcrdma-lint/rules"
)

// BenchmarkRun takes whole captures through all the steps, from memory.
func BenchmarkRun(b *testing.B) {
	for _, bb := range []struct {
		name    string
		capture func(testing.TB) []byte
	}{
		{"real/v3-basic", func(t testing.TB) []byte { return unpacked(t, "../../captures/v3-basic-mtu1500.pcap.zst") }},
		{"large-writes", func(t testing.TB) []byte { return repeated(t, 16, largeWrite) }},
		{"large-reads", func(t testing.TB) []byte { return repeated(t, 16, largeRead) }},
		{"small-rpcs", func(t testing.TB) []byte { return repeated(t, 1000, smallRPCs) }},
		{"violations", func(t testing.TB) []byte { return repeated(t, 1000, wrongRPC) }},
	} {
		file := bb.capture(b)
		for _, jobs := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/jobs=%d", bb.name, jobs), func(b *testing.B) { benchmarkRun(b, file, lint.Options{Jobs: jobs}) })
		}
	}
}

// BenchmarkNFS has the cost of the rules that look at NFS: linting with them
// beside linting without.
func BenchmarkNFS(b *testing.B) {
	file := unpacked(b, "../../captures/v3-basic-mtu1500.pcap.zst")
	areas := []string{"chunk", "ddp", "dir", "err", "nfs", "reply", "write"}
	for name, enabled := range map[string]func(*rules.Rule) bool{
		"with": nil,
		"without": func(r *rules.Rule) bool {
			area, _, _ := strings.Cut(r.ID, "/")
			return !r.Off && !slices.Contains(areas, area)
		},
	} {
		b.Run(name, func(b *testing.B) { benchmarkRun(b, file, lint.Options{Jobs: 1, Enabled: enabled}) })
	}
}

func benchmarkRun(b *testing.B, file []byte, o lint.Options) {
	b.ReportAllocs()
	b.SetBytes(int64(len(file)))
	frames := 0
	for b.Loop() {
		c := lint.Run("-", bytes.NewReader(file), o)
		if !c.Complete {
			b.Fatal(c.Damage)
		}
		frames += c.Frames
	}
	b.ReportMetric(float64(frames)/b.Elapsed().Seconds(), "frames/s")
}

func unpacked(t testing.TB, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// repeated is a connection with n times the RPCs of one round.
func repeated(t testing.TB, n int, round func(n int) string) []byte {
	t.Helper()
	var s strings.Builder
	s.WriteString("est[mtu=4096]; exchange 2; noack\n")
	for i := range n {
		s.WriteString(round(i) + "\n")
	}
	tr, err := trace.Parse(s.String())
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tr.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// largeWrite is an NFS WRITE of 256 KiB, which the server pulls.
func largeWrite(n int) string {
	return fmt.Sprintf("C>CALL %[1]d v3 WRITE rd=(p,256K,%[2]d); S>ACK; S>READ %[2]d; C>RRESP; S>REPLY %[1]d; C>ACK",
		n+1, 0x1000+n)
}

// largeRead is an NFS READ of 256 KiB, which the server pushes.
func largeRead(n int) string {
	return fmt.Sprintf("C>CALL %[1]d v3 READ count=256K wr=(%[2]d,256K); S>ACK; S>WRITE %[2]d 0 256K; "+
		"S>REPLY %[1]d wr=(%[2]d,256K); C>ACK", n+1, 0x1000+n)
}

// smallRPCs are four GETATTRs in flight at once.
func smallRPCs(n int) string {
	first := 4*n + 1
	s := fmt.Sprintf("C>CALL %d..%d; S>ACK", first, first+3)
	for i := range 4 {
		s += fmt.Sprintf("; S>REPLY %d", first+i)
	}
	return s + "; C>ACK"
}

// wrongRPC breaks a rule with either message.
func wrongRPC(n int) string { return fmt.Sprintf("C>CALL %[1]d cr=0; S>REPLY %[1]d cr=0", n+1) }
