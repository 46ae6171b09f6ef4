package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// completeCapture offers files that are called like captures.
func completeCapture(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"pcap", "pcapng", "cap", "gz", "zst"}, cobra.ShellCompDirectiveFilterFileExt
}

// completeRule offers the names of rules, each with its title.
func completeRule(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var words []string
	for _, r := range rules.All {
		words = append(words, r.ID+"\t"+r.Title)
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// completeGlob offers whole areas and single rules.
func completeGlob(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var areas, words []string
	for _, r := range rules.All {
		area, _, _ := strings.Cut(r.ID, "/")
		if !slices.Contains(areas, area) {
			areas = append(areas, area)
			words = append(words, area+"/*\tall rules of this area")
		}
		words = append(words, r.ID+"\t"+r.Title)
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// completeScope offers the sections that have rules.
func completeScope(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, r := range rules.All {
		for _, k := range r.Covers {
			req, ok := rfc8166.Find(k)
			if !ok {
				continue
			}
			word := strings.ReplaceAll(req.Document, " ", "") + ":" + req.Section
			if !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	slices.Sort(words)
	return words, cobra.ShellCompDirectiveNoFileComp
}
