package trace

import (
	"fmt"
	"strings"
)

// A place is where a word stands in the notation; both count from one.
type place struct{ line, col int }

func (p place) errorf(format string, args ...any) error {
	return fmt.Errorf("trace: %d:%d: %s", p.line, p.col, fmt.Sprintf(format, args...))
}

// A word is a run of characters without a space. What stands in brackets or
// parentheses belongs to one word, spaces and all.
type word struct {
	text string
	at   place
}

// lexer cuts a notation into statements and those into words.
type lexer struct {
	at         place
	start      place
	word       strings.Builder
	open       []byte
	statement  []word
	statements [][]word
}

// lex cuts src at semicolons and line ends that stand outside brackets. Empty
// statements are left out.
func lex(src string) ([][]word, error) {
	l := &lexer{at: place{1, 0}}
	comment := false
	for i := range len(src) {
		ch := src[i]
		l.at.col++
		switch {
		case ch == '\n':
			comment = false
			l.separator(ch)
			l.at = place{l.at.line + 1, 0}
		case comment:
		case ch == '#':
			comment = true
		case ch == ';' || ch == ' ' || ch == '\t' || ch == '\r':
			l.separator(ch)
		default:
			if err := l.add(ch); err != nil {
				return nil, err
			}
		}
	}
	if len(l.open) > 0 {
		return nil, l.start.errorf("%q is never closed", l.open[len(l.open)-1])
	}
	l.separator(';')
	return l.statements, nil
}

// separator ends a word and, unless ch is a space, the statement.
func (l *lexer) separator(ch byte) {
	if len(l.open) > 0 {
		l.word.WriteByte(' ')
		return
	}
	if l.word.Len() > 0 {
		l.statement = append(l.statement, word{l.word.String(), l.start})
		l.word.Reset()
	}
	if (ch == ';' || ch == '\n') && len(l.statement) > 0 {
		l.statements = append(l.statements, l.statement)
		l.statement = nil
	}
}

func (l *lexer) add(ch byte) error {
	if l.word.Len() == 0 {
		l.start = l.at
	}
	switch ch {
	case '(', '[':
		l.open = append(l.open, ch)
	case ')', ']':
		want := byte('(')
		if ch == ']' {
			want = '['
		}
		n := len(l.open)
		if n == 0 || l.open[n-1] != want {
			return l.at.errorf("%q closes nothing", ch)
		}
		l.open = l.open[:n-1]
	}
	l.word.WriteByte(ch)
	return nil
}

// fields cuts the inside of a bracket at spaces, except inside further ones.
func fields(s string, at place) []word {
	var out []word
	depth, start := 0, -1
	for i := range len(s) + 1 {
		if i == len(s) || (s[i] == ' ' && depth == 0) {
			if start >= 0 {
				out = append(out, word{s[start:i], at})
			}
			start = -1
			continue
		}
		if start < 0 {
			start = i
		}
		switch s[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
	}
	return out
}
