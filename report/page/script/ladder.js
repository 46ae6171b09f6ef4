// neighbours is how many arrows stand before and behind one that proves a
// finding.
const neighbours = 3;

// frameIndex finds the arrows of a capture by frame, whatever their connection:
// a finding may lean on what happened on an earlier one.
function frameIndex(capture) {
	if (!capture.byFrame) {
		capture.byFrame = new Map();
		for (const connection of capture.connections) {
			for (const arrow of connection.arrows) {
				for (const frame of [arrow.frame, arrow.last || arrow.frame]) {
					if (!capture.byFrame.has(frame)) {
						capture.byFrame.set(frame, {connection, arrow});
					}
				}
			}
		}
	}
	return capture.byFrame;
}

// ladder draws the frames around a finding: what proves it, and its neighbours
// on the same connection.
function ladder(capture, finding) {
	const connection = capture.connections.find((c) => c.id === finding.connection);
	const rows = rowsOf(capture, connection, finding);
	if (rows.length === 0) {
		return null;
	}
	const list = el("ol", {class: "ladder"}, byFile(capture, rows, (row) => row.frame, (row) => (row.skipped ? fold(row.skipped) : step(capture, row))));
	const notes = [];
	if (rows.some((r) => r.evidence.length > 0 && !r.arrow)) {
		notes.push("Frames without an arrow are too far back, or carry nothing of RPC-over-RDMA.");
	}
	if (connection && connection.arrows_left_out) {
		notes.push(`${counted(connection.arrows_left_out, "arrow")} around findings of this connection are not in this page.`);
	}
	return el("section", {}, el("h4", {}, "Frames around it"),
		el("div", {class: "ladder-head", "aria-hidden": "true"}, el("span", {}, "frame"), el("span", {}, "time"),
			el("span", {class: "ends"}, el("span", {}, "client"), el("span", {}, "server"))),
		list, notes.map((n) => el("p", {class: "left-out"}, n)));
}

// rowsOf are the rows of a ladder: arrows by their place on the connection, and
// proof that has no arrow there by its frame.
function rowsOf(capture, connection, finding) {
	const proof = new Map();
	for (const e of finding.evidence.length ? finding.evidence : [{frame: finding.frame, what: ""}]) {
		if (e.frame) {
			proof.set(e.frame, [...(proof.get(e.frame) || []), e.what].filter(Boolean));
		}
	}
	const arrows = connection ? connection.arrows : [];
	const hits = arrows.filter((a) => proof.has(a.frame) || proof.has(a.last));
	const near = (n) => hits.some((h) => Math.abs(h.n - n) <= neighbours);
	// Leaving one out would take as much room as showing it.
	const own = arrows.filter((a) => hits.includes(a) || (a.kind !== "ack" && (near(a.n) || (near(a.n - 1) && near(a.n + 1)))));
	const rows = own.map((arrow) => ({arrow, n: arrow.n, frame: arrow.frame, evidence: [], connection, proves: false}));
	for (const [frame, what] of proof) {
		// Of several arrows in a frame the first message or NAK is meant.
		const row = rows.find((r) => r.arrow && r.arrow.frame === frame) || rows.find((r) => r.arrow && r.arrow.last === frame);
		if (row) {
			row.evidence.push(...what);
			row.proves = true;
			continue;
		}
		const elsewhere = frameIndex(capture).get(frame);
		rows.push({arrow: elsewhere && elsewhere.arrow, frame, evidence: what, proves: true, connection: elsewhere && elsewhere.connection, foreign: Boolean(elsewhere) && elsewhere.connection !== connection});
	}
	rows.sort((a, b) => a.frame - b.frame || (a.n || 0) - (b.n || 0));
	return folded(rows, connection);
}

// folded puts a row where arrows of the connection are left out.
function folded(rows, connection) {
	const out = [];
	let last = null;
	for (const row of rows) {
		if (row.n !== undefined && row.connection === connection) {
			if (last !== null && row.n - last > 1) {
				out.push({skipped: row.n - last - 1, evidence: [], arrow: true});
			}
			last = row.n;
		}
		out.push(row);
	}
	return out;
}

function fold(skipped) {
	return el("li", {class: "fold"}, counted(skipped, "arrow") + " not shown");
}

function step(capture, {arrow, frame, evidence, proves, connection, foreign}) {
	const classes = ["step", proves && "proves", arrow ? arrow.kind.replace(" ", "-") : "bare", arrow && "by-" + arrow.by];
	const label = [];
	if (arrow) {
		label.push(el("b", {}, arrow.label || arrow.kind));
		label.push(...[arrow.xid !== undefined && "XID " + hex(arrow.xid), arrow.kind === "message" && arrow.length && counted(arrow.length, "byte"),
			arrow.credit !== undefined && "credits " + grouped(arrow.credit)].filter(Boolean).map((t) => el("span", {}, t)));
	}
	const place = arrow && arrow.last ? frame === arrow.last ? frameNumber(capture, frame) : frameNumber(capture, arrow.frame) + "–" + lastOf(capture, arrow) : frameNumber(capture, frame);
	const other = foreign ? el("span", {}, "connection " + connection.id) : null;
	return el("li", {class: classes.filter(Boolean).join(" ")},
		el("span", {class: "frame number"}, el("span", {class: "unseen"}, "Frame "), String(place)),
		el("span", {class: "time number"}, arrow && arrow.at !== null ? since(arrow.at) : ""),
		el("div", {class: "lane"},
			arrow ? el("span", {class: "unseen"}, arrow.by + " to " + (arrow.by === "client" ? "server" : "client") + ": ") : null,
			el("div", {class: "label"}, label, other),
			arrow ? el("div", {class: "arrow", "aria-hidden": "true"}) : null,
			evidence.map((what) => el("div", {class: "what"}, what))));
}

// lastOf is the last frame of an arrow, with its file where that is another one.
function lastOf(capture, arrow) {
	return fileOf(capture, arrow.last) === fileOf(capture, arrow.frame) ? frameNumber(capture, arrow.last) : frameName(capture, arrow.last);
}
