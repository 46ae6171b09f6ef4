package trace

import "slices"

// fileHandle is the handle that every NFS Call names.
var fileHandle = []byte("a file handle of 32 bytes length")

// fileName is a name in a directory.
var fileName = []byte("file")

// Default counts of READ and of inline data, in bytes.
const (
	readCount   = 512
	inlineCount = 64
)

// arguments writes the arguments of p. Procedures that the notation does not
// know have none.
func (s *stream) arguments(p procedure, count int) {
	switch {
	case p.name == "COMPOUND" || p.name == "CB_COMPOUND":
		s.compound(p, count)
	case p.prog == progNFS && p.vers == 3:
		s.arguments3(p.name, count)
	case p.prog == progNFS && p.vers == 2:
		s.arguments2(p.name, count)
	}
}

func (s *stream) arguments3(name string, count int) {
	if name == "NULL" || name == "" {
		return
	}
	s.opaque(fileHandle)
	switch name {
	case "READ":
		s.u64(0)
		s.u32(uint32(orDefault(count, readCount)))
	case "WRITE":
		n := s.size(orDefault(count, inlineCount))
		s.u64(0)
		s.u32(uint32(n), 2) // FILE_SYNC
		s.item(n)
	case "LOOKUP":
		// The name is not eligible, so it is only an item for wrong Calls.
		s.item(s.size(orDefault(count, len(fileName))))
	case "REMOVE", "RMDIR":
		s.opaque(fileName)
	case "RENAME":
		s.opaque(fileName)
		s.opaque(fileHandle)
		s.opaque([]byte("renamed"))
	case "LINK":
		s.opaque(fileHandle)
		s.opaque(fileName)
	case "SYMLINK":
		s.opaque(fileName)
		s.u32(0, 0, 0, 0, 0, 0)
		s.item(s.size(orDefault(count, 16)))
	case "CREATE":
		s.opaque(fileName)
		s.u32(0, 0, 0, 0, 0, 0, 0) // UNCHECKED, no attributes
	case "MKDIR":
		s.opaque(fileName)
		s.u32(0, 0, 0, 0, 0, 0)
	case "MKNOD":
		s.opaque(fileName)
		s.u32(7, 0, 0, 0, 0, 0, 0) // a FIFO, no attributes
	case "SETATTR":
		s.u32(0, 0, 0, 0, 0, 0, 0) // no attributes, no guard
	case "ACCESS":
		s.u32(0x1f)
	case "READDIR":
		s.u64(0)
		s.u64(0)
		s.u32(uint32(orDefault(count, 4096)))
	case "READDIRPLUS":
		s.u64(0)
		s.u64(0)
		s.u32(512, uint32(orDefault(count, 4096)))
	case "COMMIT":
		s.u64(0)
		s.u32(0)
	}
}

func (s *stream) arguments2(name string, count int) {
	if slices.Contains([]string{"NULL", "ROOT", "WRITECACHE", ""}, name) {
		return
	}
	s.fixed(fileHandle)
	switch name {
	case "READ":
		s.u32(0, uint32(orDefault(count, readCount)), 0)
	case "WRITE":
		s.u32(0, 0, 0)
		s.item(s.size(orDefault(count, inlineCount)))
	case "LOOKUP", "REMOVE", "RMDIR":
		s.opaque(fileName)
	case "RENAME":
		s.opaque(fileName)
		s.fixed(fileHandle)
		s.opaque([]byte("renamed"))
	case "LINK":
		s.fixed(fileHandle)
		s.opaque(fileName)
	case "SETATTR":
		s.fixed(make([]byte, 32))
	case "SYMLINK":
		s.opaque(fileName)
		s.item(s.size(orDefault(count, 16)))
		s.fixed(make([]byte, 32))
	case "CREATE", "MKDIR":
		s.opaque(fileName)
		s.fixed(make([]byte, 32))
	case "READDIR":
		s.u32(0, uint32(orDefault(count, 4096)))
	}
}

// results writes the results of p when it ended with status.
func (s *stream) results(p procedure, status uint32, count int) {
	switch {
	case p.name == "COMPOUND" || p.name == "CB_COMPOUND":
		s.compoundResults(p, status, count)
	case p.prog == progNFS && p.vers == 3 && p.name != "NULL":
		s.u32(status)
		if status == 0 {
			s.results3(p.name, count)
		} else {
			s.failure3(p.name)
		}
	case p.prog == progNFS && p.vers == 2 && p.name != "NULL":
		s.u32(status)
		if status == 0 {
			s.results2(p.name, count)
		}
	}
}

// attributes3 is a fattr3: a regular file of 4,096 bytes.
func (s *stream) attributes3() {
	s.u32(1, 0o644, 1, 0, 0)
	s.u64(4096)
	s.u64(4096)
	s.u64(0)
	s.u64(1)
	s.u64(7)
	s.u32(0, 0, 0, 0, 0, 0)
}

func (s *stream) results3(name string, count int) {
	switch name {
	case "GETATTR":
		if s.reduce {
			s.bare(84)
			return
		}
		s.attributes3()
	case "SETATTR", "REMOVE", "RMDIR":
		s.u32(0, 0)
	case "LOOKUP":
		s.opaque(fileHandle)
		s.u32(0, 0)
	case "ACCESS":
		s.u32(0, 0x1f)
	case "READLINK":
		s.u32(0)
		s.item(s.size(orDefault(count, 16)))
	case "READ":
		n := s.size(orDefault(count, readCount))
		s.u32(0, uint32(n), 1)
		s.item(n)
	case "WRITE":
		s.u32(0, 0, uint32(orDefault(count, inlineCount)), 2)
		s.u64(0)
	case "CREATE", "MKDIR", "SYMLINK", "MKNOD":
		s.u32(1)
		s.opaque(fileHandle)
		s.u32(0, 0, 0)
	case "RENAME":
		s.u32(0, 0, 0, 0)
	case "LINK":
		s.u32(0, 0, 0)
	case "READDIR":
		s.u32(0)
		s.u64(0)
		s.u32(0, 1) // no entry, end of directory
	case "READDIRPLUS":
		s.u32(0)
		s.u64(0)
		s.u32(0, 1)
	case "FSSTAT":
		s.u32(0)
		s.fixed(make([]byte, 52))
	case "FSINFO":
		s.u32(0)
		s.fixed(make([]byte, 48))
	case "PATHCONF":
		s.u32(0)
		s.fixed(make([]byte, 24))
	case "COMMIT":
		s.u32(0, 0)
		s.u64(0)
	}
}

// failure3 is what follows a status other than NFS3_OK.
func (s *stream) failure3(name string) {
	switch name {
	case "GETATTR":
	case "SETATTR", "WRITE", "CREATE", "MKDIR", "SYMLINK", "MKNOD", "REMOVE", "RMDIR", "COMMIT":
		s.u32(0, 0)
	case "RENAME":
		s.u32(0, 0, 0, 0)
	case "LINK":
		s.u32(0, 0, 0)
	default:
		s.u32(0)
	}
}

func (s *stream) results2(name string, count int) {
	switch name {
	case "GETATTR", "SETATTR", "WRITE":
		s.fixed(make([]byte, 68))
	case "LOOKUP", "CREATE", "MKDIR":
		s.fixed(fileHandle)
		s.fixed(make([]byte, 68))
	case "READ":
		s.fixed(make([]byte, 68))
		s.item(s.size(orDefault(count, readCount)))
	case "READLINK":
		s.item(s.size(orDefault(count, 16)))
	case "READDIR":
		s.u32(0, 1)
	case "STATFS":
		s.fixed(make([]byte, 20))
	}
}

func orDefault(n, def int) int {
	if n >= 0 {
		return n
	}
	return def
}
