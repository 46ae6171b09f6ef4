package rules

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rpcrdma-lint/decode"
	"rpcrdma-lint/internal/trace"
)

// under runs rules that are not about the capture, with Terms for each pair of hosts.
func under(t *testing.T, notation string, terms func(decode.HostPair) *Terms) []string {
	t.Helper()
	tr := trace.Make(t, notation)
	e := New(Options{Enabled: func(r *Rule) bool { return area(r.ID) != "wire" }, Terms: terms})
	d := decode.New(decode.Options{}, e)
	for i, f := range tr.Frames() {
		d.Frame(&decode.Frame{Number: i + 1, Time: f.Time.UnixNano(), Link: 1, Length: f.Orig, Data: f.Data})
	}
	d.Finish()
	got := []string{}
	for _, f := range e.Finish().Findings {
		got = append(got, listed(f))
	}
	return got
}

func always(terms *Terms) func(decode.HostPair) *Terms {
	return func(decode.HostPair) *Terms { return terms }
}

// Terms change which rules run and what findings bear, for their hosts alone.
func TestTerms(t *testing.T) {
	const zero = "est; C>CALL 1; S>REPLY 1 cr=0; exchange"
	const huge = "est; C>CALL 1 cr=2; S>REPLY 1 cr=100; exchange"
	const slow = "est; exchange; C>CALL 5; wait 30s; exchange"
	second := trace.Make(t, zero+"; host C2 S2; "+zero)
	other := second.Frames()[second.Len()-1]
	first := func(h decode.HostPair) bool { return !isHost(h, other) }
	for _, tt := range []struct {
		name, trace string
		terms       func(decode.HostPair) *Terms
		want        []string
	}{
		{name: "none", trace: zero, terms: nil, want: []string{"credit/zero-grant error server @6"}},
		{name: "nil", trace: zero, terms: always(nil), want: []string{"credit/zero-grant error server @6"}},
		{name: "off", trace: zero, terms: always(&Terms{Off: map[*Rule]bool{creditZeroGrant: true}}), want: []string{}},
		{name: "another off", trace: zero, terms: always(&Terms{Off: map[*Rule]bool{creditFirstCall: true}}),
			want: []string{"credit/zero-grant error server @6"}},
		{name: "severity", trace: zero, terms: always(&Terms{Severity: map[*Rule]Severity{creditZeroGrant: Note}}),
			want: []string{"credit/zero-grant note server @6"}},
		{name: "huge grant", trace: huge, terms: nil, want: []string{}},
		{name: "huge grant, lower", trace: huge, terms: always(&Terms{Thresholds: Thresholds{HugeGrant: 99}}),
			want: []string{"credit/grant-huge note server @6"}},
		{name: "unanswered", trace: slow, terms: nil, want: []string{}},
		{name: "unanswered, sooner", trace: slow, terms: always(&Terms{Thresholds: Thresholds{Unanswered: 29 * time.Second}}),
			want: []string{"conn/unanswered note server @8"}},
		{name: "of one pair", trace: zero + "; host C2 S2; " + zero, terms: func(h decode.HostPair) *Terms {
			if first(h) {
				return &Terms{Off: map[*Rule]bool{creditZeroGrant: true}}
			}
			return nil
		}, want: []string{"credit/zero-grant error server @17"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, under(t, tt.trace, tt.terms)); d != "" {
				t.Errorf("findings (-want +got):\n%s", d)
			}
		})
	}
}

// isHost reports whether a frame travels between the hosts of h.
func isHost(h decode.HostPair, f trace.Frame) bool {
	src := f.Data[14+12 : 14+16]
	return string(h.A.AsSlice()) == string(src) || string(h.B.AsSlice()) == string(src)
}

// What a fault entails is the same whatever severity its findings bear.
func TestTermsConsequence(t *testing.T) {
	loss := func(terms func(decode.HostPair) *Terms) (out []string) {
		for _, f := range under(t, creditFirstCall.Doc.Bad+"\n"+connLoss.Doc.Bad, terms) {
			if f[:len("conn/loss")] == "conn/loss" {
				out = append(out, f)
			}
		}
		return out
	}
	lenient := map[*Rule]Severity{}
	for _, r := range All {
		if r != connLoss {
			lenient[r] = Note
		}
	}
	if len(loss(nil)) == 0 {
		t.Fatal("got no conn/loss")
	}
	if d := cmp.Diff(loss(nil), loss(always(&Terms{Severity: lenient}))); d != "" {
		t.Errorf("conn/loss without terms (-) and with others more lenient (+):\n%s", d)
	}
}

// A rule that does not bind a side blames it in no trace.
func TestBinds(t *testing.T) {
	sides := map[Blame]decode.Side{Client: decode.ClientSide, Server: decode.ServerSide}
	for _, r := range All {
		if !r.Binds(decode.ClientSide) && !r.Binds(decode.ServerSide) {
			t.Errorf("%s binds nobody", r.ID)
		}
		for _, notation := range []string{r.Doc.Bad, r.Doc.Good} {
			for _, f := range lint(t, trace.Make(t, notation), nil).Findings {
				if side, ok := sides[f.Blame]; ok && !f.Rule.Binds(side) {
					t.Errorf("%s blames the %s, whom it does not bind, in\n%s", f.Rule.ID, f.Blame, notation)
				}
			}
		}
	}
}
