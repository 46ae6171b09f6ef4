const severities = ["error", "warning", "note", "inconclusive"];

// markKinds are what is marked on the plots, in the order of the legend. Each
// has a shape of its own, so that nobody has to tell them apart by colour.
const markKinds = {
	error: {name: "error", color: "error", shape: "triangle"},
	warning: {name: "warning", color: "warning", shape: "triangle-down"},
	note: {name: "note", color: "note", shape: "circle"},
	inconclusive: {name: "inconclusive", color: "note", shape: "ring"},
	rnr: {name: "RNR NAK", color: "rnr", shape: "diamond"},
	nak: {name: "other NAK", color: "rnr", shape: "cross"},
	gap: {name: "lost frames", color: "faint", shape: "square", dash: [2, 3]},
	end: {name: "end of the connection", color: "text", shape: "bar", dash: [6, 4]},
};

const shapes = {
	triangle: [[0, -1], [1, 0.8], [-1, 0.8]],
	"triangle-down": [[0, 1], [1, -0.8], [-1, -0.8]],
	diamond: [[0, -1.2], [1, 0], [0, 1.2], [-1, 0]],
	square: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
	bar: [[-0.3, -1.2], [0.3, -1.2], [0.3, 1.2], [-0.3, 1.2]],
	cross: [[-1, -0.6], [-0.6, -1], [0, -0.4], [0.6, -1], [1, -0.6], [0.4, 0], [1, 0.6], [0.6, 1], [0, 0.4], [-0.6, 1], [-1, 0.6], [-0.4, 0]],
};

function drawShape(ctx, shape, x, y, r) {
	ctx.beginPath();
	if (shape === "circle" || shape === "ring") {
		ctx.arc(x, y, r * 0.9, 0, 2 * Math.PI);
		if (shape === "ring") {
			ctx.arc(x, y, r * 0.45, 0, 2 * Math.PI, true);
		}
	} else {
		shapes[shape].forEach(([dx, dy], i) => ctx[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
		ctx.closePath();
	}
	ctx.fill();
}

// swatch is the shape for a legend.
function swatch(kind) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.setAttribute("viewBox", "-6 -6 12 12");
	svg.setAttribute("class", "swatch c-" + markKinds[kind].color);
	svg.setAttribute("aria-hidden", "true");
	const {shape} = markKinds[kind];
	const points = shapes[shape];
	const mark = document.createElementNS("http://www.w3.org/2000/svg", points ? "polygon" : "circle");
	if (points) {
		mark.setAttribute("points", points.map(([x, y]) => x * 4.5 + "," + y * 4.5).join(" "));
	} else {
		mark.setAttribute("r", shape === "ring" ? "3.2" : "4");
		mark.setAttribute("class", shape);
	}
	svg.append(mark);
	return svg;
}

function kindOfFinding(f) {
	return f.certainty === "proven" ? f.severity : "inconclusive";
}

// marksOf are the marks of a connection, its findings among them, by time.
function marksOf(capture, connection) {
	const found = capture.findings.filter((f) => f.connection === connection.id && f.time && f.frame).map((f) => ({
		at: timeOf(capture, f.time), frame: f.frame, kind: kindOfFinding(f), text: f.message, rule: f.rule,
	}));
	return [...connection.marks, ...found].sort((a, b) => a.at - b.at || a.frame - b.frame);
}

// timeOf is a time stamp in seconds after the capture's start. Numbers can't
// hold nanoseconds since 1970, so the fractions are subtracted apart.
function timeOf(capture, stamp) {
	const parts = (s) => [Date.parse(s.slice(0, 19) + "Z") / 1000, Number("0" + s.slice(19, -1))];
	const [second, fraction] = parts(stamp);
	const [second0, fraction0] = parts(capture.start);
	return second - second0 + (fraction - fraction0);
}

// markLevels is how many shapes stand above each other where marks are close.
const markLevels = 3;

// drawMarks draws the marks of a plot: a line each and, where shapes are
// wanted, its shape at the top. Of a kind there is one every few pixels.
function drawMarks(u, marks, shaped) {
	const {ctx, bbox} = u;
	const ratio = devicePixelRatio || 1;
	const taken = {};
	const levels = Array(markLevels).fill(-Infinity); // the latest shape of each
	ctx.save();
	for (const m of marks) {
		const kind = markKinds[m.kind];
		const x = Math.round(u.valToPos(m.at, "x", true));
		if (x < bbox.left || x > bbox.left + bbox.width || x - taken[m.kind] < 3 * ratio) {
			continue;
		}
		taken[m.kind] = x;
		ctx.strokeStyle = ctx.fillStyle = color(kind.color);
		ctx.globalAlpha = shaped ? 0.75 : 0.3;
		ctx.lineWidth = ratio;
		ctx.setLineDash((kind.dash || []).map((d) => d * ratio));
		ctx.beginPath();
		ctx.moveTo(x + 0.5, bbox.top);
		ctx.lineTo(x + 0.5, bbox.top + bbox.height);
		ctx.stroke();
		if (shaped) {
			ctx.globalAlpha = 1;
			const free = levels.findIndex((end) => x - end > 11 * ratio);
			const level = free < 0 ? markLevels - 1 : free;
			levels[level] = x;
			drawShape(ctx, kind.shape, x + 0.5, bbox.top - (8 + 12 * level) * ratio, 5 * ratio);
		}
	}
	ctx.restore();
}
