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

// All lints captures, several at a time, and gives them in the order of paths.
// The cores are shared out among them. When the loop ends early, no further
// capture is begun.
func All(paths []string, stdin io.Reader, o Options) iter.Seq[*Capture] {
	return func(yield func(*Capture) bool) {
		jobs := o.jobs()
		together := o.Together(len(paths))
		o.Jobs = (jobs + together - 1) / together
		turns := make(chan bool, together)
		stop := make(chan bool)
		defer close(stop)

		begin := func(path string) <-chan *Capture {
			done := make(chan *Capture, 1)
			go func() {
				select {
				case turns <- true:
				case <-stop:
					return
				}
				defer func() { <-turns }()
				done <- Run(path, stdin, o)
			}()
			return done
		}
		var begun []<-chan *Capture
		for len(paths) > 0 || len(begun) > 0 {
			for len(paths) > 0 && len(begun) < together*ahead {
				begun = append(begun, begin(paths[0]))
				paths = paths[1:]
			}
			if !yield(<-begun[0]) {
				return
			}
			begun = begun[1:]
		}
	}
}
