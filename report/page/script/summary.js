// summarySection says in numbers what the captures came to, what is wrong with
// them, and whom the story accuses.
function summarySection(data, toFindings) {
	const sum = {};
	for (const c of data.captures) {
		for (const [k, n] of Object.entries(c.sum)) {
			sum[k] = (sum[k] || 0) + n;
		}
	}
	const frames = data.captures.reduce((n, c) => n + c.frames, 0);
	const outcomes = sum.held + sum.violated + sum.unproven + sum.undecided;
	return el("section", {id: "summary", "aria-labelledby": "summary-title"},
		el("h2", {id: "summary-title"}, "Summary"),
		figures([figure(sum.errors, "error", "errors", "error"), figure(sum.warnings, "warning", "warnings", "warning"), figure(sum.notes, "note", "notes", "note"),
			figure(frames, "frame", "frames"), figure(sum.connections, "connection", "connections")]),
		el("p", {}, `${counted(outcomes, "verdict")}: ${grouped(sum.held)} held, ${grouped(sum.violated)} violated, ${grouped(sum.unproven)} inconclusive, ${grouped(sum.undecided)} undecided.` +
			(sum.known ? ` Of the findings ${grouped(sum.known)} are in the baseline.` : "")),
		data.captures.length === 1 && data.captures[0].start && el("p", {class: "faint"}, `Times in this page are since the first connection began, at ${data.captures[0].start.replace("T", " ").replace("Z", " UTC")}.`),
		data.captures.length > 1 && el("p", {class: "faint"}, "Times in this page are since the first connection of each capture began."),
		data.captures.map(filesOf),
		data.captures.map(troubles),
		data.captures.length > 1 && capturesTable(data.captures, toFindings),
		verdicts(data.captures),
		data.captures.filter((c) => c.pairs_left_out).map((c) => el("p", {class: "left-out"}, `${c.path}: ${counted(c.pairs_left_out, "further pair")} of hosts without a verdict here; the story tells of all.`)));
}

// filesOf tells of the files of a trace of several. Frames are told with them.
function filesOf(c) {
	return c.files && unfolding({class: "inner"}, el("summary", {}, `${baseName(c.path)} is one trace of ${counted(c.files.length, "file")}, up to ${baseName(c.files[c.files.length - 1].path)}`),
		() => table("Files of " + c.path, [{name: "file"}, {name: "frames", number: true}], c.files.map((f) => ({className: "", cells: [el("span", {class: "path"}, f.path), grouped(f.frames)]}))));
}

// troubles are what a reader must know before trusting the rest.
function troubles(c) {
	const all = [];
	if (!c.read) {
		all.push("Not read: " + c.damaged);
	} else if (c.damaged) {
		all.push("Not read to its end: " + c.damaged);
	}
	for (const f of (c.files || []).filter((x) => x.gap)) {
		all.push(`Before ${baseName(f.path)}: ${f.gap}; connections begin anew.`);
	}
	all.push(...(c.crashed || []), ...(c.limited || []).map((l) => "Bound: " + l));
	if (c.read && c.sum.connections === 0) {
		all.push("No RPC-over-RDMA connection was seen: nothing was checked.");
	}
	if (c.dropped.icrc) {
		all.push(counted(c.dropped.icrc, "frame") + " with a wrong ICRC left out.");
	}
	for (const o of c.other) {
		all.push(`Seen and not linted: ${o.what}, ${counted(o.frames, "frame")}.`);
	}
	return all.length > 0 && el("div", {class: "trouble"}, el("h3", {class: "path"}, c.path), el("ul", {}, all.map((t) => el("li", {}, t))));
}

// verdicts are those of each two hosts, the first few unfolded.
function verdicts(captures) {
	const most = 5;
	const all = captures.flatMap((c) => c.pairs.map((p) => verdictOf(p, captures.length > 1 && c.path)));
	const rest = all.splice(most);
	return [all, rest.length > 0 && el("details", {class: "inner"}, el("summary", {}, counted(rest.length, "further verdict")), rest)];
}

function capturesTable(captures, toFindings) {
	const n = (name) => ({name, number: true});
	return table("Captures", [{name: "capture"}, n("frames"), n("connections"), n("errors"), n("warnings"), n("notes"), {name: "read"}], captures.map((c) => ({
		className: c.sum.errors ? "state-violated" : "", cells: [
			c.findings.length > 0 ? el("button", {type: "button", class: "plain path", title: "Show its findings", click: () => toFindings("capture", String(c.index))}, c.path) : el("span", {class: "path"}, c.path),
			grouped(c.frames), grouped(c.sum.connections),
			grouped(c.sum.errors), grouped(c.sum.warnings), grouped(c.sum.notes), c.complete ? "to the end" : c.read ? "in part" : "not"]})));
}

// verdictOf is the end of the story of two hosts.
function verdictOf(pair, path) {
	const [first, ...rest] = pair.verdict;
	return el("div", {class: "verdict"}, path && el("p", {class: "path"}, path), el("p", {class: "hosts"}, pair.hosts),
		el("p", {}, el("strong", {}, "Verdict: "), first),
		rest.length > 0 && el("ul", {}, reasonsOf(rest)));
}

// reasonsOf puts lines that are indented further beneath the one before.
function reasonsOf(lines) {
	const items = [];
	for (const l of lines) {
		if (/^ {4}/.test(l) && items.length > 0) {
			items[items.length - 1].append(el("span", {class: "under"}, l.trim()));
		} else {
			items.push(el("li", {}, l.trim()));
		}
	}
	return items;
}
