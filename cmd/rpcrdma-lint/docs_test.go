package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rpcrdma-lint/rules"
)

// leftOut stands in the README for lines, or for part of one.
const leftOut = "[...]"

func readme(t *testing.T) string {
	t.Helper()
	t.Chdir("../..")
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var console = regexp.MustCompile("(?s)```console\n(.*?)```")

// What the README shows is what the program says.
func TestReadmeExamples(t *testing.T) {
	blocks := console.FindAllStringSubmatch(readme(t), -1)
	if len(blocks) == 0 {
		t.Fatal("got no example")
	}
	for _, block := range blocks {
		status := 0
		for example := range strings.SplitSeq(strings.TrimPrefix(block[1], "$ "), "\n$ ") {
			command, want, _ := strings.Cut(strings.TrimSuffix(example, "\n")+"\n", "\n")
			var out string
			out, status = typed(t, command, status)
			if shown(want).MatchString(out) {
				continue
			}
			t.Errorf("$ %s\ndoes not say what the README shows", command)
			for line := range strings.Lines(want) {
				if !shown("[...]\n" + line + "[...]\n").MatchString(out) {
					t.Errorf("not there: %s", line)
				}
			}
		}
	}
}

// typed runs one command as a user would, after one that ended with last.
func typed(t *testing.T, command string, last int) (out string, status int) {
	t.Helper()
	if command == "echo $?" {
		return fmt.Sprintf("%d\n", last), 0
	}
	words := strings.Fields(command)
	if words[0] != "bin/rpcrdma-lint" {
		t.Fatalf("%s: not an example that can be run", command)
	}
	var stdout, stderr bytes.Buffer
	status = run(words[1:], strings.NewReader(""), &stdout, &stderr)
	return stdout.String() + stderr.String(), status
}

// shown matches all output that may be shown as want.
func shown(want string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`\A`)
	for line := range strings.Lines(want) {
		if strings.TrimSpace(line) == leftOut {
			b.WriteString(`(?:.*\n)*?`)
			continue
		}
		b.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), regexp.QuoteMeta(leftOut), `.*`))
	}
	b.WriteString(`\z`)
	return regexp.MustCompile(b.String())
}

// Examples are compared strictly, apart from what they leave out.
func TestShown(t *testing.T) {
	const out = "one\ntwo 2\nthree\n"
	for want, match := range map[string]bool{
		out:                          true,
		"one\n[...]\n":               true,
		"[...]\nthree\n":             true,
		"one\ntwo [...]\nthree\n":    true,
		"one\n[...]\ntwo 2\nthree\n": true,
		"one\nthree\n":               false,
		"one\ntwo 2\n":               false,
		"two 2\nthree\n":             false,
		"one\n[...]\nfour\n":         false,
		"[...] 2\nthree\n":           false,
	} {
		if got := shown(want).MatchString(out); got != match {
			t.Errorf("%q: got %t, want %t", want, got, match)
		}
	}
}

var areaRow = regexp.MustCompile("(?m)^\\| `([a-z]+)` \\| ")

// The README's table of areas has those of the rules.
func TestReadmeAreas(t *testing.T) {
	_, text, ok := strings.Cut(readme(t), "\n## What it checks\n")
	if !ok {
		t.Fatal("got no section about what it checks")
	}
	text, _, _ = strings.Cut(text, "\n## ")
	var told, there []string
	for _, m := range areaRow.FindAllStringSubmatch(text, -1) {
		told = append(told, m[1])
	}
	for _, r := range rules.All {
		area, _, _ := strings.Cut(r.ID, "/")
		there = append(there, area)
	}
	for _, list := range []*[]string{&told, &there} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	if !slices.Equal(told, there) {
		t.Errorf("got areas %v, want %v", told, there)
	}
}

var makeTarget = regexp.MustCompile("(?m)(?:^    |`)(?:[A-Z_]+=\\S+ )?make ([a-z-]+)[`\n]")

// Every make command that the README names exists, and CI runs its test
// command.
func TestReadmeCommands(t *testing.T) {
	text := readme(t)
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	named := makeTarget.FindAllStringSubmatch(text, -1)
	if len(named) < 2 {
		t.Fatalf("got %d make commands, want at least two", len(named))
	}
	for _, m := range named {
		if !regexp.MustCompile(`(?m)^` + m[1] + `:`).Match(makefile) {
			t.Errorf("got make %s, want a target that exists", m[1])
		}
	}
	ci, err := os.ReadFile(".ci/run")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "\n    make test\n") || !strings.Contains(string(ci), "\nstep make test\n") {
		t.Error("got different test commands in README.md and .ci/run, want make test in both")
	}
}
