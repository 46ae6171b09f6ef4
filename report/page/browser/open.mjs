// What the tests share: a browser, pages of the program, and what may not
// happen on any of them.
import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.join(here, "../../..");
export const captures = path.join(root, "captures");
export const scratch = mkdtempSync(path.join(tmpdir(), "rpcrdma-lint-"));
process.on("exit", () => rmSync(scratch, {recursive: true}));

// write makes a page of captures and returns where it is.
export function write(name, ...args) {
	const file = path.join(scratch, name + ".html");
	const out = openSync(file, "w");
	const {status, error} = spawnSync(path.join(root, "bin/rpcrdma-lint"), ["--config", "none", "--format", "html", ...args], {cwd: root, stdio: ["ignore", out, "ignore"]});
	closeSync(out);
	assert.ifError(error);
	assert.ok([0, 1, 3].includes(status), `exit status ${status}`);
	return file;
}

// generate makes a big capture.
export function generate(kind, size) {
	const file = path.join(scratch, kind + ".pcap");
	execFileSync("go", ["run", "./internal/gen", "-kind", kind, "-size", size, "-o", file], {cwd: root, stdio: "ignore"});
	return file;
}

// fleet makes the page of a fleet of so many traces, which are those captures
// under other names and at other times.
export function fleet(name, traces, ...files) {
	const file = path.join(scratch, name + ".html");
	execFileSync("go", ["run", "./internal/fleetsim", "-traces", String(traces), "-report", "fleet-html=" + file, ...files], {cwd: root, stdio: "ignore"});
	return file;
}

// rotated writes the frames of a pcap file to files of so many each, which are
// called as tcpdump -C does, and returns their names.
export function rotated(name, from, each) {
	const all = readFileSync(from);
	const files = [];
	for (let at = 24, n = 0; at < all.length; n++) {
		const end = at + 16 + all.readUInt32LE(at + 8);
		if (n % each === 0) {
			files.push(path.join(scratch, name + (n / each || "")));
			writeFileSync(files[files.length - 1], all.subarray(0, 24));
		}
		appendFileSync(files[files.length - 1], all.subarray(at, end));
		at = end;
	}
	return files;
}

let browser;

export async function launch() {
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
}

export const quit = () => browser.close();

// open opens a page. Its done fails when the page complained, asked for
// anything beside itself, or ran what a capture holds.
export async function open(file, {width = 1280, height = 900, scheme = "light"} = {}) {
	const context = await browser.newContext({viewport: {width, height}, colorScheme: scheme, reducedMotion: "reduce"});
	const page = await context.newPage();
	const wrong = [];
	const url = pathToFileURL(file).href;
	page.on("console", (m) => wrong.push(m.type() + ": " + m.text()));
	page.on("pageerror", (e) => wrong.push(e.stack));
	page.on("dialog", (d) => { wrong.push("dialog " + d.message()); d.dismiss(); });
	page.on("request", (r) => { if (r.url().split("#")[0] !== url) wrong.push("request " + r.url()); });
	await page.addInitScript(() => {
		window.longest = 0;
		new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.longest = Math.max(window.longest, e.duration); })).observe({type: "longtask", buffered: true});
	});
	await page.goto(url);
	page.done = async () => {
		assert.equal(await page.evaluate(() => window.hit), undefined);
		assert.deepEqual(wrong, []);
		await context.close();
	};
	return page;
}

// inked is how many pixels of each canvas have something on them.
export function inked(page) {
	return page.$$eval(".canvas canvas", (all) => all.map((c) => {
		const {data} = c.getContext("2d").getImageData(0, 0, c.width, c.height);
		let n = 0;
		for (let i = 3; i < data.length; i += 4) {
			n += data[i] > 0;
		}
		return n;
	}));
}

// drawn is what the canvases show, to compare.
export const drawn = (page) => page.$$eval(".canvas canvas", (all) => all.map((c) => c.toDataURL()));

// frames waits until what was asked for is drawn.
export const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
