package cli

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/internal/config"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// A selection is which rules run: the default set, changed by --enable and
// --disable in the order in which they stand on the command line, and then
// narrowed by --only.
type selection struct {
	steps []step
	only  []scope
}

// A step switches on or off the rules that match a pattern.
type step struct {
	pattern string
	on      bool
}

func (s *selection) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.Var(&stepFlag{s, true}, "enable", "switch on the rules that match GLOB, like 'credit/*'; repeatable")
	fl.Var(&stepFlag{s, false}, "disable", "switch off the rules that match GLOB; repeatable.\n"+
		"Of --enable and --disable the last that matches a rule counts;\n"+
		"a GLOB without a slash names whole areas, '*' all of them")
	fl.Var(&onlyFlag{s}, "only", "of the rules that are on, run only those for SECTION and what is\n"+
		"below it, like RFC8166:3.3, or for a requirement, like 8166-3.3.3-b;\nrepeatable")
	mustComplete(cmd, "enable", completeGlob)
	mustComplete(cmd, "disable", completeGlob)
	mustComplete(cmd, "only", completeScope)
}

// runsAfter reports whether a rule runs when these steps come before those of
// the command line.
func (s *selection) runsAfter(before []step, r *rules.Rule) bool {
	on := !r.Off
	for _, steps := range [...][]step{before, s.steps} {
		for _, st := range steps {
			if config.Matches(st.pattern, r.ID) {
				on = st.on
			}
		}
	}
	return on && s.inScope(r)
}

func (s *selection) inScope(r *rules.Rule) bool {
	if len(s.only) == 0 {
		return true
	}
	for _, sc := range s.only {
		if sc.coveredBy(r) {
			return true
		}
	}
	return false
}

// stepFlag is --enable or --disable. Both fill one list, which keeps their
// order.
type stepFlag struct {
	selection *selection
	on        bool
}

func (f *stepFlag) Type() string   { return "GLOB" }
func (f *stepFlag) String() string { return "" }

func (f *stepFlag) Set(s string) error {
	if _, err := path.Match(s, ""); err != nil {
		return errors.New("not a pattern: a [ that is not closed, or a \\ at the end")
	}
	for _, r := range rules.All {
		if config.Matches(s, r.ID) {
			f.selection.steps = append(f.selection.steps, step{s, f.on})
			return nil
		}
	}
	return fmt.Errorf("no rule matches%s", didYouMean(s))
}

// A scope is a section of a document, with all below it, or one requirement.
type scope struct {
	document string // "RFC 8166"
	section  string // "3.3", "" for the whole document
	key      rfc8166.Key
}

var (
	sectionPattern = regexp.MustCompile(`^RFC ?([0-9]{4})(?:(?::| ?§) ?([0-9A-Z]+(?:\.[0-9]+)*))?$`)
	keyPattern     = regexp.MustCompile(`^[0-9]{4}-[0-9A-Z.]+-[a-z]+$`)
)

func parseScope(s string) (scope, error) {
	if m := sectionPattern.FindStringSubmatch(s); m != nil {
		return scope{document: "RFC " + m[1], section: m[2]}, nil
	}
	if keyPattern.MatchString(s) {
		return scope{key: rfc8166.Key(s)}, nil
	}
	return scope{}, errors.New("must be a section, like RFC8166:3.3.3, or a requirement, like 8166-3.3.3-b")
}

func (s scope) contains(r rfc8166.Requirement) bool {
	if s.key != "" {
		return r.Key == s.key
	}
	return r.Document == s.document &&
		(s.section == "" || r.Section == s.section || strings.HasPrefix(r.Section, s.section+"."))
}

func (s scope) coveredBy(r *rules.Rule) bool {
	for _, k := range r.Covers {
		if req, ok := rfc8166.Find(k); ok && s.contains(req) {
			return true
		}
	}
	return false
}

// onlyFlag is --only.
type onlyFlag struct{ selection *selection }

func (f *onlyFlag) Type() string   { return "SECTION" }
func (f *onlyFlag) String() string { return "" }

func (f *onlyFlag) Set(s string) error {
	sc, err := parseScope(s)
	if err != nil {
		return err
	}
	known := false
	for _, r := range rfc8166.All {
		known = known || sc.contains(r)
	}
	if !known {
		return errors.New("the catalogue holds no requirement of that name or in that section")
	}
	for _, r := range rules.All {
		if sc.coveredBy(r) {
			f.selection.only = append(f.selection.only, sc)
			return nil
		}
	}
	return errors.New("no rule checks a requirement of that name or in that section")
}
