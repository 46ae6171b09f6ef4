package report

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"rpcrdma-lint/rules"
)

// What changes from one capture of the same fault to the next: numbers, with
// their units, and the plural that follows them.
var (
	aNumber = regexp.MustCompile(`(^|[^\pL\pN#_.])(?:0x[0-9a-fA-F]+|[0-9][0-9,]*(?:\.[0-9]+)*)(?:(?: ?(?:ns|µs|ms|s|min|h))\b)?`)
	aPlural = regexp.MustCompile(`# ((?:\pL+ )??\pL{3,})s\b`)
	often   = regexp.MustCompile(`\b(?:once|twice|# time)\b`)
)

// Shape is the message of a finding without its numbers.
func Shape(f *rules.Finding) string {
	s := printable(f.Message)
	for range 2 { // numbers with one character between them share it
		s = aNumber.ReplaceAllString(s, "${1}#")
	}
	s = aPlural.ReplaceAllString(s, "# $1")
	return often.ReplaceAllString(s, "# time")
}

// Fingerprint names a fault so that it is recognised in another capture, with
// other frame numbers, XIDs, sizes and counts: it is made of the rule, the side
// that is blamed and the shape of the message.
func Fingerprint(f *rules.Finding) string {
	return FingerprintOf(f.Rule.ID, f.Blame.String(), Shape(f))
}

// FingerprintOf makes a fingerprint of its parts.
func FingerprintOf(rule, blame, shape string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{rule, blame, shape}, "\x00")))
	return hex.EncodeToString(sum[:8])
}
