package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rpcrdma-lint/internal/lint"
	"rpcrdma-lint/rules"
)

// listed are the findings of a capture that the options ask for, by frame.
func listed(c *lint.Capture, o Options) []*rules.Finding {
	if c.Result == nil {
		return nil
	}
	var fs []*rules.Finding
	for _, f := range c.Result.Findings {
		if f.Proven() || o.Inconclusive {
			fs = append(fs, f)
		}
	}
	slices.SortStableFunc(fs, func(a, b *rules.Finding) int { return cmp.Compare(a.Frame, b.Frame) })
	return fs
}

// section names the section of the first requirement: "RFC 8166 §3.3.3".
func section(f *rules.Finding) string {
	if len(f.Requirements) == 0 {
		return ""
	}
	return f.Requirements[0].Section()
}

// stamp is a time as RFC 3339 writes it, UTC, always with nanoseconds.
func stamp(ns int64) string {
	return time.Unix(0, ns).UTC().Format("2006-01-02T15:04:05.000000000Z")
}

var number = regexp.MustCompile(`[0-9][0-9,]*`)

// saysCount reports whether the message holds the number n.
func saysCount(message string, n int) bool {
	for _, m := range number.FindAllString(message, -1) {
		if strings.ReplaceAll(m, ",", "") == strconv.Itoa(n) {
			return true
		}
	}
	return false
}

// printable replaces what could drive a terminal or break a line: names and
// messages may hold bytes of a hostile capture.
func printable(s string) string {
	if !strings.ContainsFunc(s, unprintable) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unprintable(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unprintable(r rune) bool { return r != ' ' && !strconv.IsPrint(r) }

// grouped writes n with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// counted is "1 frame", "2 frames", "0 frames".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return grouped(n) + " " + what + "s"
}

// connectionID is the number of the finding's connection, 0 for none.
func connectionID(f *rules.Finding) int {
	if f.Conn == nil {
		return 0
	}
	return f.Conn.ID
}
