// How numbers and times are written.

function grouped(n) {
	return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

function counted(n, what, plural) {
	return grouped(n) + " " + (n === 1 ? what : plural || what + "s");
}

// since is a time after the capture's start, in seconds.
function since(seconds) {
	return (seconds < 0 ? "−" : "+") + Math.abs(seconds).toFixed(6) + " s";
}

// clock is that time of day, to the microsecond, in UTC.
function clock(start, seconds) {
	const [, whole, fraction] = /^(.*?)\.(\d+)Z$/.exec(start);
	const micro = Math.round(Number("0." + fraction) * 1e6 + seconds * 1e6);
	const at = new Date(Date.parse(whole + "Z") + Math.floor(micro / 1e6) * 1000);
	return at.toISOString().slice(11, 19) + "." + String(((micro % 1e6) + 1e6) % 1e6).padStart(6, "0");
}

// lasted is a duration of so many seconds.
function lasted(seconds) {
	const s = Math.abs(seconds);
	const [scale, unit] = s >= 1 ? [1, "s"] : s >= 1e-3 ? [1e3, "ms"] : s >= 1e-6 || s === 0 ? [1e6, "µs"] : [1e9, "ns"];
	return Number((seconds * scale).toPrecision(4)) + " " + unit;
}

function size(bytes) {
	const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
	let i = 0;
	while (bytes >= 10240 || (i > 0 && bytes >= 1024)) {
		bytes /= 1024;
		i++;
	}
	return (i === 0 ? grouped(bytes) : Number(bytes.toPrecision(3))) + " " + units[i];
}

// axisSize is a number of bytes that a power of two divides.
function axisSize(bytes) {
	const units = ["B", "KiB", "MiB", "GiB", "TiB"];
	let i = 0;
	while (bytes >= 1024 && i < units.length - 1) {
		bytes /= 1024;
		i++;
	}
	return Number(bytes.toFixed(2)) + " " + units[i];
}

function hex(xid) {
	return "0x" + xid.toString(16).padStart(8, "0");
}

// address is an endpoint of a connection, as the JSON report has it.
function address(end) {
	if (!end || !end.address) {
		return "?";
	}
	const host = end.port && end.address.includes(":") ? "[" + end.address + "]" : end.address;
	return end.port ? host + ":" + end.port : host;
}
