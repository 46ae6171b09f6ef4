package part

import (
	"rpcrdma-lint/decode"
	"rpcrdma-lint/rfc8166"
	"rpcrdma-lint/rules"
)

// A record is what linting one trace came to: a line of a part. Counts of zero
// are left out.
type record struct {
	Kind     string  `json:"kind"`  // "trace"
	Trace    int     `json:"trace"` // its place in the manifest, from 0
	Path     string  `json:"path"`
	Files    []file  `json:"files,omitempty"`
	Bytes    int64   `json:"bytes,omitempty"`
	Frames   int     `json:"frames"`
	Complete bool    `json:"complete"`
	Damage   *damage `json:"damage,omitempty"`
	LeftOut  int     `json:"left_out,omitempty"`

	Other   []decode.Other `json:"other,omitempty"`
	Dropped decode.Dropped `json:"dropped,omitzero"`
	Crashes []decode.Crash `json:"crashes,omitempty"`
	Result  *result        `json:"result"` // null where the trace could not be opened as a capture
}

type file struct {
	Path   string `json:"path"`
	Gap    string `json:"gap,omitempty"`
	Before int    `json:"before"`
	Frames int    `json:"frames"`
}

type damage struct {
	Offset int64  `json:"offset"`
	Frame  int    `json:"frame"`
	Known  bool   `json:"known"`
	Reason string `json:"reason"`
	Cut    bool   `json:"cut,omitempty"`
	File   string `json:"file,omitempty"`
}

type result struct {
	Connections  []connection   `json:"connections"` // numbered from 1 in this order
	Findings     []finding      `json:"findings"`
	Coverage     []coverage     `json:"coverage"`
	Requirements []requirement  `json:"requirements"`
	Peers        []*rules.Peer  `json:"peers"`
	Unprofiled   int            `json:"unprofiled,omitempty"`
	Dropped      rules.Dropped  `json:"dropped,omitzero"`
	Crashes      []decode.Crash `json:"crashes,omitempty"`
}

type connection struct {
	Client     decode.Endpoint  `json:"client"`
	Server     decode.Endpoint  `json:"server"`
	RolesKnown bool             `json:"roles_known"`
	Start      decode.StartKind `json:"start"`
	CM         decode.CM        `json:"cm"`

	FirstFrame int   `json:"first_frame"`
	LastFrame  int   `json:"last_frame"`
	FirstTime  int64 `json:"first_time"`
	LastTime   int64 `json:"last_time"`

	Broken    bool           `json:"broken,omitempty"`
	Forgotten bool           `json:"forgotten,omitempty"`
	End       decode.EndKind `json:"end"`
	EndFrame  int            `json:"end_frame"`
	EndTime   int64          `json:"end_time"`
	EndSide   decode.Side    `json:"end_side"`

	Packets   [2]int `json:"packets"`
	Cut       [2]int `json:"cut"`
	Repeated  [2]int `json:"repeated"`
	Conflicts [2]int `json:"conflicts"`
	Stray     [2]int `json:"stray"`
	FirstCut  int    `json:"first_cut"`

	Calls          int `json:"calls"`
	Replies        int `json:"replies"`
	RDMAErrors     int `json:"rdma_errors"`
	ReverseCalls   int `json:"reverse_calls"`
	ReverseReplies int `json:"reverse_replies"`
	Unknown        int `json:"unknown"`
	Reads          int `json:"reads"`
	Writes         int `json:"writes"`
	Gaps           int `json:"gaps"`
}

type finding struct {
	Rule       string         `json:"rule"`
	Severity   rules.Severity `json:"severity"`
	Guard      rules.Guard    `json:"guard,omitempty"`
	Blame      rules.Blame    `json:"blame"`
	Connection int            `json:"connection,omitempty"` // 0 for none
	XID        *uint32        `json:"xid,omitempty"`
	Call       string         `json:"call,omitempty"`
	Frame      int            `json:"frame"`
	Decided    int            `json:"decided"`
	Time       int64          `json:"time"`
	Message    string         `json:"message"`
	Observed   string         `json:"observed,omitempty"`
	Expected   string         `json:"expected,omitempty"`
	Count      int            `json:"count"`
	Told       int            `json:"told"` // what count was when the finding was decided

	Requirements []rfc8166.Key    `json:"requirements"`
	Evidence     []rules.Evidence `json:"evidence"`
}

// coverage is that of a rule which came to a verdict.
type coverage struct {
	Rule         string              `json:"rule"`
	Held         int                 `json:"held,omitempty"`
	Violated     int                 `json:"violated,omitempty"`
	Inconclusive int                 `json:"inconclusive,omitempty"`
	Undecided    int                 `json:"undecided,omitempty"`
	Why          map[rules.Guard]int `json:"why,omitempty"`
	Dropped      int                 `json:"dropped,omitempty"`
}

// requirement is one that was exercised.
type requirement struct {
	Key          rfc8166.Key `json:"key"`
	Held         int         `json:"held,omitempty"`
	Violated     int         `json:"violated,omitempty"`
	Noted        int         `json:"noted,omitempty"`
	Inconclusive int         `json:"inconclusive,omitempty"`
	Undecided    int         `json:"undecided,omitempty"`
}
