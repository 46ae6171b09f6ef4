package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// Progress is for terminals, and nothing else.
func TestProgressElsewhere(t *testing.T) {
	if p := progressOf(&bytes.Buffer{}, nil); p != nil {
		t.Error("shown in a buffer")
	}
	(*progress)(nil).hide()
}

// The bar shows how much was read, and goes when something else is written.
func TestProgress(t *testing.T) {
	for _, tt := range []struct {
		total int64
		want  []string
	}{
		{total: 4 << 20, want: []string{"1.0 MiB / 4.0 MiB", "25 %", "/s", " left"}},
		{total: 0, want: []string{"1.0 MiB", "/s"}},
	} {
		var out bytes.Buffer
		p := &progress{out: &out, total: tt.total, begun: time.Now()}
		r := p.watch("", 0, bytes.NewReader(make([]byte, 1<<20)))
		if n, err := r.Read(make([]byte, 1<<20)); n != 1<<20 || err != nil {
			t.Fatalf("read %d bytes, error %v", n, err)
		}
		if p.hide(); out.Len() > 0 {
			t.Errorf("shown after no time: %q", out.String())
		}
		p.begun = p.begun.Add(-2 * patience)
		p.add(0)
		p.hide()
		for _, want := range tt.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("got %q, want %q in it", out.String(), want)
			}
		}
		if p.bar != nil {
			t.Error("still there when hidden")
		}
	}
}
