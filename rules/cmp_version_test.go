package rules

import "testing"

func TestCmpVersion(t *testing.T) {
	runTraces(t, cmpVersion, []traceTest{
		{
			name:  "client",
			trace: "est[version=2]; exchange",
			want:  []string{"cmp/version note client @1"},
		},
		{
			name:  "server",
			trace: "est[| version=0]; exchange",
			want:  []string{"cmp/version note server @2"},
		},
		{
			name:  "identifier in the last bytes",
			trace: "est[pd=" + zeros(52) + "f6ab0e18]; exchange",
			want:  []string{"cmp/missing-id note client @1", "cmp/version note client @1"},
		},
		{
			name:  "version 1",
			trace: "est[version=1 | version=1]; exchange",
		},
		{
			name:  "no private data",
			trace: "est[none | none]; exchange",
		},
		{
			name:  "set-up not captured",
			trace: "drop est[version=2]; exchange 3",
		},
		{
			name:  "private data cut off",
			trace: "C>REQ; snap=120 S>REP[version=2]; C>RTU; exchange",
		},
	})
}

// zeros is n zero bytes in hexadecimal.
func zeros(n int) string {
	b := make([]byte, 2*n)
	for i := range b {
		b[i] = '0'
	}
	return string(b)
}
