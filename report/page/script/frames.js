// A frame has a number in the whole trace, which the data have, and where the
// trace has several files another in its file, which is what a reader is told.

// fileOf is the place of the file that frame n is in, -1 where there is but one.
function fileOf(capture, n) {
	return capture.before ? Math.max(firstFrom(capture.before, n) - 1, 0) : -1;
}

function baseName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}

// frameNumber is the number of a frame in its file.
function frameNumber(capture, n) {
	const i = fileOf(capture, n);
	return i < 0 ? n : n - capture.before[i];
}

// frameName is "812", or "x.pcap3:812".
function frameName(capture, n) {
	const i = fileOf(capture, n);
	return i < 0 ? String(n) : baseName(capture.files[i].path) + ":" + (n - capture.before[i]);
}

// frameWords are "frame 812", or "frame 812 of x.pcap3".
function frameWords(capture, n) {
	const i = fileOf(capture, n);
	return "frame " + frameNumber(capture, n) + (i < 0 ? "" : " of " + baseName(capture.files[i].path));
}

// frameSpan is "812–815", with files where there are several.
function frameSpan(capture, from, to) {
	return fileOf(capture, from) === fileOf(capture, to) ? frameName(capture, from) + "–" + frameNumber(capture, to) : frameName(capture, from) + "–" + frameName(capture, to);
}

// byFile puts the name of the file before the first row that is in it, and
// before each where it changes. Of makes a row, frame says which one it is of.
function byFile(capture, rows, frame, of) {
	let last = -1;
	return rows.flatMap((row) => {
		const n = frame(row);
		const i = n ? fileOf(capture, n) : last;
		const changed = i !== last;
		last = i;
		return [changed && el("li", {class: "file"}, baseName(capture.files[i].path)), of(row)];
	});
}
