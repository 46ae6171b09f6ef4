package manifest

import (
	"fmt"
	"testing"
	"time"

	"rpcrdma-lint/decode/capture"
)

// A directory may hold a year of files, many of them without a frame. Each is
// put into its place without a look at all others.
func TestManyWithoutFrames(t *testing.T) {
	const n = 60_000
	for name, format := range map[string]string{"tcpdump -G": "x-1%09d.pcap", "dumpcap": "x_%05d_20260102030405.pcapng"} {
		var files []surveyed
		for i := range n {
			path := fmt.Sprintf(format, 2*i)
			s := capture.Survey{First: int64(i) * 60e9, HasFirst: true, Last: int64(i)*60e9 + 59e9, HasLast: true}
			files = append(files, surveyed{path, parseName(path), s})
			path = fmt.Sprintf(format, 2*i+1)
			files = append(files, surveyed{path, parseName(path), capture.Survey{}})
		}
		begun := time.Now()
		traces := group(files)
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if name == "dumpcap" && (len(traces) != 1 || len(traces[0].Files) != 2*n || traces[0].Files[3].Path != fmt.Sprintf(format, 3)) {
			t.Errorf("%s: got %d traces, want one in the order of its numbers", name, len(traces))
		}
	}
}
