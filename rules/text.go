package rules

import (
	"fmt"
	"strconv"
)

func itoa(n int) string { return strconv.Itoa(n) }

func utoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// hex writes an XID or handle as tshark does.
func hex(n uint32) string { return fmt.Sprintf("0x%08x", n) }

// plural is "1 Call", "2 Calls".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + one + "s"
}

// span is a range of n bytes from va on.
func span(va uint64, n uint32) string { return fmt.Sprintf("0x%x+%d", va, n) }

// micros writes a time in ns as microseconds.
func micros(ns int64) string { return strconv.FormatInt(ns/1000, 10) + " µs" }
