package lint

// InBatches has batches of so many bytes.
func (o Options) InBatches(size int) Options {
	o.batchSize = size
	return o
}
