// plotsOf makes the plots of a connection: what it had under way, how long
// RPCs took, what RDMA moved.
function plotsOf(capture, connection) {
	let load = columns(connection.plots.load);
	const answers = columns(connection.plots.answers);
	const moved = columns(connection.plots.moved);
	const marks = marksOf(capture, connection);
	const span = spanOf(connection, load, answers, marks);
	const zoom = makeZoom(...span);
	load = upToEnd(load, span[1]);
	const node = plotGroup("Plots of connection " + connection.id, zoom,
		controlsOf(zoom, "Show all the time of the connection", () => since(zoom.range[0]) + " to " + since(zoom.range[1]) + ", " + lasted(zoom.range[1] - zoom.range[0])));
	const charts = [
		loadPlot(node, capture, connection, load, zoom, marks),
		latencyPlot(node, capture, connection, answers, zoom, marks),
	];
	if (connection.plots.moved.points > 0) {
		charts.push(movedPlot(node, capture, connection, moved, zoom, marks));
	}
	node.append(...marksList(capture, connection, marks, zoom));
	return {node, zoom, charts, draw: () => charts.forEach((c) => c.begin())};
}

// upToEnd repeats the last point at the end of the connection: what was in
// flight stays so.
function upToEnd(load, end) {
	const n = load.time.length;
	if (n === 0 || load.time[n - 1] >= end) {
		return load;
	}
	const out = {};
	for (const [name, values] of Object.entries(load)) {
		out[name] = new Float64Array(n + 1);
		out[name].set(values);
		out[name][n] = name === "time" ? end : values[n - 1];
	}
	return out;
}

function spanOf(connection, load, answers, marks) {
	const times = [...marks.map((m) => m.at), ...connection.story.map((l) => l.at)];
	for (const t of [load.time, answers.time]) {
		if (t.length > 0) {
			times.push(t[0], t[t.length - 1]);
		}
	}
	return [times.reduce((a, b) => Math.min(a, b), Infinity), times.reduce((a, b) => Math.max(a, b), -Infinity)];
}

// thinned says what was left out of a curve when the page was written.
function thinned(curve) {
	return curve.each > 2 ? ` Thinned out: ${grouped(curve.points)} of ${grouped(curve.total)} points are in this page, of ${grouped(curve.each)} in a row the lowest and the highest.` : "";
}

function loadPlot(parent, capture, connection, load, zoom, marks) {
	const most = (values) => values.reduce((a, b) => Math.max(a, b), 0);
	const peak = most(load.inflight);
	// A grant of thousands would press the Calls to the floor.
	const wide = Math.max(most(load.granted), most(load.asked)) > Math.max(20 * peak, 200);
	let frames = [];
	const line = (name, extra) => ({stroke: () => color(name), width: 2, paths: uPlot.paths.stepped({align: 1}), points: {show: false}, ...extra});
	const kinds = Object.keys(markKinds).filter((k) => marks.some((m) => m.kind === k));
	return plot(parent, {
		title: "Calls in flight and credits",
		hint: "Drag to zoom all plots, double click to show all. With the keyboard: + − ← → 0.",
		about: `The client's Calls without an answer, against the credits that the latest Reply granted (1 before any) and that the latest Call asked for.${connection.gaps > 0 ? " The capture lacks frames: Calls whose Replies it lacks stay in flight." : ""}${wide ? " The scale is logarithmic above 1." : ""}${thinned(connection.plots.load)}`,
		legend: [key("inflight", "Calls in flight"), key("granted", "credits granted"), key("asked", "credits requested"),
			...kinds.map((k) => el("li", {}, swatch(k), markKinds[k].name))],
		chart: {
			zoom, height: 260, marks, shaped: true,
			scale: {...(wide ? {distr: 4, asinh: 1} : {}), range: (u, min, max) => [0, Math.max(max * (wide ? 1.5 : 1.08), 1.5)]},
			axis: valueAxis((v) => (Number.isInteger(v) ? grouped(v) : "")),
			series: [line("inflight", {width: 1.5, fill: () => color("inflight-fill")}), line("asked", {dash: [2, 4]}), line("granted", {dash: [10, 6]})],
			visible(min, max, limit) {
				const indexes = extremes(load.inflight, ...between(load.time, min, max), limit);
				const times = pick(load.time, indexes);
				frames = pick(load.frame, indexes);
				return [times, pick(load.inflight, indexes), pick(load.asked, indexes), Array.from(indexes, (i) => (load.granted[i] < 0 ? null : load.granted[i]))];
			},
		},
		read(u, i) {
			const at = u.posToVal(u.cursor.left, "x");
			const near = nearest(u, marks, at);
			return (i === null || i >= u.data[0].length ? [] : [since(u.data[0][i]), clock(capture.start, u.data[0][i]) + " UTC", frameWords(capture, frames[i]),
				u.data[1][i] + " in flight", u.data[3][i] === null ? "grant not known" : "granted " + grouped(u.data[3][i]), "requested " + grouped(u.data[2][i])])
				.concat(near.map((m) => `${markKinds[m.kind].name} at ${frameWords(capture, m.frame)}: ${m.text}`)).join(" · ");
		},
	});
}

// nearest are up to two marks beside the cursor.
function nearest(u, marks, at) {
	const reach = Math.abs(u.posToVal(6, "x") - u.posToVal(0, "x"));
	return marks.filter((m) => Math.abs(m.at - at) <= reach).sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at)).slice(0, 2);
}

function latencyPlot(parent, capture, connection, answers, zoom, marks) {
	// A logarithm wants more than nothing, and clocks may step backwards.
	const took = answers.took.map((ns) => Math.max(ns, 100) / 1e9);
	let shown = [];
	return plot(parent, {
		title: "Latency of RPCs",
		about: `From Call to Reply, at the time of the Reply, as the place of the capture sees it. The scale is logarithmic.${thinned(connection.plots.answers)}`,
		legend: [el("li", {}, el("span", {class: "dot c-latency", "aria-hidden": "true"}), "an RPC")],
		chart: {
			zoom, height: 190, marks, shaped: false,
			scale: {distr: 3, range: (u, min, max) => (min === null ? [1e-6, 1] : [roundDown(min / 1.2), 1 / roundDown(1 / (max * 1.2))])},
			axis: valueAxis(lasted),
			series: [{stroke: () => color("latency"), paths: () => null, points: {show: true, size: 5, width: 0, stroke: () => color("latency"), fill: () => color("latency")}}],
			visible(min, max, limit) {
				shown = extremes(took, ...between(answers.time, min, max), limit);
				return [pick(answers.time, shown), pick(took, shown)];
			},
		},
		read(u, i) {
			if (i === null || i >= shown.length) {
				return "";
			}
			const k = shown[i];
			return [since(answers.time[k]), lasted(answers.took[k] / 1e9), connection.plots.names[answers.name[k]],
				`frames ${frameName(capture, answers.call[k])} to ${frameName(capture, answers.frame[k])}`].filter(Boolean).join(" · ");
		},
	});
}

// roundDown is 1, 2 or 5 times a power of ten.
function roundDown(x) {
	const ten = 10 ** Math.floor(Math.log10(x) + 1e-9);
	return ten * (x / ten >= 5 ? 5 : x / ten >= 2 ? 2 : 1);
}

function movedPlot(parent, capture, connection, moved, zoom, marks) {
	const {from, width, points} = connection.plots.moved;
	let together = 1; // buckets that are drawn as one
	const bar = (name, extra) => ({stroke: () => color(name), width: 1.5, fill: () => color(name + "-fill"), paths: uPlot.paths.stepped({align: 1}), points: {show: false}, ...extra});
	return plot(parent, {
		title: "Bytes moved by RDMA",
		about: `By the time at which an operation began, in buckets of ${lasted(width / 1e9)} or wider.`,
		legend: [key("read", "RDMA Read"), key("written", "RDMA Write")],
		chart: {
			zoom, height: 170, marks, shaped: false,
			scale: {range: (u, min, max) => [0, Math.max(max * 1.08, 1)]},
			axis: valueAxis(axisSize, {incrs: Array.from({length: 50}, (_, i) => 2 ** i)}),
			series: [bar("read"), bar("written", {dash: [6, 3]})],
			visible(min, max, limit, pixels) {
				const place = (t) => (t * 1e9 - from) / width;
				const first = Math.max(Math.floor(place(min)), 0);
				const end = Math.min(Math.ceil(place(max)) + 1, points);
				together = Math.max(Math.ceil((end - first) / Math.max(pixels / 3, 100)), 1);
				const begin = first - first % together;
				const out = [[], [], []];
				for (let i = begin; i < end; i += together) {
					let [read, written] = [0, 0];
					for (let k = i; k < Math.min(i + together, points); k++) {
						read += moved.read[k];
						written += moved.written[k];
					}
					out[0].push((from + i * width) / 1e9);
					out[1].push(read);
					out[2].push(written);
				}
				out[0].push((from + Math.max(end, begin + together) * width) / 1e9);
				out[1].push(0);
				out[2].push(0);
				return out;
			},
		},
		read(u, i) {
			return i === null || i >= u.data[0].length ? "" : [since(u.data[0][i]), "within " + lasted(together * width / 1e9),
				"read " + size(u.data[1][i]), "written " + size(u.data[2][i])].join(" · ");
		},
	});
}

// marksList has the marks as a list, for the keyboard and for paper.
function marksList(capture, connection, marks, zoom) {
	const most = 500;
	const rows = () => el("ol", {class: "marks"}, marks.slice(0, most).map((m) => el("li", {},
		el("button", {type: "button", class: "plain", click: () => zoom.around(m.at)},
			swatch(m.kind), el("span", {class: "number"}, since(m.at)), el("span", {class: "number"}, fileOf(capture, m.frame) < 0 ? "frame " + m.frame : frameName(capture, m.frame)), el("span", {}, m.text)))));
	const out = [];
	if (marks.length > 0) {
		out.push(unfolding({class: "inner"}, el("summary", {}, counted(marks.length, "mark") + " on the plots"), rows));
	}
	if (marks.length > most) {
		out.push(el("p", {class: "left-out"}, `The first ${most} are listed.`));
	}
	if (connection.marks_left_out) {
		out.push(el("p", {class: "left-out"}, counted(connection.marks_left_out, "further NAK or gap", "further NAKs and gaps") + " of this connection are not marked."));
	}
	return out;
}
