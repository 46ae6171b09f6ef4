package config

import "testing"

func TestMemory(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int // 0 for an error
		out  string
	}{
		{"16MiB", 16 << 20, "16MiB"},
		{"1024GiB", 1 << 40, "1024GiB"},
		{"1048576KiB", 1 << 30, "1GiB"},
		{"300000000", 300000000, "300000000"},
		{in: "16777215"},
		{in: "1025GiB"},
		{in: "1099511627775GiB"},
		{in: "256"},
		{in: "256MB"},
		{in: "-256MiB"},
		{in: "256 MiB"},
		{in: "MiB"},
		{in: ""},
	} {
		got, err := Memory(tt.in)
		if got != tt.want || (err == nil) != (tt.want > 0) {
			t.Errorf("%q: got %d, %v, want %d", tt.in, got, err, tt.want)
		}
		if err == nil && FormatMemory(got) != tt.out {
			t.Errorf("%q comes back as %q, want %q", tt.in, FormatMemory(got), tt.out)
		}
	}
}
