package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"rpcrdma-lint/internal/config"
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

// pages are the texts that show what the program does, by name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"README.md": readme(t)}
	for _, pattern := range []string{"docs/*.md", "contrib/*", "contrib/*/*"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: got %d files, %v", pattern, len(names), err)
		}
		for _, name := range names {
			if info, err := os.Stat(name); err == nil && info.IsDir() {
				continue
			}
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = string(b)
		}
	}
	return all
}

// What the README and the other pages show is what the program says.
func TestExamples(t *testing.T) {
	blocks := map[string]int{}
	for name, text := range pages(t) {
		for _, block := range console.FindAllStringSubmatch(text, -1) {
			blocks[name]++
			checkExamples(t, name, block[1])
		}
	}
	for _, name := range []string{"README.md", filepath.Join("docs", "ci.md")} {
		if blocks[name] == 0 {
			t.Errorf("%s: got no example", name)
		}
	}
}

// checkExamples runs the commands of a block, each after the other.
func checkExamples(t *testing.T, name, block string) {
	t.Helper()
	status := 0
	for example := range strings.SplitSeq(strings.TrimPrefix(block, "$ "), "\n$ ") {
		command, want, _ := strings.Cut(strings.TrimSuffix(example, "\n")+"\n", "\n")
		var out string
		out, status = typed(t, command, status)
		if shown(want).MatchString(out) {
			continue
		}
		t.Errorf("%s: $ %s\ndoes not say what is shown", name, command)
		for line := range strings.Lines(want) {
			if !shown("[...]\n" + line + "[...]\n").MatchString(out) {
				t.Errorf("not there: %s", line)
			}
		}
	}
}

var (
	ourCommand = regexp.MustCompile(`(?:^|[\s/"` + "`" + `])rpcrdma-lint"? ((?:\S.*)?)`)
	flagName   = regexp.MustCompile(`(?:^|[\s` + "`" + `])--([a-z][a-z-]*)`)
	continued  = regexp.MustCompile(`\\\n\s*`)
)

// Each flag that a page gives to the program is one that it has.
func TestPageFlags(t *testing.T) {
	n := 0
	for name, text := range pages(t) {
		for line := range strings.Lines(continued.ReplaceAllString(text, " ")) {
			m := ourCommand.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			var known strings.Builder
			for _, args := range [][]string{{"--help"}, {"help", "baseline"}, {"help", "rules"}, {"help", "story"}, {"help", "extract"}, {"help", "merge"}} {
				if status := run(args, strings.NewReader(""), &known, &known); status != 0 {
					t.Fatalf("%v: exit status %d", args, status)
				}
			}
			for _, f := range flagName.FindAllStringSubmatch(m[1], -1) {
				n++
				if !regexp.MustCompile(`(?m)^ +(?:-., +)?--` + f[1] + `\b`).MatchString(known.String()) {
					t.Errorf("%s: there is no flag --%s: %s", name, f[1], line)
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("got %d flags, want more", n)
	}
}

var settingsBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// The settings that the documentation shows are understood.
func TestPageSettings(t *testing.T) {
	blocks := settingsBlock.FindAllStringSubmatch(pages(t)[filepath.Join("docs", "ci.md")], -1)
	if len(blocks) == 0 {
		t.Fatal("got no settings")
	}
	for _, b := range blocks {
		if _, err := config.Parse([]byte(b[1])); err != nil {
			t.Errorf("%v in\n%s", err, b[1])
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)\)`)

// Each link to another file of the repository leads somewhere.
func TestPageLinks(t *testing.T) {
	for name, text := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// The pieces for CI systems are YAML.
func TestContribYAML(t *testing.T) {
	for name, text := range pages(t) {
		if filepath.Ext(name) != ".yml" {
			continue
		}
		var v map[string]any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil || len(v) == 0 {
			t.Errorf("%s: %v", name, err)
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
