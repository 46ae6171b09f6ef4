package rfc8166_test

import (
	"testing"

	"rpcrdma-lint/rfc8166"
)

func TestDecodeErrors(t *testing.T) {
	for _, tt := range []struct {
		name  string
		in    string
		total int // 0 stands for all of in
		want  string
	}{
		{name: "nothing", want: "rfc8166: fixed header at offset 0: message ends before rdma_xid: 0 bytes left, want 4"},
		{
			name: "three words", in: "00000001 00000001 00000020",
			want: "rfc8166: fixed header at offset 12: message ends before rdma_proc: 0 bytes left, want 4",
		},
		{
			name: "half a word", in: "00000001 0000",
			want: "rfc8166: fixed header at offset 4: message ends before rdma_vers: 2 bytes left, want 4",
		},
		{
			name: "half a word captured", in: "00000001 0000", total: 28,
			want: "rfc8166: fixed header at offset 4: captured short: 2 of 4 bytes",
		},
		{
			name: "no read list", in: headerOf + "0",
			want: "rfc8166: Read list at offset 16: message ends before its discriminator: 0 bytes left, want 4",
		},
		{
			name: "read list discriminator", in: headerOf + "0 00000007 00000000 00000000",
			want: "rfc8166: Read list at offset 16: discriminator 7, want 0 or 1",
		},
		{
			name: "second read list discriminator",
			in:   headerOf + "0 00000001 00000000 00000001 00000001 00000000 00000000 80000000",
			want: "rfc8166: Read list at offset 40: discriminator 2147483648, want 0 or 1",
		},
		{
			name: "write list discriminator", in: headerOf + "0 00000000 00000002",
			want: "rfc8166: Write list at offset 20: discriminator 2, want 0 or 1",
		},
		{
			name: "reply chunk discriminator", in: headerOf + "0 00000000 00000000 ffffffff",
			want: "rfc8166: Reply chunk at offset 24: discriminator 4294967295, want 0 or 1",
		},
		{
			name: "read segment beyond the end", in: headerOf + "0 00000001 00000000 00000001 00000000 00000000",
			want: "rfc8166: Read list at offset 20: message ends before a read segment: 16 bytes left, want 20",
		},
		{
			name: "read segment beyond the end, seen from a captured beginning", in: headerOf + "0 00000001 00000000", total: 36,
			want: "rfc8166: Read list at offset 20: message ends before a read segment: 16 bytes left, want 20",
		},
		{
			name: "segment count", in: headerOf + "0 00000000 00000001 000f4240 00000000 00000000 00000000 00000000",
			want: "rfc8166: Write list at offset 24: segment count 1000000 needs 16000000 bytes, 16 are left",
		},
		{
			name: "largest segment count", in: headerOf + "0 00000000 00000000 00000001 ffffffff", total: 1 << 20,
			want: "rfc8166: Reply chunk at offset 28: segment count 4294967295 needs 68719476720 bytes, 1048544 are left",
		},
		{
			name: "segments not captured", in: headerOf + "0 00000000 00000001 00000002 00000000", total: 100,
			want: "rfc8166: Write list at offset 28: captured short: 4 of 32 bytes",
		},
		{
			name: "no alignment", in: headerOf + "2 00000000",
			want: "rfc8166: alignment at offset 20: message ends before rdma_thresh: 0 bytes left, want 4",
		},
		{
			name: "no error code", in: headerOf + "4",
			want: "rfc8166: error body at offset 16: message ends before rdma_err: 0 bytes left, want 4",
		},
		{
			name: "ERR_VERS of 20 bytes", in: headerOf + "4 00000001",
			want: "rfc8166: error body at offset 20: message ends before rdma_vers_low: 0 bytes left, want 4",
		},
		{
			name: "negative length", in: headerOf + "0", total: -5,
			want: "rfc8166: fixed header at offset 0: message ends before rdma_xid: 0 bytes left, want 4",
		},
		{
			name: "bytes behind the true end", in: headerOf + "0 00000000 00000000 00000000", total: 24,
			want: "rfc8166: Reply chunk at offset 24: message ends before its discriminator: 0 bytes left, want 4",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := unhex(t, tt.in)
			total := tt.total
			if total == 0 {
				total = len(b)
			}
			var h rfc8166.Header
			switch err := h.Decode(b, total); {
			case err == nil:
				t.Errorf("Decode gave no error, want %q", tt.want)
			case err.Error() != tt.want:
				t.Errorf("Decode:\n got %s\nwant %s", err, tt.want)
			}
		})
	}
}
