// Package page puts together HTML pages of one file: styles, scripts and data
// are in it, so that it opens without a network and asks nothing of one.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"path"
	"strings"
)

//go:embed page.html script style uplot
var files embed.FS

var skeleton = template.Must(template.ParseFS(files, "page.html"))

// A Page is what differs from page to page.
type Page struct {
	Title string

	// Scripts are the names of those in the directory script, in the order in
	// which they build on each other. They share one scope; the last one fills the
	// page.
	Scripts []string

	// Data is encoded as JSON for the scripts.
	Data any
}

// Styles are the style sheets, in the order of their weight.
var styles = []string{"uplot/uPlot.min.css", "style/base.css", "style/parts.css", "style/sheet.css", "style/plots.css", "style/print.css"}

// Write writes a page.
func Write(w io.Writer, p Page) error {
	style, err := joined(styles)
	if err != nil {
		return err
	}
	names := []string{"uplot/uPlot.iife.min.js"}
	for _, name := range p.Scripts {
		names = append(names, path.Join("script", name))
	}
	script, err := joined(names)
	if err != nil {
		return err
	}
	script = "(() => {\n\"use strict\";\n" + script + "})();\n"
	data, err := Marshal(p.Data)
	if err != nil {
		return err
	}
	return skeleton.Execute(w, struct {
		Title  string
		Policy string
		Style  template.CSS
		Data   template.JS
		Script template.JS
	}{p.Title, policy(style, script), template.CSS(style), template.JS(data), template.JS(script)})
}

// Marshal encodes data in a way that can't end the element that holds it: <, >
// and & are escaped, however hostile the strings.
func Marshal(data any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(true)
	err := enc.Encode(data)
	return bytes.TrimSpace(b.Bytes()), err
}

// policy forbids the page whatever it does not need: all but its own style and
// script, above all the network.
func policy(style, script string) string {
	return fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", hash(style), hash(script))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func joined(names []string) (string, error) {
	var b strings.Builder
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return "", err
		}
		b.Write(text)
		if !bytes.HasSuffix(text, []byte("\n")) {
			b.WriteByte('\n')
		}
	}
	return b.String(), nil
}
