package nfs_test

import (
	"bytes"
	"io"

	"github.com/buildbarn/go-xdr/pkg/protocols/mount"
	"github.com/buildbarn/go-xdr/pkg/protocols/nfsv3"
	"github.com/buildbarn/go-xdr/pkg/protocols/nfsv4"

	"rpcrdma-lint/decode/nfs"
	"rpcrdma-lint/decode/rpc"
)

// A span is an operation as the oracle, a decoder generated from the RFCs' own XDR, finds it in an unreduced message.
type span struct {
	number     uint32
	begin, end int
	data       int // length of the item that may be moved, or -1
}

// A reading is a decoder of arguments or results.
type reading func(io.Reader) (any, int64, error)

// of makes a reading of a generated function.
func of[T any](read func(io.Reader) (T, int64, error)) reading {
	return func(r io.Reader) (any, int64, error) { return read(r) }
}

// into makes a reading of a generated type.
func into[T any, P interface {
	*T
	ReadFrom(io.Reader) (int64, error)
}]() reading {
	return func(r io.Reader) (any, int64, error) {
		v := new(T)
		n, err := P(v).ReadFrom(r)
		return v, n, err
	}
}

func void(io.Reader) (any, int64, error) { return nil, 0, nil }

var arguments3 = [...]reading{
	void, into[nfsv3.Getattr3args](), into[nfsv3.Setattr3args](), into[nfsv3.Lookup3args](), into[nfsv3.Access3args](),
	into[nfsv3.Readlink3args](), into[nfsv3.Read3args](), into[nfsv3.Write3args](), into[nfsv3.Create3args](),
	into[nfsv3.Mkdir3args](), into[nfsv3.Symlink3args](), into[nfsv3.Mknod3args](), into[nfsv3.Remove3args](),
	into[nfsv3.Rmdir3args](), into[nfsv3.Rename3args](), into[nfsv3.Link3args](), into[nfsv3.Readdir3args](),
	into[nfsv3.Readdirplus3args](), into[nfsv3.Fsstat3args](), into[nfsv3.Fsinfo3args](), into[nfsv3.Pathconf3args](),
	into[nfsv3.Commit3args](),
}

var results3 = [...]reading{
	void, of(nfsv3.ReadGetattr3res), of(nfsv3.ReadSetattr3res), of(nfsv3.ReadLookup3res), of(nfsv3.ReadAccess3res),
	of(nfsv3.ReadReadlink3res), of(nfsv3.ReadRead3res), of(nfsv3.ReadWrite3res), of(nfsv3.ReadCreate3res),
	of(nfsv3.ReadMkdir3res), of(nfsv3.ReadSymlink3res), of(nfsv3.ReadMknod3res), of(nfsv3.ReadRemove3res),
	of(nfsv3.ReadRmdir3res), of(nfsv3.ReadRename3res), of(nfsv3.ReadLink3res), of(nfsv3.ReadReaddir3res),
	of(nfsv3.ReadReaddirplus3res), of(nfsv3.ReadFsstat3res), of(nfsv3.ReadFsinfo3res), of(nfsv3.ReadPathconf3res),
	of(nfsv3.ReadCommit3res),
}

var argumentsMount = [...]reading{void, of(mount.ReadDirpath), void, of(mount.ReadDirpath), void, void}

var resultsMount = [...]reading{void, of(mount.ReadMountres3), of(mount.ReadMountlist), void, void, of(mount.ReadExports)}

// oracle decodes the arguments or results that begin at an offset of a message. It reports whether it knows them, and
// took them.
func oracle(q nfs.Request, b []byte, at int, results bool) ([]span, bool) {
	table := arguments3[:]
	switch {
	case q.Procedure == 0 && (q.Program == rpc.ProgNFS && q.Version == 4 || rpc.IsCallback(q.Program)):
		return []span{{begin: at, end: at, data: -1}}, true
	case q.Program == rpc.ProgNFS && q.Version == 4 && q.Procedure == 1:
		return oracle4(b, at, results)
	case rpc.IsCallback(q.Program) && q.Procedure == 1:
		return oracleCallback(b, at, results)
	case q.Program == rpc.ProgNFS && q.Version == 3 && results:
		table = results3[:]
	case q.Program == rpc.ProgNFS && q.Version == 3:
	case q.Program == rpc.ProgMount && q.Version == 3 && results:
		table = resultsMount[:]
	case q.Program == rpc.ProgMount && q.Version == 3:
		table = argumentsMount[:]
	default:
		return nil, false
	}
	if uint64(q.Procedure) >= uint64(len(table)) {
		return nil, false
	}
	v, n, err := table[q.Procedure](bytes.NewReader(b[at:]))
	return []span{{number: q.Procedure, begin: at, end: at + int(n), data: dataOf(v)}}, err == nil
}

func oracle4(b []byte, at int, results bool) (spans []span, ok bool) {
	if !results {
		var c nfsv4.Compound4args
		if _, err := c.ReadFrom(bytes.NewReader(b[at:])); err != nil {
			return nil, false
		}
		at += 4 + len(c.Tag) + -len(c.Tag)&3 + 8
		for _, op := range c.Argarray {
			end := at + op.GetEncodedSizeBytes()
			spans = append(spans, span{uint32(op.GetArgop()), at, end, dataOf(op)})
			at = end
		}
		return spans, true
	}
	var c nfsv4.Compound4res
	if _, err := c.ReadFrom(bytes.NewReader(b[at:])); err != nil {
		return nil, false
	}
	at += 4 + 4 + len(c.Tag) + -len(c.Tag)&3 + 4
	for _, op := range c.Resarray {
		end := at + op.GetEncodedSizeBytes()
		spans = append(spans, span{uint32(op.GetResop()), at, end, dataOf(op)})
		at = end
	}
	return spans, true
}

func oracleCallback(b []byte, at int, results bool) (spans []span, ok bool) {
	if !results {
		var c nfsv4.CbCompound4args
		if _, err := c.ReadFrom(bytes.NewReader(b[at:])); err != nil {
			return nil, false
		}
		at += 4 + len(c.Tag) + -len(c.Tag)&3 + 12
		for _, op := range c.Argarray {
			end := at + op.GetEncodedSizeBytes()
			spans = append(spans, span{uint32(op.GetArgop()), at, end, -1})
			at = end
		}
		return spans, true
	}
	var c nfsv4.CbCompound4res
	if _, err := c.ReadFrom(bytes.NewReader(b[at:])); err != nil {
		return nil, false
	}
	at += 4 + 4 + len(c.Tag) + -len(c.Tag)&3 + 4
	for _, op := range c.Resarray {
		end := at + op.GetEncodedSizeBytes()
		spans = append(spans, span{uint32(op.GetResop()), at, end, -1})
		at = end
	}
	return spans, true
}

// dataOf is the length of the item that RFC 8267 lets be moved in arguments or results, -1 where there is none.
func dataOf(v any) int {
	switch v := v.(type) {
	case *nfsv3.Write3args:
		return len(v.Data)
	case *nfsv3.Symlink3args:
		return len(v.Symlink.SymlinkData)
	case *nfsv3.Read3res_NFS3_OK:
		return len(v.Resok.Data)
	case *nfsv3.Readlink3res_NFS3_OK:
		return len(v.Resok.Data)
	case *nfsv4.NfsArgop4_OP_WRITE:
		return len(v.Opwrite.Data)
	case *nfsv4.NfsArgop4_OP_CREATE:
		if link, ok := v.Opcreate.Objtype.(*nfsv4.Createtype4_NF4LNK); ok {
			return len(link.Linkdata)
		}
	case *nfsv4.NfsResop4_OP_READ:
		if ok, is := v.Opread.(*nfsv4.Read4res_NFS4_OK); is {
			return len(ok.Resok4.Data)
		}
	case *nfsv4.NfsResop4_OP_READLINK:
		if ok, is := v.Opreadlink.(*nfsv4.Readlink4res_NFS4_OK); is {
			return len(ok.Resok4.Link)
		}
	}
	return -1
}
