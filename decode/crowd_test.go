package decode_test

import (
	"fmt"
	"strings"
	"testing"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/damage"
	"rpcrdma-lint/internal/trace"
)

// crowd writes n connections between the same hosts, of which the set-up was not
// captured, and rounds of what each does; a # stands for its number.
func crowd(n, rounds int, options, round string) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "drop est%s\n", options)
	}
	for r := range rounds {
		for i := range n {
			fmt.Fprintf(&b, "conn %d\n%s\n", i+1, strings.ReplaceAll(round, "#", fmt.Sprint(1000*r+i+1)))
		}
	}
	return b.String()
}

// each has all of n connections take their turn with exchanges, so that their
// XIDs are equal.
func each(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "conn %d\nexchange\n", i+1)
	}
	return b.String()
}

// near is a crowd whose PSNs begin so far apart.
func near(apart, n, rounds int) string {
	s := crowd(n, rounds, "", "C>CALL #; S>REPLY #")
	for i := range n {
		s = strings.Replace(s, "drop est\n", fmt.Sprintf("drop est[psn=%d | psn=%d]\n", 0x500000+apart*i, 0xc00000+apart*i), 1)
	}
	return s
}

// mute is a crowd in which one side of every second connection sends nothing, not
// even acknowledgements, for some rounds of the others and ten minutes.
func mute(n int, lonely string) string {
	const both = "C>CALL #; S>REPLY #"
	var b strings.Builder
	b.WriteString(crowd(n, 0, "", ""))
	round := func(r int, even string) {
		for i := range n {
			does := both
			if i%2 == 0 {
				does = even
			}
			fmt.Fprintf(&b, "conn %d\n%s\n", i+1, strings.ReplaceAll(does, "#", fmt.Sprint(1000*r+i+1)))
		}
	}
	for r := range 5 {
		round(r, lonely)
	}
	b.WriteString("wait 600s\n")
	round(5, both)
	return b.String()
}

// paired counts the connections with both queue pairs, and those of them whose
// queue pairs belong to two connections.
func paired(t *testing.T, c *damage.Capture, d damage.Damage, seed uint64) (both, wrong int) {
	t.Helper()
	r := &recorder{}
	decoder := decode.New(decode.Options{}, r)
	frames, _ := d.Do(c, seed)
	for i := range frames {
		decoder.Frame(&frames[i])
	}
	decoder.Finish()
	return r.paired()
}

func (r *recorder) paired() (both, wrong int) {
	for _, c := range r.conns {
		if !c.Client.Known || !c.Server.Known {
			continue
		}
		both++
		// The trace numbers a client's queue pairs from 0x101, a server's from 0x20001.
		if lo, hi := min(c.Client.QPN, c.Server.QPN), max(c.Client.QPN, c.Server.QPN); hi-lo != 0x20001-0x101 {
			wrong++
		}
	}
	return both, wrong
}

// The halves of many connections between the same hosts are paired by evidence,
// and rather not at all than wrongly.
func TestCrowd(t *testing.T) {
	const n = 16
	for _, tt := range []struct {
		name     string
		notation string
		least    int // connections that are paired while nothing is missing
	}{
		{"each with its own PSNs", crowd(n, 6, "", "C>CALL #; S>REPLY #"), n},
		{"their PSNs close together", near(64, n, 6), n},
		{"their PSNs among each other", near(8, n, 6), n},
		{"their PSNs overlapping", near(4, n, 6), n},
		{"their PSNs following each other", near(2, n, 6), n},
		{"their PSNs next to each other", near(1, n, 6), n},
		{"their PSNs equal", near(0, n, 6), n},
		{"their PSNs and XIDs equal", near(0, n, 0) + strings.Repeat(each(n), 6), 0},
		{"their XIDs equal and PSNs next to each other", near(1, n, 0) + strings.Repeat(each(n), 6), 0},
		{"one side sends far more", crowd(n, 6, "", "C>CALL #; S>WRITE 0x77 0 16K; S>REPLY #"), n},
		{"half of them idle after a while", crowd(n, 3, "", "C>CALL #; S>REPLY #") +
			"wait 600s\n" + strings.Repeat("@1 exchange; @2 exchange; @3 exchange\n", 10) + "wait 600s; @16 exchange; @15 exchange", n},
		{"half of the servers mute for long", mute(n, "C>CALL # noack"), n},
		{"half of the clients mute for long", mute(n, "S>CALL r# noack"), n},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := damage.Make(tt.name, tt.notation)
			if err != nil {
				t.Fatal(err)
			}
			if both, wrong := paired(t, c, damage.Damage{}, 0); both < tt.least || wrong > 0 {
				t.Errorf("%d paired, %d wrongly, want %d or more, 0", both, wrong, tt.least)
			}
			for _, d := range []string{"lose=5%", "lose=30%", "lose=60%", "drop=acks", "only=client", "only=server", "burst=30%", "cut=60", "merge=30us", "swap=10us", "drop=acks+lose=20%", "drop=replies", "drop=calls"} {
				for seed := range uint64(5) {
					if both, wrong := paired(t, c, damage.MustParse(d), seed); wrong > 0 {
						t.Errorf("%s, seed %d: %d of %d paired wrongly", d, seed, wrong, both)
					}
				}
			}
		})
	}
}

// The same with several clients of one server.
func TestCrowdOfClients(t *testing.T) {
	var b strings.Builder
	for i := range 8 {
		fmt.Fprintf(&b, "host C%d\ndrop est\ndrop est\n", 1+i)
	}
	for r := range 5 {
		for i := range 16 {
			fmt.Fprintf(&b, "conn %d\nC>CALL %d; S>REPLY %[2]d\n", i+1, 100*r+i+1)
		}
	}
	c, err := damage.Make("clients", b.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"lose=0%", "lose=20%", "merge=30us", "overlay"} {
		for seed := range uint64(5) {
			both, wrong := paired(t, c, damage.MustParse(d), seed)
			if wrong > 0 || d == "lose=0%" && both != 16 {
				t.Errorf("%s, seed %d: %d of %d paired wrongly", d, seed, wrong, both)
			}
		}
	}
}

// Where too much would have to wait for a pairing, or too many may be meant, it
// is given up and told, and nothing is paired wrongly.
func TestPairingGivenUp(t *testing.T) {
	rounds := func(n, rounds int, options string) string {
		return crowd(n, rounds, options, "C>NOMSG # rd=(0,4096,0x77) noack") // short, lest they are too many bytes first
	}
	exchanges := func(n int) string { return crowd(n, 1, "", "exchange 4")[n*len("drop est\n"):] }
	for _, tt := range []struct {
		name     string
		notation string
		bound    decode.Bound
		bites    int
		least    int // connections that are paired nevertheless
	}{
		{"packets of one half", rounds(1, 2048, ""), decode.BoundUnpaired, 0, 0},
		{"too many packets of one half", rounds(1, 2049, ""), decode.BoundUnpaired, 1, 0},
		{"too many packets of one half, which goes on", rounds(1, 2049, "") + exchanges(1), decode.BoundUnpaired, 1, 1},
		{"packets of all halves", rounds(16, 1024, ""), decode.BoundCrowd, 0, 0},
		{"too many packets of all halves", rounds(17, 964, ""), decode.BoundCrowd, 1, 0},
		{"too many packets of all halves, which go on", rounds(17, 964, "") + exchanges(17), decode.BoundCrowd, 1, 17},
		{"halves that an answer may be for", rounds(64, 2, "[psn=0x500000 | psn=0xc00000]") + "conn 1; S>ACK", decode.BoundSuitors, 0, 0},
		{"too many halves that an answer may be for", rounds(65, 2, "[psn=0x500000 | psn=0xc00000]") + "conn 1; S>ACK", decode.BoundSuitors, 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, d := run(trace.Make(t, tt.notation), decode.Options{})
			both, wrong := r.paired()
			if got := d.Dropped(); got.By[tt.bound] != tt.bites || got.Limits != tt.bites {
				t.Errorf("got %+v beyond bounds, want %d %s", got, tt.bites, tt.bound)
			}
			if both < tt.least || wrong > 0 {
				t.Errorf("%d paired, %d wrongly, want %d or more, 0", both, wrong, tt.least)
			}
		})
	}
}

// Halves whose PSNs do not fit are no connection, whatever their XIDs.
func TestStrangeHalves(t *testing.T) {
	var b strings.Builder
	b.WriteString("noack\ndrop est[psn=0x100000 | psn=0x500000]\n")
	for i := range 3 { // whose responses are for any of them
		fmt.Fprintf(&b, "drop est[psn=0xc00000 | psn=%#x]\n", 0x600000+i<<20)
	}
	for x := range 6 {
		fmt.Fprintf(&b, "@3 drop C>CALL %d; @3 S>REPLY %[1]d; @4 drop C>CALL %d; @4 S>REPLY %[2]d\n", 3001+x, 4001+x)
	}
	for x := range 8 {
		fmt.Fprintf(&b, "@2 C>CALL %d; @2 drop S>REPLY %[1]d; @2 C>ACK; @1 drop C>CALL %[1]d; @1 S>REPLY %[1]d\n", x+1)
	}
	r, _ := run(trace.Make(t, b.String()), decode.Options{})
	if both, wrong := r.paired(); both > 0 || len(r.conns) != 4 {
		t.Errorf("%d of %d paired, %d wrongly; want none of 4", both, len(r.conns), wrong)
	}
}

// Equal XIDs of many connections are no hindrance.
func TestCrowdOfXIDs(t *testing.T) {
	const n = 80
	var b strings.Builder
	b.WriteString("noack\n")
	for i := range n {
		fmt.Fprintf(&b, "drop est[psn=%#x | psn=%#x]\n", 0x100000+i*0x8000, 0x800000+i*0x8000)
	}
	for x := range 4 {
		for _, what := range []string{"C>CALL", "S>REPLY", "C>ACK"} {
			for i := range n {
				fmt.Fprintf(&b, "@%d %s", i+1, what)
				if what != "C>ACK" {
					fmt.Fprintf(&b, " %d", x+1)
				}
				b.WriteByte('\n')
			}
		}
	}
	r, d := run(trace.Make(t, b.String()), decode.Options{})
	if both, wrong := r.paired(); both != n || wrong > 0 || d.Dropped().Limits > 0 {
		t.Errorf("%d of %d paired, %d wrongly, %+v beyond bounds; want all", both, n, wrong, d.Dropped())
	}
}
