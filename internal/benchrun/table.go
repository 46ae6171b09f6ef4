package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A table is what was measured over one capture.
type table struct {
	name   string
	size   int64 // of the file, bytes
	frames int64
	rows   []row
}

// A row is one program's runs.
type row struct {
	name string
	runs []measurement
}

// count looks at the capture itself, which also brings it into the page cache.
// It leaves the reading to another process, to stay small: see measure.
func (t *table) count(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	t.size = info.Size()
	out, err := exec.Command(walk, path).Output()
	if err != nil {
		return fmt.Errorf("%s: %w", walk, err)
	}
	words := strings.TrimPrefix(string(out), path+": ")
	if _, err := fmt.Sscanf(words, "%d frames", &t.frames); err != nil {
		return fmt.Errorf("%s says %q: %w", walk, words, err)
	}
	return nil
}

// write prints the table in Markdown. Times are medians; memory is the highest
// of all runs.
func (t *table) write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %.0f MiB, %d frames\n\n", t.name, float64(t.size)/(1<<20), t.frames)
	b.WriteString("| program | runs | time s | from–to s | CPU s | GB/s | Mpkt/s | peak MiB | × time |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, r := range t.rows {
		elapsed := median(r.runs, func(m measurement) time.Duration { return m.elapsed })
		cpu := median(r.runs, func(m measurement) time.Duration { return m.cpu })
		low, high := spread(r.runs)
		first := median(t.rows[0].runs, func(m measurement) time.Duration { return m.elapsed })
		fmt.Fprintf(&b, "| %s | %d | %.3f | %.3f–%.3f | %.3f | %.2f | %.2f | %.0f | %.2f |\n",
			r.name, len(r.runs), elapsed, low, high, cpu,
			float64(t.size)/elapsed/1e9, float64(t.frames)/elapsed/1e6, float64(peak(r.runs))/(1<<20), elapsed/first)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// median is that of one quantity, in seconds.
func median(runs []measurement, of func(measurement) time.Duration) float64 {
	all := make([]time.Duration, len(runs))
	for i, m := range runs {
		all[i] = of(m)
	}
	slices.Sort(all)
	n := len(all)
	return ((all[(n-1)/2] + all[n/2]) / 2).Seconds()
}

func spread(runs []measurement) (low, high float64) {
	byTime := func(a, b measurement) int { return cmp.Compare(a.elapsed, b.elapsed) }
	return slices.MinFunc(runs, byTime).elapsed.Seconds(), slices.MaxFunc(runs, byTime).elapsed.Seconds()
}

func peak(runs []measurement) int64 {
	return slices.MaxFunc(runs, func(a, b measurement) int { return cmp.Compare(a.peak, b.peak) }).peak
}
