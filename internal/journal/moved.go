package journal

// maxBuckets is how many stretches of time a Moved has at most.
const maxBuckets = 4096

// Moved is how many bytes RDMA Reads and Writes moved, by the time at which
// each began. Buckets become wider as the connection lasts.
type Moved struct {
	From    int64 // ns: where the first bucket begins
	Width   int64 // ns
	Buckets []Bytes
}

// Bytes are what was moved within one bucket.
type Bytes struct{ Read, Written uint64 }

// finest is the width of buckets at first, in ns.
const finest = int64(1 << 14)

func (m *Moved) add(at int64, b Bytes) {
	if m.Width == 0 {
		m.From, m.Width = at, finest
	}
	i := max(at-m.From, 0) / m.Width // a clock may step backwards
	for i >= maxBuckets {
		m.Halve()
		i = max(at-m.From, 0) / m.Width
	}
	for int(i) >= len(m.Buckets) {
		m.Buckets = append(m.Buckets, Bytes{})
	}
	m.Buckets[i].Read += b.Read
	m.Buckets[i].Written += b.Written
}

// Len is the number of buckets.
func (m *Moved) Len() int { return len(m.Buckets) }

// Halve makes buckets twice as wide.
func (m *Moved) Halve() {
	m.Width *= 2
	for i, b := range m.Buckets {
		if i%2 == 0 {
			m.Buckets[i/2] = b
			continue
		}
		m.Buckets[i/2].Read += b.Read
		m.Buckets[i/2].Written += b.Written
	}
	m.Buckets = m.Buckets[:(len(m.Buckets)+1)/2]
}
