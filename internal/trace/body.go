package trace

import "slices"

// An rpcBody builds the RPC message behind a header: once or, where its length
// is given, twice, the second time with an item that fills it.
type rpcBody struct {
	statement *statement
	args      *args
	header    *header
	xid       uint32
	target    int // bytes, or -1

	procedure procedure
	gss       gss
	padByte   byte
	keepPad   bool
	reduce    bool
	count     int
	sizes     []int
	mark      bool
	payload   []byte
	write     func(*stream, *args)

	items   []int // where the items stand, for p in rd=
	lengths []int // of the items
	end     int   // length of the unreduced stream
}

func (r *rpcBody) common() {
	a := r.args
	r.padByte = byte(a.num("pad", 0, 255))
	r.keepPad = a.flag("padleft")
	r.mark = a.flag("mark")
	r.payload, _ = a.hex("payload")
	r.count = a.size("count")
}

func (r *rpcBody) prepareCall(b *builder, m *message, reverse bool) {
	a := r.args
	def := "GETATTR"
	if r.target >= 200 && len(r.header.reads) == 0 || positionZero(r.header.reads) >= 200 {
		def = "WRITE"
	}
	ownOps := countsOps(a)
	r.procedure = a.procedure(reverse, def)
	r.gss = a.gss()
	if r.gss.proc != 0 {
		r.procedure = procedure{prog: r.procedure.prog, vers: r.procedure.vers, name: "NULL"}
	}
	r.common()
	r.reduce = slices.ContainsFunc(r.header.reads, func(s readSegment) bool { return s.position != 0 || s.mark != "" })
	if r.reduce && r.count < 0 && !ownOps {
		r.sizes = readSizes(r.header.reads)
	}
	m.call = &call{procedure: r.procedure, gss: r.gss, version: r.header.version, count: r.count}
	r.write = func(s *stream, a *args) {
		s.callHeader(a, r.xid, r.procedure, r.gss)
		s.wrap(r.gss, func(s *stream) { s.arguments(r.procedure, r.count) })
		if raw, ok := a.hex("args"); ok {
			s.fixed(raw)
		}
	}
}

func (r *rpcBody) prepareReply(b *builder, m *message) {
	a := r.args
	c := b.callOf(r.statement, m.xid)
	if c == nil {
		c = &call{procedure: procedure{prog: progNFS, vers: 3, proc: 1, name: "GETATTR"}, count: -1}
	}
	r.procedure, r.gss = c.procedure, c.gss
	ownOps := countsOps(a)
	if x := a.find('[', ""); x != nil {
		r.procedure.ops = a.ops(x, r.procedure.prog == progCallback)
	}
	r.common()
	status := a.status()
	for _, w := range r.header.writes {
		if n := w.total(); n > 0 && n <= maxMessage {
			r.sizes = append(r.sizes, n)
		}
	}
	r.reduce = a.flag("reduced") || (len(r.sizes) > 0 && !a.flag("inline"))
	if !r.reduce || r.count >= 0 || ownOps {
		r.sizes = nil
	}
	count := r.count
	if count < 0 && c.count >= 0 {
		count = min(c.count, readCount)
		if r.procedure.name == "WRITE" || r.procedure.has("WRITE") {
			count = c.count
		}
	}
	r.write = func(s *stream, a *args) {
		if s.replyHeader(a, r.xid, r.gss) {
			s.wrap(r.gss, func(s *stream) { s.results(r.procedure, status, count) })
		}
	}
}

// build writes the message, to the target length if there is one.
func (r *rpcBody) build() []byte {
	if r.payload != nil {
		r.end = len(r.payload)
		return r.payload
	}
	s := r.once(r.sizes, r.args)
	if r.target >= 0 && !r.reduce && len(s.items) > 0 && r.count < 0 && r.sizes == nil {
		// The words are used up by now: write it again from a copy of them.
		bare := r.once([]int{0}, r.copyArgs())
		if n := r.target - len(bare.b); n >= 0 {
			s = r.once([]int{n}, r.copyArgs())
		}
	}
	if n := r.target - len(s.b); r.target >= 0 && n > 0 {
		s.b = append(s.b, make([]byte, n)...)
	}
	if r.target >= 0 {
		s.b = s.b[:r.target]
	}
	r.items, r.lengths, r.end = s.items, s.lengths, s.offset()
	if r.mark {
		return append(appendMark(nil, len(s.b)), s.b...)
	}
	return s.b
}

func (r *rpcBody) once(sizes []int, a *args) *stream {
	s := &stream{sizes: sizes, reduce: r.reduce, keepPad: r.keepPad, padByte: r.padByte}
	r.write(s, a)
	return s
}

func (r *rpcBody) copyArgs() *args { return newArgs(r.statement.at, r.statement.words) }

// readSizes are the lengths of the items that the Read list moves, one for each
// Position in the order of appearance.
func readSizes(reads []readSegment) []int {
	var out []int
	var seen []readSegment
	for _, s := range reads {
		if s.position == 0 && s.mark == "" {
			continue
		}
		i := slices.IndexFunc(seen, func(o readSegment) bool { return o.position == s.position && o.mark == s.mark })
		if i < 0 {
			i = len(seen)
			seen, out = append(seen, s), append(out, 0)
		}
		out[i] = min(out[i]+int(s.length), 1<<30)
	}
	return out
}

// countsOps tells whether operations with lengths of their own are given.
func countsOps(a *args) bool {
	return slices.ContainsFunc(a.list, func(x *arg) bool {
		return x.form == '[' && slices.Contains([]byte(x.inside), '(')
	})
}

// nfsStatus are the names of results that NFS versions share.
var nfsStatus = map[string]uint32{"OK": 0, "PERM": 1, "NOENT": 2, "IO": 5, "ACCES": 13, "EXIST": 17, "INVAL": 22, "STALE": 70}

func (a *args) status() uint32 {
	status := uint32(0)
	if x, ok := a.word(func(s string) bool { _, ok := nfsStatus[s]; return ok }); ok {
		status = nfsStatus[x.key]
	}
	return a.u32("status", status)
}
