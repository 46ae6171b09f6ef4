package page_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"rpcrdma-lint/report/page"
)

func write(t *testing.T, p page.Page) string {
	t.Helper()
	var b strings.Builder
	if err := page.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// island is what the page's scripts are given.
var island = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// Whatever is in the data, nothing of it becomes markup, and the scripts get it
// as it was.
func TestHostileData(t *testing.T) {
	for _, s := range []string{
		"</script><script>alert(1)</script>", "<!--<script>", "-->", "]]>", "&lt;&#60;", "\u2028\u2029", `"\'` + "`${1}", "\x00\x1b[2J", "{{.Title}}",
	} {
		empty, got := write(t, page.Page{Data: ""}), write(t, page.Page{Title: s, Data: s})
		m := island.FindStringSubmatch(got)
		if m == nil {
			t.Fatalf("%q: got no data", s)
		}
		var back string
		if err := json.Unmarshal([]byte(m[1]), &back); err != nil || back != s {
			t.Errorf("got %q back, %v, want %q", back, err, s)
		}
		if strings.ContainsAny(m[1], "<>&\u2028\u2029") {
			t.Errorf("%q: got %s", s, m[1])
		}
		for _, tag := range []string{"<script", "</script", "<!--"} {
			if strings.Count(got, tag) != strings.Count(empty, tag) {
				t.Errorf("%q: got another number of %s", s, tag)
			}
		}
	}
}

// A page refers to nothing outside of itself.
func TestAlone(t *testing.T) {
	got := write(t, page.Page{Title: "t", Scripts: []string{"dom.js"}, Data: 1})
	for _, pattern := range []string{`(?i)\ssrc=`, `(?i)<link`, `(?i)@import`, `(?i)url\(`, `\bfetch\(`, `XMLHttpRequest`, `WebSocket`, `sendBeacon`, `\bimport\(`} {
		if m := regexp.MustCompile(pattern).FindString(got); m != "" {
			t.Errorf("got %q", m)
		}
	}
	if !strings.Contains(got, "default-src &#39;none&#39;") {
		t.Error("got no policy that forbids the rest")
	}
}

func TestMissingScript(t *testing.T) {
	if err := page.Write(&strings.Builder{}, page.Page{Scripts: []string{"no.js"}}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestBadData(t *testing.T) {
	if err := page.Write(&strings.Builder{}, page.Page{Data: func() {}}); err == nil {
		t.Error("got no error for what JSON can't hold")
	}
}

// Scripts make elements, and never parse text as HTML: some of it is from a
// capture.
func TestNoParsing(t *testing.T) {
	names, err := fs.Glob(os.DirFS("script"), "*.js")
	if err != nil || len(names) < 10 {
		t.Fatalf("got %v, %v", names, err)
	}
	bad := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|srcdoc`)
	for _, name := range names {
		text, err := os.ReadFile("script/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if m := bad.Find(text); m != nil {
			t.Errorf("%s: got %s", name, m)
		}
	}
}
