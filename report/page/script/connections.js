// connectionsSection lists the connections, each with its story and plots,
// which are made when it is opened.
function connectionsSection(data) {
	const entries = data.captures.flatMap((capture) => capture.connections.map((connection) => ({capture, connection})));
	const several = data.captures.length > 1;
	const list = pagedList("connection", (entry) => connectionOf(entry, several));
	const section = el("section", {id: "connections", "aria-labelledby": "connections-title"},
		el("h2", {id: "connections-title"}, "Connections"),
		entries.length === 0 ? el("p", {}, "No RPC-over-RDMA connection was seen.") : list.node,
		data.captures.filter((c) => c.connections_left_out).map((c) => el("p", {class: "left-out"},
			`${several ? c.path + ": " : ""}${counted(c.connections_left_out, "further connection")} did not fit into this page. The JSON report lists all.`)));
	list.show(entries);
	if (entries.length === 1) {
		list.until(entries[0]).open = true;
	}
	return {
		section,
		open(capture, connection, at) {
			const details = list.until(entries.find((e) => e.connection === connection));
			reveal(details);
			details.plots.zoom.around(at);
			details.plots.node.scrollIntoView({block: "start"});
			details.plots.node.focus({preventScroll: true});
		},
		print: (n) => list.upTo(n),
	};
}

function connectionOf({capture, connection}, several) {
	const c = connection;
	const counts = tally(capture.findings.filter((f) => f.connection === c.id).map(kindOfFinding));
	const tags = [
		`${address(c.client)} → ${address(c.server)}`, c.first_frame && "frames " + frameSpan(capture, c.first_frame, c.last_frame),
		`${counted(c.calls, "Call")}, ${counted(c.replies, "Reply", "Replies")}`, c.end, c.gaps > 0 && counted(c.gaps, "gap"), several && el("span", {class: "path"}, capture.path)];
	const details = unfolding({class: "entry connection"},
		el("summary", {}, el("span", {class: "badge"}, "Connection " + c.id),
			el("span", {class: "tags"}, tags.filter(Boolean).map((t) => el("span", {}, t))),
			el("span", {class: "counts"}, severities.filter((k) => counts.get(k)).map((k) => el("span", {}, swatch(k), counted(counts.get(k), k))))),
		() => insideOf(details, capture, c));
	return details;
}

function insideOf(details, capture, c) {
	const numbers = [["Calls", c.calls], ["Replies", c.replies], ["RDMA_ERRORs", c.rdma_errors], ["Reverse Calls", c.reverse_calls], ["Reverse Replies", c.reverse_replies],
		["Other messages", c.unknown], ["Gaps", c.gaps]].filter(([name, n]) => n > 0 || name === "Calls" || name === "Replies").map(([name, n]) => [name, grouped(n)]);
	const inside = el("div", {class: "contents"}, facts([...c.facts, ...numbers]), storyOf(capture, c));
	if (c.plots && c.plots.load.points > 0) {
		details.plots = plotsOf(capture, c);
		inside.append(details.plots.node);
		drawWhenSeen(details.plots);
	} else {
		inside.append(el("p", {class: "left-out"}, "Nothing to plot: no Call or Reply was seen on it."));
	}
	return inside;
}

function storyOf(capture, c) {
	return el("section", {}, el("h4", {}, "What happened"),
		el("ol", {class: "story"}, byFile(capture, c.story, (l) => l.frame, (l) => el("li", {},
			el("span", {class: "time number"}, since(l.at)), el("span", {class: "frame number"}, el("span", {class: "unseen"}, "frame "), String(frameNumber(capture, l.frame))),
			el("span", {}, l.text + (l.times ? ` (${l.times} times)` : ""), (l.under || []).map((u) => el("span", {class: "under"}, u)))))));
}
