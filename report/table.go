package report

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// A table is drawn without borders, as wide as its cells: the same bytes
// wherever it goes, except on a terminal that is too narrow for it.
type table struct {
	head []string
	left int   // columns from the first that are aligned left; the rest are numbers
	text bool  // the last column is text, too
	wrap []int // columns whose cells may be wrapped at their first space
	cut  int   // column before which a table that is too wide is cut in two; 0 for nowhere
	rows [][]string
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// write draws the table for a terminal of width columns; 0 is no terminal.
func (t *table) write(b *bytes.Buffer, width int) error {
	if width <= 0 || t.width() <= width {
		return t.draw(b, width)
	}
	if t.cut == 0 {
		t.narrow()
		return t.draw(b, width)
	}
	left, right := t.halves()
	if err := left.write(b, width); err != nil {
		return err
	}
	b.WriteByte('\n')
	return right.write(b, width)
}

// halves are two tables that both begin with the first column.
func (t *table) halves() (left, right *table) {
	left = &table{head: t.head[:t.cut], left: min(t.left, t.cut), wrap: t.wrap}
	right = &table{head: slices.Concat(t.head[:1], t.head[t.cut:]), left: 1 + max(0, t.left-t.cut)}
	for _, r := range t.rows {
		left.row(r[:t.cut]...)
		right.row(slices.Concat(r[:1], r[t.cut:])...)
	}
	return left, right
}

// shorten cuts the text of the last column to what a terminal of width columns
// has room for, if it has any to speak of.
func (t *table) shorten(width int) {
	last := len(t.head) - 1
	widest := utf8.RuneCountInString(t.head[last])
	for _, r := range t.rows {
		widest = max(widest, utf8.RuneCountInString(r[last]))
	}
	room := max(width-(t.width()-widest), leastText)
	for _, r := range t.rows {
		if text := []rune(r[last]); width > 0 && len(text) > room {
			r[last] = strings.TrimRight(string(text[:room-1]), " ") + "…"
		}
	}
}

// narrow wraps the cells that may be.
func (t *table) narrow() {
	for _, r := range t.rows {
		for _, i := range t.wrap {
			r[i] = strings.Replace(r[i], " ", "\n", 1)
		}
	}
}

func (t *table) draw(b *bytes.Buffer, width int) error {
	align := make([]tw.Align, len(t.head))
	for i := range align {
		align[i] = tw.AlignRight
		if i < t.left || t.text && i == len(align)-1 {
			align[i] = tw.AlignLeft
		}
	}
	symbols := tw.StyleASCII
	if width > 0 {
		symbols = tw.StyleLight
	}
	var drawn bytes.Buffer
	w := tablewriter.NewTable(&drawn,
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{PerColumn: align}),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{PerColumn: align}),
		tablewriter.WithPadding(tw.Padding{Right: "  ", Overwrite: true}),
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(symbols),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off},
				Lines:      tw.Lines{ShowHeaderLine: tw.On},
			},
		})))
	w.Header(t.head)
	for _, r := range t.rows {
		if err := w.Append(r); err != nil {
			return err
		}
	}
	if err := w.Render(); err != nil {
		return err
	}
	for line := range strings.Lines(drawn.String()) {
		b.WriteString(strings.TrimRight(line, " \n"))
		b.WriteByte('\n')
	}
	return nil
}

func (t *table) width() int {
	total := 0
	for i := range t.head {
		w := utf8.RuneCountInString(t.head[i])
		for _, r := range t.rows {
			w = max(w, utf8.RuneCountInString(r[i]))
		}
		total += w + 2
	}
	return total
}
