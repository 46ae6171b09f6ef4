let zooms = 0;

// A zoom is the stretch of time that plots show together, of so many seconds at
// the least.
function makeZoom(from, to, least = 1e-6) {
	const pad = Math.max((to - from) * 0.01, least);
	const full = [from - pad, to + pad];
	let range = full;
	const watchers = [];

	function set(min, max) {
		const wide = Math.min(Math.max(max - min, least), full[1] - full[0]);
		min = Math.min(Math.max((min + max - wide) / 2, full[0]), full[1] - wide);
		range = [min, min + wide];
		watchers.forEach((f) => f());
	}
	return {
		key: "zoom " + ++zooms,
		get range() { return range; },
		get whole() { return range[0] === full[0] && range[1] === full[1]; },
		watch(f) { watchers.push(f); },
		set,
		reset() {
			range = full;
			watchers.forEach((f) => f());
		},
		by(factor) {
			const half = (range[1] - range[0]) * factor / 2;
			const middle = (range[0] + range[1]) / 2;
			set(middle - half, middle + half);
		},
		pan(part) {
			const d = (range[1] - range[0]) * part;
			set(range[0] + d, range[1] + d);
		},
		// around shows the surroundings of a time.
		around(at) {
			const half = (full[1] - full[0]) / 40;
			set(at - half, at + half);
		},
	};
}

// zoomKeys are what the keyboard does to plots that have the focus.
const zoomKeys = {
	"+": (z) => z.by(1 / 2), "=": (z) => z.by(1 / 2), "-": (z) => z.by(2),
	ArrowLeft: (z) => z.pan(-1 / 4), ArrowRight: (z) => z.pan(1 / 4),
	0: (z) => z.reset(), Escape: (z) => z.reset(),
};
