package rules

import "testing"

// A Long Reply stays one, whatever a faulty Responder puts into its Read list.
func TestLongReplyWithReadList(t *testing.T) {
	runTraces(t, chunkReadInReply, []traceTest{{
		name:  "Position Zero",
		trace: "est; exchange; C>CALL 1 v3 READDIR rc=(h,8192); S>WRITE h 0 500; r: S>NOMSG 1 rd=(0,4096,k) rc=(h,500); exchange",
		want:  []string{"chunk/read-in-reply error server @r"},
	}})
}
