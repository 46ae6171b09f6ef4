package rules

import "testing"

func TestMRPersistent(t *testing.T) {
	runTraces(t, mrPersistent, []traceTest{
		{name: "100 Calls in 11 s", trace: "est; f: exchange 60 v3 WRITE rd=(p,4096,h); wait 11s; exchange 40 v3 WRITE rd=(p,4096,h)",
			want: []string{"mr/persistent note client @f"}},
		{name: "99 Calls", trace: "est; exchange 60 v3 WRITE rd=(p,4096,h); wait 11s; exchange 39 v3 WRITE rd=(p,4096,h)"},
		{name: "9 s", trace: "est; exchange 60 v3 WRITE rd=(p,4096,h); wait 9s; exchange 60 v3 WRITE rd=(p,4096,h)"},
		{name: "pad segments", trace: "est; exchange 60 v3 WRITE rd=(p,4,h); wait 11s; exchange 60 v3 WRITE rd=(p,4,h)"},
		{name: "same handle, other offsets", trace: "est; exchange 60 v3 WRITE rd=(p,4096,h); wait 11s; exchange 60 v3 WRITE rd=(p,4096,h,4096)"},
		{name: "twice in each Call", trace: "est; exchange 30 v3 WRITE rd=(p,2048,h)(p,2048,h); wait 11s; exchange 30 v3 WRITE rd=(p,2048,h)(p,2048,h)"},
		{name: "capture begins later", trace: "drop est; exchange 2; f: exchange 60 v3 WRITE rd=(p,4096,h); wait 11s; exchange 60 v3 WRITE rd=(p,4096,h)",
			want: []string{"mr/persistent note client @f"}},
	})
}
