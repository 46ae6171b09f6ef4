// Times of day and dates, in UTC, of microseconds since 1970.

function dateText(us) {
	return new Date(us / 1000).toISOString().slice(0, 10);
}

// dayText is a time to the second.
function dayText(us) {
	return us ? new Date(us / 1000).toISOString().slice(0, 19).replace("T", " ") : "–";
}

// fineText is a time to the microsecond.
function fineText(us) {
	return us ? new Date(Math.floor(us / 1000)).toISOString().slice(0, 19).replace("T", " ") + "." + String(us % 1e6).padStart(6, "0") + " UTC" : "at a time not known";
}

// spanText is a duration of so many microseconds, in the two largest units.
function spanText(us) {
	let s = Math.round(us / 1e6);
	if (s < 60) {
		return lasted(us / 1e6);
	}
	const parts = [];
	for (const [name, seconds] of [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]]) {
		const n = Math.floor(s / seconds);
		s -= n * seconds;
		if (n > 0 && parts.length < 2) {
			parts.push(grouped(n) + " " + name);
		}
	}
	return parts.join(" ");
}

const daySeconds = 86400;

// calendarAxis is the axis of a plot over days. Its values are seconds.
function calendarAxis() {
	const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];
	for (const days of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]) {
		steps.push(days * daySeconds);
	}
	const text = (s, step) => {
		const iso = new Date(s * 1000).toISOString();
		return step >= daySeconds ? iso.slice(0, 10) : iso.slice(11, step >= 60 ? 16 : 19) + "\n" + iso.slice(0, 10);
	};
	return {...timeAxis(), incrs: steps, space: 100, size: (u, values) => (values && values.some((v) => v.includes("\n")) ? 44 : 28), values: (u, splits, axis, space, step) => splits.map((s) => text(s, step))};
}
