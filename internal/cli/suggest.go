package cli

import (
	"fmt"
	"strings"

	"rpcrdma-lint/rules"
)

// didYouMean is "; did you mean credit/exceeded?", or nothing when no rule's
// name is near to what was typed.
func didYouMean(typed string) string {
	best, near := "", max(2, len(typed)/3)+1
	for _, r := range rules.All {
		_, fault, _ := strings.Cut(r.ID, "/")
		d := min(distance(typed, r.ID), distance(typed, fault))
		if d < near {
			best, near = r.ID, d
		}
	}
	if best == "" {
		return fmt.Sprintf("; %s rules lists all", Name)
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// distance is the number of bytes to insert, remove or replace to get from a
// to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
