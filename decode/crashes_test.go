package decode

import (
	"fmt"
	"reflect"
	"testing"
)

// What is told of panics is the same however the frames were divided.
func TestCrashesDivided(t *testing.T) {
	const frames, places = 1000, 150
	var want []Crash
	for workers := 1; workers <= 7; workers += 2 {
		all := make([]Crashes, workers)
		for n := 1; n <= frames; n++ {
			frame := n % frames // the last one happens at the capture's end
			all[n%workers].panicAt(fmt.Sprintf("rule %d", n%places), frame, fmt.Sprint("frame ", frame))
			all[n*7%workers].panicAt("a rule", 0, fmt.Sprint("connection ", n))
		}
		for i := range all[1:] {
			all[0].Join(&all[1+i])
		}
		got := all[0].List()
		if workers == 1 {
			if want = got; len(want) != places+1 || want[0].Frame != 1 || want[0].Count != 7 || want[places].Reason != "connection 1" || want[places].Count != frames {
				t.Errorf("got %d, of them %+v and %+v", len(want), want[0], want[len(want)-1])
			}
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers: got %d, %v\nwant %d, %v", workers, len(got), got, len(want), want)
		}
	}
}

func (cs *Crashes) panicAt(in string, frame int, reason string) {
	defer func() { cs.Add(in, frame, recover()) }()
	panic(reason)
}
