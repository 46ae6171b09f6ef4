package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// stories are command lines whose whole output is kept: what INDEX says
// happened in these captures has to be told, and in that order.
var stories = map[string][]string{
	"reconnect-flood": {"story-reconnect-flood.pcap"},
	"one-xid":         {"--xid", "0x5a17c03e", "story-reconnect-flood.pcap"},
	"one-read":        {"--xid", "0xab9f001e", "abuse-v4read.pcap"},
	"narrowed":        {"--connection", "2", "--from", "498", "--to", "1.018s", "story-reconnect-flood.pcap"},
	"rnr":             {"abuse-rnr.pcap"},
	"flood":           {"--connection", "5", "--connection", "6", "abuse-flood.pcap"},
	"restart":         {"v3-restart-nfsd.pcap.zst"},
	"midstream":       {"misc-midstream-v3.pcap.zst"},
	"recall":          {"v41-recall-mtu1500.pcap"},
}

func TestStories(t *testing.T) {
	for name, args := range stories {
		t.Run(name, func(t *testing.T) {
			const dir = "../../captures/"
			last := len(args) - 1
			command := append(append([]string{"story"}, args[:last]...), dir+args[last])
			var out, errOut bytes.Buffer
			if status := run(command, strings.NewReader(""), &out, &errOut); status != 0 || errOut.Len() > 0 {
				t.Errorf("exit status %d, standard error %q, want 0 and nothing", status, errOut.String())
			}
			got := strings.ReplaceAll(out.String(), dir, "")
			file := filepath.Join("testdata", "story", name+".txt")
			golden(t, file, got)
		})
	}
}
