package cli

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/report"
)

// storyFlags are the flags of the command that tells a story.
type storyFlags struct {
	connections []int
	from, to    string
	xid         string
	config      string
	ports       ports
	allowCut    bool
}

func (a *app) storyCommand() *cobra.Command {
	f := &storyFlags{}
	cmd := &cobra.Command{
		Use:   "story CAPTURE...",
		Short: "Tell what happened in a capture, and who is most likely at fault",
		Long: `Tells, for each client and server and in time order, what happened: how each
connection was set up, its traffic in numbers, what was out of the ordinary,
what the rules prove, how it ended. A verdict says who is most likely at fault,
by which sentence of the standard, and which frames to open.

With --xid it tells the life of one transaction, frame by frame: the Call, its
chunks, the RDMA Reads and Writes that served them, the Reply, and the times
between.

The exit status is 0, or 3 where a capture could not be read to its end.`,
		Example: `  rpcrdma-lint story mount-hang.pcap
  rpcrdma-lint story --connection 2 --from 1.5s mount-hang.pcap
  rpcrdma-lint story --xid 0x5a17c03e mount-hang.pcap`,
		Args:                  cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return a.story(cmd, args, f) },
	}
	fl := cmd.Flags()
	fl.SortFlags = false
	fl.IntSliceVar(&f.connections, "connection", nil, "tell only of connection `N`, as the other reports number them; repeatable")
	fl.StringVar(&f.xid, "xid", "", "tell the life of the transaction with this `XID`")
	fl.StringVar(&f.from, "from", "", "begin at `PLACE`: a frame, or a time since the first connection, as 1.5s")
	fl.StringVar(&f.to, "to", "", "end at `PLACE`")
	registerConfig(cmd, &f.config)
	fl.Var(&f.ports, "port", "RPC-over-RDMA is served at port N, beside 20049; repeatable")
	fl.BoolVar(&f.allowCut, "allow-cut", false, "only warn when the last record of a capture is cut short")
	for _, name := range []string{"connection", "xid", "from", "to", "port"} {
		mustComplete(cmd, name, cobra.NoFileCompletions)
	}
	return cmd
}

func (a *app) story(cmd *cobra.Command, paths []string, f *storyFlags) error {
	if err := checkPaths(cmd, paths); err != nil {
		return err
	}
	o, err := f.options()
	if err != nil {
		return err
	}
	file, err := loadConfig(f.config)
	if err != nil {
		return err
	}
	if !cmd.Flags().Changed("port") {
		f.ports = file.Ports
	}
	for i, path := range paths {
		c := lint.Run(path, a.in, lint.Options{Ports: f.ports, Journal: &journal.Options{XID: o.XID, HasXID: o.HasXID}})
		var b bytes.Buffer
		if i > 0 {
			b.WriteByte('\n')
		}
		report.Story(&b, c, o)
		if _, err := a.out.Write(b.Bytes()); err != nil {
			return nil // the output keeps its error
		}
		switch {
		case c.Damage == nil:
		case c.Damage.Cut && f.allowCut:
			a.complain("warning: %s: %s", c.Path, c.Damage)
		default:
			a.complain("%s: %s", c.Path, c.Damage)
			a.raise(ExitFailure)
		}
	}
	return nil
}

// options are what the flags say.
func (f *storyFlags) options() (o report.StoryOptions, err error) {
	o.Connections = f.connections
	if f.xid != "" {
		xid, err := strconv.ParseUint(f.xid, 0, 32)
		if err != nil {
			return o, fmt.Errorf("--xid: %q is no XID: a number of 32 bits, as 0x5a17c03e", f.xid)
		}
		o.XID, o.HasXID = uint32(xid), true
	}
	if o.From, err = boundOf("from", f.from); err != nil {
		return o, err
	}
	o.To, err = boundOf("to", f.to)
	return o, err
}

// boundOf reads a frame number or a time.
func boundOf(flag, s string) (report.Bound, error) {
	if s == "" {
		return report.Bound{}, nil
	}
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return report.Bound{Frame: n}, nil
	}
	if d, err := time.ParseDuration(strings.TrimPrefix(s, "+")); err == nil && d >= 0 {
		return report.Bound{Time: d.Nanoseconds(), Timed: true}, nil
	}
	return report.Bound{}, fmt.Errorf("--%s: %q is neither a frame nor a time such as 1.5s", flag, s)
}
