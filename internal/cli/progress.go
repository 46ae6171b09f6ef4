package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// patience is how long a run takes before its progress is shown.
const patience = time.Second

// A progress shows on a terminal how much of the captures has been read, how
// fast, and how long the rest will take. On anything else it shows nothing. It
// may be told of several files at once.
type progress struct {
	out   io.Writer
	total int64 // bytes of all captures, 0 where that is not known

	mu    sync.Mutex
	begun time.Time
	read  int64
	bars  *mpb.Progress
	bar   *mpb.Bar
}

// progressOf is nil where nothing is to be shown.
func progressOf(w io.Writer, paths []string) *progress {
	if f, ok := w.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	p := &progress{out: w, begun: time.Now()}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			p.total = 0
			break
		}
		p.total += info.Size()
	}
	return p
}

// watch counts what is read of a file.
func (p *progress) watch(_ string, _ int64, file io.Reader) io.Reader { return &watched{p, file} }

type watched struct {
	p *progress
	io.Reader
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.Reader.Read(b)
	w.p.add(n)
	return n, err
}

func (p *progress) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read += int64(n)
	if p.bar == nil && time.Since(p.begun) > patience {
		p.show()
	}
	if p.bar != nil {
		p.bar.SetCurrent(p.read)
	}
}

// show draws the bar.
func (p *progress) show() {
	p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithAutoRefresh())
	rate := decor.Any(func(s decor.Statistics) string {
		return fmt.Sprintf("% .1f/s", decor.SizeB1024(float64(s.Current)/time.Since(p.begun).Seconds()))
	}, decor.WCSyncSpace)
	if p.total == 0 {
		p.bar = p.bars.New(0, mpb.NopStyle(), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CurrentKibiByte("% .1f"), rate))
		return
	}
	left := decor.Any(func(s decor.Statistics) string {
		if s.Current == 0 {
			return ""
		}
		spent := time.Since(p.begun)
		rest := time.Duration(float64(spent) * float64(s.Total-s.Current) / float64(s.Current))
		return rest.Round(time.Second).String() + " left"
	}, decor.WCSyncSpace)
	p.bar = p.bars.New(p.total, mpb.BarStyle(), mpb.BarWidth(20), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersKibiByte("% .1f / % .1f")),
		mpb.AppendDecorators(decor.Percentage(), rate, left))
}

// hide takes the bar off the screen, so that something else can be written. It
// comes back with the next bytes.
func (p *progress) hide() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
		p.bars, p.bar = nil, nil
	}
}
