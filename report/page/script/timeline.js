// timelineSection plots when findings were, and when traces began.
function timelineSection(data, toTraces) {
	const line = data.timeline;
	const title = el("h2", {id: "timeline-title"}, "Over time");
	const section = el("section", {id: "timeline", "aria-labelledby": "timeline-title"}, title);
	if (line.points === 0) {
		section.append(el("p", {}, "No trace has a time."));
		return {section, draw() {}};
	}
	const columns = Object.fromEntries(Object.entries(line.columns).map(([name, text]) => [name, column(text, line.points)]));
	const width = line.width / 1e6;
	const times = columns.at.map((us) => us / 1e6);
	const zoom = makeZoom(times[0], times[times.length - 1] + width, width);
	const range = () => zoom.range.map((s) => dayText(s * 1e6)).join(" to ") + " UTC, " + spanText((zoom.range[1] - zoom.range[0]) * 1e6);
	const controls = controlsOf(zoom, "Show all the time", range);
	controls.append(el("button", {type: "button", click: () => toTraces(zoom.whole ? {} : {time: zoom.range})}, "List the traces of this time"));
	const node = plotGroup("Findings and traces over time", zoom, controls);
	const make = (options) => stackedPlot(node, zoom, times, width, columns, options);
	const charts = [
		make({
			title: "Findings", about: "Proven findings at the time of their frame, stacked by severity.", what: "finding",
			parts: [["error", "error"], ["warning", "warning"], ["note", "note"]],
		}),
		make({
			title: "Traces", about: "Traces at the time of their first connection, by the worst that was found in them.", what: "trace",
			parts: [["broken", "with errors", "error"], ["warned", "with warnings", "warning"], ["unread", "not read to the end", "rnr"], ["clean", "without either", "held"]],
		}),
	];
	section.append(node);
	if (line.unplaced) {
		section.append(el("p", {class: "left-out"}, `${counted(line.unplaced, "finding or trace", "findings and traces")} without a time.`));
	}
	const draw = () => charts.forEach((c) => c.begin());
	drawWhenSeen({node, draw});
	return {section, draw};
}

// stackedPlot draws counts as bars that stand on each other. Stretches that are
// too narrow to be seen are drawn together.
function stackedPlot(parent, zoom, times, width, columns, {title, about, what, parts}) {
	let together = width;
	let counts = [];
	const name = ([column, , tone]) => tone || column;
	const bar = (part) => ({stroke: () => color(name(part)), fill: () => color(name(part)), width: 0, paths: uPlot.paths.stepped({align: 1}), points: {show: false}});
	return plot(parent, {
		title,
		about: about + (width > 1 ? ` They are counted in stretches of ${spanText(width * 1e6)}.` : ""),
		hint: "Drag to zoom both plots, double click to show all. With the keyboard: + − ← → 0.",
		legend: parts.map((p) => el("li", {}, el("span", {class: "block c-" + name(p), "aria-hidden": "true"}), p[1])),
		chart: {
			zoom, height: 180, marks: [], shaped: false, across: calendarAxis(),
			scale: {range: (u, min, max) => [0, Math.max(max * 1.08, 1)]},
			axis: valueAxis((v) => (Number.isInteger(v) ? grouped(v) : "")),
			series: [...parts].reverse().map(bar),
			visible(min, max, limit, pixels) {
				together = width;
				while ((max - min) / together > Math.max(pixels / 4, 60)) {
					together *= 2;
				}
				const from = Math.floor(min / together);
				const n = Math.ceil(max / together) - from;
				counts = parts.map(() => new Float64Array(n + 1));
				const end = firstFrom(times, max);
				for (let i = firstFrom(times, from * together); i < end; i++) {
					const at = Math.floor(times[i] / together) - from;
					parts.forEach(([column], k) => { counts[k][at] += columns[column][i]; });
				}
				const stacked = [];
				for (let k = 0; k < parts.length; k++) {
					stacked.push(counts[k].map((v, i) => v + (k > 0 ? stacked[k - 1][i] : 0)));
				}
				return [Float64Array.from({length: n + 1}, (_, i) => (from + i) * together), ...stacked.reverse()];
			},
		},
		read(u, i) {
			if (i === null || i >= u.data[0].length) {
				return "";
			}
			const told = parts.map((p, k) => [counts[k][i], p[1]]).filter(([n]) => n > 0).map(([n, text]) => grouped(n) + " " + text);
			return [dayText(u.data[0][i] * 1e6) + " UTC", "within " + spanText(together * 1e6), ...(told.length > 0 ? told : ["no " + what])].join(" · ");
		},
	});
}
