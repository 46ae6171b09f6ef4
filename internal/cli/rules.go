package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"rpcrdma-lint/rules"
)

func (a *app) rulesCommand() *cobra.Command {
	format := choice{"NAME", "text", []string{"text", "json"}}
	var s selection
	var path string
	cmd := &cobra.Command{
		Use:   "rules [flags]",
		Short: "List the rules",
		Long: `Lists all rules: name, severity, whether the rule is on, and what it finds.
With --config, --enable, --disable and --only, on and off are what they would be
in a run with these flags.`,
		Example: `  rpcrdma-lint rules
  rpcrdma-lint rules --only RFC8166:3.3
  rpcrdma-lint rules --format json`,
		Args:                  cobra.NoArgs,
		ValidArgsFunction:     cobra.NoFileCompletions,
		DisableFlagsInUseLine: true,
		RunE: func(*cobra.Command, []string) error {
			file, err := loadConfig(path)
			if err != nil {
				return err
			}
			p := &plan{selection: &s, file: file}
			if format.value == "json" {
				return listJSON(a.out, p)
			}
			return listText(a.out, p)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().Var(&format, "format", "how to write the list: text or json")
	mustComplete(cmd, "format", format.complete)
	registerConfig(cmd, &path)
	s.register(cmd)
	return cmd
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func listText(w io.Writer, p *plan) error {
	name := 0
	for _, r := range rules.All {
		name = max(name, len(r.ID))
	}
	for _, r := range rules.All {
		_, err := fmt.Fprintf(w, "%-*s  %-7s  %-3s  %s\n", name, r.ID, p.severity(r), onOff(p.runs(r, nil)), r.Title)
		if err != nil {
			return err
		}
	}
	return nil
}

// A listedRule is a rule as --format json shows it. Fields may be added, never
// renamed.
type listedRule struct {
	Rule         string   `json:"rule"`
	Severity     string   `json:"severity"`
	Enabled      bool     `json:"enabled"`
	Title        string   `json:"title"`
	Unit         string   `json:"unit"`
	Requirements []string `json:"requirements"`
}

func listJSON(w io.Writer, p *plan) error {
	list := struct {
		Version int          `json:"version"`
		Rules   []listedRule `json:"rules"`
	}{1, []listedRule{}}
	for _, r := range rules.All {
		l := listedRule{r.ID, p.severity(r).String(), p.runs(r, nil), r.Title, r.Unit.String(), []string{}}
		for _, k := range r.Covers {
			l.Requirements = append(l.Requirements, string(k))
		}
		list.Rules = append(list.Rules, l)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
