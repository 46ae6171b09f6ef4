package lint

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/decode/capture"
	"rpcrdma-lint/rules"
)

// A pipeline lints one capture on several cores. One goroutine reads batches
// of frames, some take the headers off the frames of a batch, and as many
// workers decode and judge, each all frames of some lanes, in the capture's
// order. A batch is passed on by reference, and used again when the last worker
// is done with it.
type pipeline struct {
	filter  *capture.Filter
	workers []*worker
	split   chan *batch
	free    chan *batch
	spare   int // batches that may still be made
	size    int // of the next batch, in bytes
	fixed   bool

	stream *stream        // nil where nobody waits for findings
	under  sync.WaitGroup // batches that workers are not done with
}

// A batch is a run of frames on its way through the pipeline.
type batch struct {
	capture.Batch
	headers []decode.Headers
	worker  []int16 // that takes the frame of the same index, or nobody
	lanes   uint32  // a bit for each lane of which it has packets

	headed sync.WaitGroup // until the headers are there
	users  atomic.Int32   // workers that are not done with it
}

const (
	nobody = -1

	// Batches have so many bytes that passing them on costs little, and so few
	// frames that what is decoded of them is still in the processor's cache when
	// the next stage looks.
	minBatch, maxBatch    = 128 << 10, 512 << 10
	fewFrames, manyFrames = 256, 1024

	// pauseEvery is the number of batches after which findings are handed out,
	// where somebody waits for them. The workers stand still meanwhile.
	pauseEvery = 8
)

// A worker decodes and judges the frames of its lanes. Beside it another
// goroutine splits frames for all workers.
type worker struct {
	judged
	index int16
	in    chan *batch

	splitter decode.Splitter
}

func newPipeline(o Options, jobs int, c *Capture) *pipeline {
	jobs = min(jobs, decode.Lanes)
	batches := min(2*jobs+2, max(4, o.memory()>>23)) // of which each takes about a MiB
	p := &pipeline{
		filter: o.Filter, spare: batches, size: cmp.Or(o.batchSize, minBatch), fixed: o.batchSize > 0,
		split: make(chan *batch, batches), free: make(chan *batch, batches), stream: newStream(&o, c),
	}
	for i := range jobs {
		w := &worker{index: int16(i), in: make(chan *batch, batches), splitter: decode.Splitter{All: o.AllICRCs}}
		w.judged = o.judge(p.stream)
		p.workers = append(p.workers, w)
	}
	return p
}

// run lints what r reads, and returns io.EOF or what ended the reading before
// that.
func (p *pipeline) run(c *Capture, r frames) error {
	var done sync.WaitGroup
	for _, w := range p.workers {
		done.Go(func() { p.splitter(&w.splitter) })
		done.Go(func() { w.run(c, p) })
	}
	err := p.read(c, r)
	close(p.split)
	for _, w := range p.workers {
		close(w.in)
	}
	done.Wait()

	first := p.workers[0]
	engines := []*rules.Engine{}
	for _, w := range p.workers[1:] {
		engines = append(engines, w.engine)
	}
	result := rules.Merge(first.engine, engines...)
	for i, w := range p.workers {
		c.account.Join(w.decoder.Account())
		first.decoder.AddSplitter(&w.splitter)
		if i == 0 {
			continue
		}
		first.decoder.Add(w.decoder)
		if w.journal != nil {
			first.journal.Add(w.journal)
		}
	}
	c.result(first.decoder, result, first.journal)
	return p.stream.finish(err)
}

// pause waits until the workers have done all that was read, so that the
// findings up to frame n can be handed out.
func (p *pipeline) pause(n int) error {
	p.under.Wait()
	all := make([]judged, len(p.workers))
	for i, w := range p.workers {
		all[i] = w.judged
	}
	return p.stream.upTo(n, all...)
}

// read passes batches to the splitters and, in order, to the workers.
func (p *pipeline) read(c *Capture, r frames) error {
	for n := 1; ; n++ {
		b := p.batch()
		b.Size = p.size
		if err := r.NextBatch(&b.Batch); err != nil {
			return err
		}
		p.fit(len(b.Frames))
		c.Frames = b.Frames[len(b.Frames)-1].Number
		if p.filter != nil {
			b.Frames = slices.DeleteFunc(b.Frames, func(f capture.Frame) bool { return !p.filter.Match(&f) })
		}
		b.headed.Add(1)
		b.users.Store(int32(len(p.workers)))
		p.under.Add(len(p.workers))
		p.split <- b
		for _, w := range p.workers {
			w.in <- b
		}
		if p.stream != nil && n%pauseEvery == 0 {
			if err := p.pause(c.Frames); err != nil {
				return err
			}
		}
	}
}

// fit chooses the size of the next batch after one of n frames.
func (p *pipeline) fit(n int) {
	switch {
	case p.fixed:
	case n > manyFrames:
		p.size = max(p.size/2, minBatch)
	case n < fewFrames:
		p.size = min(p.size*2, maxBatch)
	}
}

// batch is one that nobody uses.
func (p *pipeline) batch() *batch {
	select {
	case b := <-p.free:
		return b
	default:
	}
	if p.spare > 0 {
		p.spare--
		return &batch{}
	}
	return <-p.free
}

// splitter takes the headers off the frames of one batch after the other.
func (p *pipeline) splitter(s *decode.Splitter) {
	for b := range p.split {
		n := len(b.Frames)
		b.headers = slices.Grow(b.headers[:0], n)[:n]
		b.worker = slices.Grow(b.worker[:0], n)[:n]
		b.lanes = 0
		var f decode.Frame
		for i := range b.Frames {
			f = frameOf(&b.Frames[i])
			s.Split(&f, &b.headers[i])
			b.worker[i] = nobody
			if lane, ok := b.headers[i].Lane(); ok {
				b.worker[i] = int16(lane % len(p.workers))
			}
			if lane, ok := b.headers[i].Share(); ok {
				b.lanes |= 1 << lane
			}
		}
		b.headed.Done()
	}
}

// share tells the decoder of the lane of a frame that it may not get.
func (w *worker) share(b *batch, i int) {
	if lane, ok := b.headers[i].Share(); ok {
		w.engine.Frame(b.Frames[i].Number)
		w.decoder.See(lane)
	}
}

func (w *worker) run(c *Capture, p *pipeline) {
	var f decode.Frame
	var seen uint32
	for b := range w.in {
		b.headed.Wait()
		fresh := b.lanes&^seen != 0
		seen |= b.lanes
		for i, who := range b.worker {
			if fresh {
				w.share(b, i)
			}
			if who == w.index {
				f = frameOf(&b.Frames[i])
				w.engine.Frame(f.Number)
				w.decoder.Take(&f, &b.headers[i])
			}
		}
		if b.users.Add(-1) == 0 {
			p.free <- b
		}
		p.under.Done()
	}
	w.engine.Frame(c.Frames)
	w.decoder.Finish()
}
