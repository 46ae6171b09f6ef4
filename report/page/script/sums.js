// sumsSection says in numbers what the fleet came to, and what is missing.
function sumsSection(data, traces, toTraces) {
	const s = data.sum;
	const outcomes = s.held + s.violated + s.unproven + s.undecided;
	return el("section", {id: "summary", "aria-labelledby": "summary-title"},
		el("h2", {id: "summary-title"}, "Summary"),
		figures([figure(s.errors, "error", "errors", "error"), figure(s.warnings, "warning", "warnings", "warning"), figure(s.notes, "note", "notes", "note"),
			figure(s.traces, "trace", "traces"), [size(s.bytes), "of captures"], figure(s.frames, "frame", "frames"), figure(s.connections, "connection", "connections"),
			figure(s.pairs, "pair of hosts", (s.more_pairs ? "and more " : "") + "pairs of hosts")], "many"),
		el("p", {}, `${counted(outcomes, "verdict")}: ${grouped(s.held)} held, ${grouped(s.violated)} violated, ${grouped(s.unproven)} inconclusive, ${grouped(s.undecided)} undecided.` +
			(s.known ? ` Of the findings ${grouped(s.known)} are in the baseline.` : "")),
		s.first && el("p", {class: "faint"}, `Connections from ${s.first.slice(0, 19).replace("T", " ")} to ${s.last.slice(0, 19).replace("T", " ")}. All times are UTC.`),
		notWhole(data, traces, toTraces));
}

// notWhole is what a reader must know before trusting the rest.
function notWhole(data, traces, toTraces) {
	const s = data.sum;
	const listed = 5;
	const some = (n, text, kind) => n > 0 && el("li", {}, counted(n, "trace") + " " + text, " ",
		el("button", {type: "button", class: "plain", click: () => toTraces({kind})}, "List them"));
	const reasons = [...traces.reasons].slice(0, listed).map(([i, reason]) => el("span", {class: "under"}, el("span", {class: "path"}, traces.path[i]), ": " + reason));
	const rest = s.unread - reasons.length;
	const unread = some(s.unread, s.unread === 1 ? "was not read to its end." : "were not read to their end.", "unread");
	if (unread) {
		unread.append(...reasons, rest > 0 ? el("span", {class: "under"}, `and ${counted(rest, "more", "more")}`) : "");
	}
	const all = [
		...(data.missing || []).map((m) => el("li", {}, "Missing: " + m + ".")),
		unread,
		some(s.gapped, "with files missing in the middle.", "gapped"),
		some(s.unchecked, "with nothing to check.", "unchecked"),
	].filter(Boolean);
	return all.length > 0 && el("div", {class: "trouble"}, el("h3", {}, data.missing ? "Not all is here" : "What is missing"), el("ul", {}, all));
}
