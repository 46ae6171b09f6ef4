package roce

const psnMask = 1<<24 - 1

// PSNDiff is how far PSN a lies after b, modulo 2^24: negative when it lies before, −2^23 when it lies exactly opposite.
// It serves for message sequence numbers as well.
func PSNDiff(a, b uint32) int32 { return int32((a-b)<<8) >> 8 }

// PSNAdd is the PSN n after psn, or before it for a negative n.
func PSNAdd(psn uint32, n int) uint32 { return (psn + uint32(n)) & psnMask }
