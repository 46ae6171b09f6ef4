package manifest

import (
	"path/filepath"
	"regexp"
	"strconv"
)

const (
	packed    = `(?:\.(?:gz|zst|xz|bz2|lz4|zip))?`
	extension = `\.(?:pcap|pcapng|cap|dmp|dump)`
)

var (
	captureName = regexp.MustCompile(`(?i)` + extension + `\d*` + packed + `$`)

	// tcpdump -C: x.pcap, x.pcap1, x.pcap2; with -W x.pcap00, x.pcap01.
	tcpdumpName = regexp.MustCompile(`(?i)^(.*` + extension + `)(\d{0,9})` + packed + `$`)

	// dumpcap -b: x_00001_20260102030405.pcapng, or time and number the other
	// way round.
	dumpcapName  = regexp.MustCompile(`^(.*)_(\d{5,9})_\d{14}(\.\w+?)?` + packed + `$`)
	dumpcapOther = regexp.MustCompile(`^(.*)_\d{14}_(\d{5,9})(\.\w+?)?` + packed + `$`)

	// tcpdump -G: a time anywhere in the name, or seconds since 1970.
	timeInName = regexp.MustCompile(`20\d\d[-_.]?\d\d[-_.]?\d\d[-_.T]?\d\d[-_.:]?\d\d(?:[-_.:]?\d\d)?|1\d{9}`)
)

// named reports whether a file is called as captures are.
func named(path string) bool { return captureName.MatchString(filepath.Base(path)) }

// A name is what the name of a file says of its place in a series.
type name struct {
	series string // the same for all files of a series, "" for a name that tells of none
	kind   kind
	number int
	bare   bool // number 0 without a digit: the first file of a tcpdump without -W
}

// A kind is who numbered the files.
type kind uint8

const (
	_ kind = iota
	byTcpdump
	byDumpcap
	byTime // no number, but a time
)

func parseName(path string) name {
	base := filepath.Base(path)
	for _, p := range []*regexp.Regexp{dumpcapName, dumpcapOther} {
		if m := p.FindStringSubmatch(base); m != nil {
			return numbered(byDumpcap, "dumpcap "+m[1]+m[3], m[2])
		}
	}
	m := tcpdumpName.FindStringSubmatch(base)
	switch {
	case m == nil:
		return name{}
	case timeInName.MatchString(m[1]):
		// With -C beside -G each time has numbers of its own; times order all.
		return name{series: "time " + timeInName.ReplaceAllString(m[1], "*"), kind: byTime}
	}
	return numbered(byTcpdump, "tcpdump "+m[1], m[2])
}

func numbered(k kind, series, digits string) name {
	n, _ := strconv.Atoi(digits) // at most nine digits
	return name{series: series, kind: k, number: n, bare: digits == ""}
}
