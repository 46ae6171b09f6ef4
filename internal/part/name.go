// Package part keeps what linting came to in parts: files that hold the captures
// of one shard of a manifest, and are merged later.
package part

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
)

// Name is the name of the part of shard i of n, counted from 0.
func Name(i, n int) string { return fmt.Sprintf("part-%05d-of-%05d.jsonl.zst", i, n) }

var namePattern = regexp.MustCompile(`^part-(\d{5,})-of-(\d{5,})\.jsonl\.zst$`)

// ParseName says which shard a part has that is called name.
func ParseName(name string) (i, n int, ok bool) {
	m := namePattern.FindStringSubmatch(name)
	if m == nil {
		return 0, 0, false
	}
	i, err := strconv.Atoi(m[1])
	if err != nil {
		return 0, 0, false
	}
	n, err = strconv.Atoi(m[2])
	return i, n, err == nil && i < n && Name(i, n) == name
}

// temporary is the pattern for the path of a part that is being written. Its
// name begins with a dot, and ends otherwise than that of a part.
func temporary(path string) string {
	dir, name := filepath.Split(path)
	return filepath.Join(dir, "."+name+".*.tmp")
}
