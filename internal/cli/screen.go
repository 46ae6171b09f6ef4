package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// A screen is what is known of where standard output goes.
type screen struct {
	terminal bool
	width    int // columns; 0 when it is no terminal
}

func screenOf(w io.Writer) screen {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return screen{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return screen{terminal: true, width: width}
}

// color decides whether to colour. What the command line says wins over the
// environment.
func (s screen) color(when string) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	return s.terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
