// Tsharkcheck compares what package decode finds in captures with what tshark
// finds: per connection the messages of each kind and the RDMA operations, and
// field by field each RPC-over-RDMA header that both see. What tshark misses is
// listed with the reason.
//
//	go run ./internal/tsharkcheck [-v] [capture...]
//
// Without arguments it takes the captures of the corpus. The exit status is 1
// where anything differs, or is missed by tshark for no reason that is known,
// and 3 where a capture cannot be read or tshark not be run.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

// tooLarge is a capture of 1 GiB, which tshark would need 2 GiB of memory for.
const tooLarge = "big-v42-bulk.pcap.zst"

// whole are captures of which tshark must recognise every message.
var whole = []string{
	"abuse-connect", "abuse-flood", "abuse-rnr", "abuse-v4read",
	"evil-badxid", "evil-credit0", "evil-dup", "evil-errchunk", "evil-norecv7", "misc-capdrops-v3-basic-mtu1500", "misc-ipv6",
	"misc-midstream-v3", "misc-nsec", "misc-oneway-c2s", "misc-vlan", "netem-dup-reorder-client", "netem-mixed",
	"story-reconnect-flood", "v3-basic-mtu1500", "v3-restart-nfsd", "v41-basic-mtu9000", "v41-recall-mtu1500",
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("tsharkcheck", flag.ContinueOnError)
	flags.SetOutput(stderr)
	verbose := flags.Bool("v", false, "list each message that tshark misses")
	if flags.Parse(args) != nil {
		return 2
	}
	paths := flags.Args()
	if len(paths) == 0 {
		paths = corpus()
	}
	if len(paths) == 0 {
		fmt.Fprintln(stderr, "tsharkcheck: no captures here")
		return 3
	}
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "capture\tconnections\tCalls\tReplies\terrors\tothers\tReads\tWrites\tseen by tshark\tdifferences\tmissed by tshark")
	status := 0
	var complaints []string
	for _, path := range paths {
		r, err := check(path)
		if err != nil {
			fmt.Fprintf(stderr, "tsharkcheck: %s: %v\n", path, err)
			status = 3
			continue
		}
		r.row(table)
		for _, d := range r.differences {
			complaints = append(complaints, path+": "+d)
		}
		if *verbose {
			for _, m := range r.missed {
				complaints = append(complaints, path+": "+m.String())
			}
		}
		if len(r.differences) > 0 && status == 0 {
			status = 1
		}
	}
	table.Flush()
	for _, c := range complaints {
		fmt.Fprintln(stdout, c)
	}
	return status
}

// corpus lists the captures beside the sources.
func corpus() []string {
	found, _ := filepath.Glob("captures/*.pcap*") // fails for a malformed pattern only
	return slices.DeleteFunc(found, func(path string) bool { return filepath.Base(path) == tooLarge })
}

// name is the file name without its extensions.
func name(path string) string {
	base, _, _ := strings.Cut(filepath.Base(path), ".")
	return base
}
