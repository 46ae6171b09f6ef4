package rules

import "rpcrdma-lint/decode/nfs"

// outcomeOf notes how the first Reply to a Call says that it went.
func (e *Engine) outcomeOf(m *Message) {
	t := m.Txn
	stat, known := m.replied()
	if !known {
		return
	}
	t.Answer1.Stat, t.Answer1.HasStat = stat, true
	if !t.Asked.changes || !t.Asked.Known {
		return
	}
	w := &e.result
	w.InSequence = false
	w.Reset(t.Asked.Request, &m.RPC, m.reader(), nil)
	switch {
	case w.Stopped() != nfs.NotStopped || w.Count == 0:
	case t.Asked.compound():
		t.Answer1.Status, t.Answer1.HasStatus = w.Status, true
	default:
		w.Next()
		t.Answer1.Status, t.Answer1.HasStatus = w.Op().Status, w.Offset() > m.RPC.Len
	}
}
