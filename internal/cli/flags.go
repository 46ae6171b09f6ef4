package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/config"
	"rpcrdma-lint/internal/journal"
	"rpcrdma-lint/report"
)

// A choice is a flag that takes one of a few words.
type choice struct {
	name    string // what help calls the value
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return c.name }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("must be one of %s", strings.Join(c.allowed, ", "))
	}
	c.value = s
	return nil
}

// complete offers the words that c allows.
func (c *choice) complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return c.allowed, cobra.ShellCompDirectiveNoFileComp
}

// ports is a flag that may be given again, a TCP port each time.
type ports []uint16

func (p *ports) Type() string { return "N" }

func (p *ports) String() string {
	words := make([]string, len(*p))
	for i, n := range *p {
		words[i] = strconv.Itoa(int(n))
	}
	return strings.Join(words, ",")
}

func (p *ports) Set(s string) error {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n == 0 {
		return fmt.Errorf("must be a port number from 1 to 65535")
	}
	*p = append(*p, uint16(n))
	return nil
}

// count is a flag that takes a number, 0 where it was not given.
type count int

func (j *count) Type() string { return "N" }

func (j *count) String() string {
	if *j == 0 {
		return ""
	}
	return strconv.Itoa(int(*j))
}

func (j *count) Set(s string) error {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n == 0 {
		return fmt.Errorf("must be a number from 1 to 65535")
	}
	*j = count(n)
	return nil
}

// memory is a flag that takes a size, 0 where it was not given.
type memory int

func (m *memory) Type() string { return "SIZE" }

func (m *memory) String() string {
	if *m == 0 {
		return ""
	}
	return config.FormatMemory(int(*m))
}

func (m *memory) Set(s string) error {
	n, err := config.Memory(s)
	*m = memory(n)
	return err
}

// A view is a report that was asked for: a format, and the file it goes to.
type view struct {
	format report.Format
	file   string // "" is standard output
}

// views is a flag that may be given again, NAME or NAME=FILE each time.
type views []view

func (v *views) Type() string   { return "NAME[=FILE]" }
func (v *views) String() string { return "" }

func (v *views) Set(s string) error {
	name, file, toFile := strings.Cut(s, "=")
	f, ok := report.Find(name)
	if !ok {
		return fmt.Errorf("no format is called %q; there are %s", name, strings.Join(formatNames(), ", "))
	}
	if toFile && file == "" {
		return fmt.Errorf("there is no file name behind the =")
	}
	for _, other := range *v {
		if other.file != file {
			continue
		}
		if toFile {
			return fmt.Errorf("%s is written already", file)
		}
		return fmt.Errorf("standard output takes one format only; write others to files, like %s=FILE", name)
	}
	*v = append(*v, view{f, file})
	return nil
}

// journal is what the views need to know of the connections, nil where none
// does. One kind of view does.
func (v views) journal() *journal.Options {
	for _, x := range v {
		if x.format.Journal != nil {
			return x.format.Journal
		}
	}
	return nil
}

// ofFleet are the views of a fleet.
func (v views) ofFleet() views {
	out := slices.Clone(v)
	for i := range out {
		if f, ok := report.Find(out[i].format.OfFleet); ok {
			out[i].format = f
		}
	}
	return out
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	return names
}

func completeFormat(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, f := range report.Formats {
		words = append(words, f.Name+"\t"+f.What)
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}
