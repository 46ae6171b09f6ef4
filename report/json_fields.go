package report

// The types below are the interface that scripts rely on, in the order of its
// description. A pointer is null where the value is not known.

// jsonHead is what stands before the lists of connections, findings and
// coverage.
type jsonHead struct {
	Path     string      `json:"path"`
	Frames   int         `json:"frames"`
	Complete bool        `json:"complete"`
	Damage   *jsonDamage `json:"damage"`
	Other    []jsonOther `json:"other"`
	Dropped  jsonDropped `json:"dropped"`
	LeftOut  int         `json:"left_out,omitempty"`
	Files    []jsonFile  `json:"files,omitempty"`

	Defects []jsonDefect `json:"defects,omitempty"`
}

// jsonFile is a file of a trace of several. Where a field "file" stands beside a
// frame, the frame has its number in that file.
type jsonFile struct {
	Path   string `json:"path"`
	Frames int    `json:"frames"`
	Gap    string `json:"gap,omitempty"` // what is missing between the file before and this one
}

type jsonDamage struct {
	Offset *int64 `json:"offset"`
	Frame  *int   `json:"frame"`
	Reason string `json:"reason"`
	Cut    bool   `json:"cut"`
	File   string `json:"file,omitempty"`
}

type jsonOther struct {
	What   string `json:"what"`
	Frames int    `json:"frames"`
}

type jsonDropped struct {
	ICRC   int `json:"icrc"`
	Limits int `json:"limits"`

	Bounds []jsonBound `json:"bounds,omitempty"`
}

// jsonBound is a bound that bit.
type jsonBound struct {
	What  string `json:"what"`
	Most  int    `json:"most"`
	Count int    `json:"count"`
}

// jsonDefect is a panic of this program, and the first frame that it cost.
type jsonDefect struct {
	In     string `json:"in"` // a rule, or "decoding"
	Frame  int    `json:"frame"`
	Reason string `json:"reason"`
	Where  string `json:"where"`
	Count  int    `json:"count"`
	File   string `json:"file,omitempty"`
}

type jsonConnection struct {
	ID             int         `json:"id"`
	Transport      string      `json:"transport"`
	Start          string      `json:"start"`
	RolesKnown     bool        `json:"roles_known"`
	Forgotten      bool        `json:"forgotten,omitempty"`
	Client         *jsonClient `json:"client"`
	Server         *jsonServer `json:"server"`
	FirstFrame     *int        `json:"first_frame"`
	LastFrame      *int        `json:"last_frame"`
	FirstFile      string      `json:"first_file,omitempty"`
	LastFile       string      `json:"last_file,omitempty"`
	End            string      `json:"end"`
	Calls          int         `json:"calls"`
	Replies        int         `json:"replies"`
	RDMAErrors     int         `json:"rdma_errors"`
	ReverseCalls   int         `json:"reverse_calls"`
	ReverseReplies int         `json:"reverse_replies"`
	Unknown        int         `json:"unknown"`
	Reads          int         `json:"rdma_reads"`
	Writes         int         `json:"rdma_writes"`
	Gaps           int         `json:"gaps"`
}

type jsonClient struct {
	Address *string `json:"address"`
	QPN     *uint32 `json:"qpn"`
}

type jsonServer struct {
	Address *string `json:"address"`
	QPN     *uint32 `json:"qpn"`
	Port    *int    `json:"port"`
}

type jsonFinding struct {
	Rule         string         `json:"rule"`
	Severity     string         `json:"severity"`
	Certainty    string         `json:"certainty"`
	Reason       *string        `json:"reason,omitempty"`
	Baseline     *string        `json:"baseline,omitempty"`
	KnownBecause *string        `json:"known_because,omitempty"`
	Blame        string         `json:"blame"`
	Connection   *int           `json:"connection"`
	XID          *uint32        `json:"xid"`
	Call         *string        `json:"call"`
	Frame        *int           `json:"frame"`
	DecidedFrame *int           `json:"decided_frame"`
	File         string         `json:"file,omitempty"`
	DecidedFile  string         `json:"decided_file,omitempty"`
	Time         *string        `json:"time"`
	Message      string         `json:"message"`
	Observed     *string        `json:"observed"`
	Expected     *string        `json:"expected"`
	Count        int            `json:"count"`
	Requirements []string       `json:"requirements"`
	Section      *string        `json:"section"`
	Tshark       *string        `json:"tshark"`
	Evidence     []jsonEvidence `json:"evidence"`
}

type jsonEvidence struct {
	Frame *int   `json:"frame"`
	File  string `json:"file,omitempty"`
	What  string `json:"what"`
}

type jsonCoverage struct {
	Rule         string       `json:"rule"`
	Unit         string       `json:"unit"`
	Held         int          `json:"held"`
	Violated     int          `json:"violated"`
	Inconclusive int          `json:"inconclusive"`
	Undecided    int          `json:"undecided"`
	Disabled     bool         `json:"disabled,omitempty"`
	Reasons      []jsonReason `json:"reasons,omitempty"`
	NotListed    int          `json:"not_listed,omitempty"`
}

type jsonReason struct {
	Guard  string `json:"guard"`
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}
