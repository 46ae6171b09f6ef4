// column decodes a column of whole numbers: Base64 of the difference of each to
// the one before, seven bits a byte, the lowest bit of all being the sign.
function column(text, count) {
	const bytes = atob(text);
	const out = new Float64Array(count);
	let at = 0;
	let value = 0;
	for (let i = 0; i < count; i++) {
		let n = 0;
		let scale = 1;
		let b;
		do {
			b = bytes.charCodeAt(at++);
			n += (b & 127) * scale;
			scale *= 128;
		} while (b > 127);
		value += n % 2 ? -(n + 1) / 2 : n / 2;
		out[i] = value;
	}
	return out;
}

// columns decodes a curve. Times become seconds that never fall: a plot has no
// place for a clock that steps backwards.
function columns(curve) {
	const out = {};
	for (const [name, text] of Object.entries(curve.columns)) {
		out[name] = column(text, curve.points);
	}
	if (out.time) {
		let last = -Infinity;
		out.time = out.time.map((ns) => (last = Math.max(last, ns / 1e9)));
	}
	return out;
}

// firstFrom is the index of the first value that is not below x.
function firstFrom(sorted, x) {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle] < x) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

// extremes are the indexes, in order, of no more than most points between two
// places, among them the lowest and the highest of each stretch.
function extremes(values, from, to, most) {
	const out = [];
	if (to - from <= most) {
		for (let i = from; i < to; i++) {
			out.push(i);
		}
		return out;
	}
	const stretches = Math.floor(most / 2);
	for (let s = 0; s < stretches; s++) {
		const begin = from + Math.floor((to - from) * s / stretches);
		const end = from + Math.floor((to - from) * (s + 1) / stretches);
		let low = begin;
		let high = begin;
		for (let i = begin; i < end; i++) {
			if (values[i] < values[low]) {
				low = i;
			}
			if (values[i] > values[high]) {
				high = i;
			}
		}
		out.push(Math.min(low, high));
		if (low !== high) {
			out.push(Math.max(low, high));
		}
	}
	return out;
}
