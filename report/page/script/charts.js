// mostDrawn is how many points of a curve are drawn at a time. More can't be
// told apart, and take long.
const mostDrawn = 4000;

const axisFont = "12px system-ui, sans-serif";

// decimals is how many of them an axis with such steps needs.
function decimals(step) {
	let n = 0;
	while (n < 9 && Math.abs(step * 10 ** n - Math.round(step * 10 ** n)) > 1e-6 * step * 10 ** n) {
		n++;
	}
	return n;
}

function timeAxis() {
	return {
		stroke: () => color("text"), font: axisFont, grid: {stroke: () => color("grid"), width: 1}, ticks: {show: false}, space: 90, size: 28,
		values: (u, splits, axis, space, step) => splits.map((v) => v.toFixed(decimals(step)) + " s"),
	};
}

function valueAxis(write, more) {
	return {
		...more,
		stroke: () => color("text"), font: axisFont, grid: {stroke: () => color("grid"), width: 1}, ticks: {show: false}, size: 66, gap: 6,
		values: (u, splits) => splits.map((v) => (v === null ? "" : write(v))),
	};
}

// A chart is one plot. It asks visible for the columns to draw between two
// times, at most so many points, and tells at, on the page and to whoever
// listens, where the cursor is.
function makeChart({holder, zoom, height, scale, series, axis, across = timeAxis(), visible, marks, shaped, pointed}) {
	const options = {
		width: Math.max(holder.clientWidth, 200), height, legend: {show: false},
		padding: [shaped ? 4 + 12 * markLevels : 8, 12, 0, 0],
		scales: {x: {time: false, range: () => zoom.range}, y: scale},
		axes: [across, axis],
		series: [{}, ...series],
		cursor: {
			y: false, drag: {x: true, y: false, setScale: false},
			sync: {key: zoom.key, filters: {pub: (type) => type === "mousemove" || type === "mouseleave"}},
			bind: {dblclick: () => () => { zoom.reset(); return null; }},
		},
		hooks: {
			setSelect: [(u) => {
				if (u.select.width > 3) {
					zoom.set(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
				}
				u.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
			}],
			draw: [(u) => drawMarks(u, marks, shaped)],
			setCursor: [(u) => pointed(u, u.cursor.left >= 0 ? u.cursor.idx : null)],
		},
	};
	const data = () => {
		const d = visible(...zoom.range, mostDrawn, holder.clientWidth);
		holder.dataset.drawn = d[0].length;
		return d;
	};
	const u = new uPlot(options, data(), holder);
	zoom.watch(() => u.batch(() => {
		u.setData(data(), false);
		u.setScale("x", {min: zoom.range[0], max: zoom.range[1]});
	}));
	theme.listeners.push(() => u.redraw(false));
	new ResizeObserver(() => {
		const width = Math.max(holder.clientWidth, 200);
		if (width !== u.width) {
			u.setSize({width, height});
		}
	}).observe(holder);
}

// between are the indexes of sorted times to draw: those within, and one on
// either side so that lines go to the edge.
function between(times, min, max) {
	return [Math.max(firstFrom(times, min) - 1, 0), Math.min(firstFrom(times, max) + 1, times.length)];
}

function pick(values, indexes) {
	return Float64Array.from(indexes, (i) => values[i]);
}
