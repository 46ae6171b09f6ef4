package lint

import (
	"io"
	"iter"
)

// ahead is how many captures, for each that is being linted, may have been
// begun and not been taken yet.
const ahead = 4

// Together is how many of n captures are linted at a time.
func (o *Options) Together(n int) int { return max(1, min(o.jobs(), n)) }

// All lints about n traces, several at a time, and gives what they came to in
// their order. The cores are shared out among them. When the loop ends early,
// no further capture is begun.
func All(traces iter.Seq[Trace], n int, stdin io.Reader, o Options) iter.Seq[*Capture] {
	return func(yield func(*Capture) bool) {
		jobs := o.jobs()
		together := o.Together(n)
		o.Jobs = (jobs + together - 1) / together
		turns := make(chan bool, together)
		stop := make(chan bool)
		defer close(stop)

		begin := func(t Trace) <-chan *Capture {
			done := make(chan *Capture, 1)
			go func() {
				select {
				case turns <- true:
				case <-stop:
					return
				}
				defer func() { <-turns }()
				done <- RunTrace(t, stdin, o)
			}()
			return done
		}
		var begun []<-chan *Capture
		for t := range traces {
			if begun = append(begun, begin(t)); len(begun) < together*ahead {
				continue
			}
			if !yield(<-begun[0]) {
				return
			}
			begun = begun[1:]
		}
		for _, done := range begun {
			if !yield(<-done) {
				return
			}
		}
	}
}

// Each is the trace of each of some files.
func Each(paths []string) iter.Seq[Trace] {
	return func(yield func(Trace) bool) {
		for _, path := range paths {
			if !yield(One(path)) {
				return
			}
		}
	}
}
