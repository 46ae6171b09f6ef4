package nfs_test

import (
	"strings"
	"testing"

	"github.com/buildbarn/go-xdr/pkg/protocols/nfsv3"
	"github.com/buildbarn/go-xdr/pkg/protocols/nfsv4"

	"rpcrdma-lint/decode/nfs"
)

// The oracle gives the states the same names, but for the one that NFSv3 spells otherwise and the one that it calls
// otherwise.
func TestStatusName(t *testing.T) {
	for status, name := range nfsv4.Nfsstat4_name {
		want := strings.TrimPrefix(strings.TrimPrefix(name, "NFS4ERR_"), "NFS4_")
		if got := nfs.StatusName(uint32(status)); got != want {
			t.Errorf("NFSv4, %d: %q, want %q", status, got, want)
		}
	}
	for status, name := range nfsv3.Nfsstat3_name {
		want := strings.TrimPrefix(strings.TrimPrefix(name, "NFS3ERR_"), "NFS3_")
		got := nfs.StatusName(uint32(status))
		if got != want && want != "ACCES" && want != "JUKEBOX" {
			t.Errorf("NFSv3, %d: %q, want %q", status, got, want)
		}
	}
	for status, want := range map[uint32]string{3: "status 3", 10074 - 1: "status 10073", 1<<32 - 1: "status 4294967295"} {
		if got := nfs.StatusName(status); got != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
	}
}
