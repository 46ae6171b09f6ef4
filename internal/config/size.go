package config

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The bounds of what may be given as the memory for a capture.
const (
	minMemory = 16 << 20
	maxMemory = 1 << 40
)

// Memory reads how much memory a capture may take: 300000000, 512MiB, 2GiB.
func Memory(s string) (int, error) {
	digits, shift := s, 0
	for i, unit := range [...]string{"KiB", "MiB", "GiB"} {
		if d, ok := strings.CutSuffix(s, unit); ok {
			digits, shift = d, 10*(i+1)
		}
	}
	n, err := strconv.ParseUint(digits, 10, 40)
	if n <<= shift; err != nil || n < minMemory || n > maxMemory {
		return 0, fmt.Errorf("must be a number of bytes from 16MiB to 1024GiB, like 512MiB")
	}
	return int(n), nil
}

// FormatMemory is the inverse of Memory.
func FormatMemory(n int) string {
	for i, unit := range [...]string{"GiB", "MiB", "KiB"} {
		if shift := 30 - 10*i; n > 0 && n%(1<<shift) == 0 {
			return strconv.Itoa(n>>shift) + unit
		}
	}
	return strconv.Itoa(n)
}

func memory(n *yaml.Node, out *int) error {
	var s string
	if err := text(n, &s); err != nil {
		return err
	}
	var err error
	if *out, err = Memory(s); err != nil {
		return at(n, "%q %v", s, err)
	}
	return nil
}
