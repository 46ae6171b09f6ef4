// Pages of much, of several captures, of hostile names, and of nothing.
import assert from "node:assert/strict";
import {copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {captures, generate, inked, launch, open, quit, rotated, scratch, settled, write} from "./open.mjs";

before(launch);
after(quit);

// Much more than it takes, and much less than a reader would notice as a
// freeze on a machine that does nothing else.
const longestTask = 3000; // ms

test("100,000 RPCs do not freeze the page", async () => {
	const file = write("big", generate("small-rpcs", "48MiB"));
	assert.ok(statSync(file).size < 8 << 20, `${statSync(file).size} bytes`);
	const page = await open(file);
	const calls = Number(/([\d,]+) Calls/.exec(await page.locator(".connection .tags").textContent())[1].replaceAll(",", ""));
	assert.ok(calls > 100000, `${calls} Calls`);
	await page.locator(".plots").scrollIntoViewIfNeeded();
	await page.waitForFunction(() => document.querySelectorAll(".canvas canvas").length === 2);
	const points = () => page.$$eval(".canvas", (all) => all.map((c) => Number(c.dataset.drawn)));
	for (const n of await points()) {
		assert.ok(n > 1000 && n <= 4000, `${n} points`);
	}
	await page.locator(".plots").focus();
	for (let i = 0; i < 12; i++) {
		await page.keyboard.press("+");
		await settled(page);
		(await points()).forEach((n) => assert.ok(n > 0 && n <= 4000, `${n} points`));
	}
	// That close every point there is has been drawn.
	assert.ok((await points())[0] < 1000);
	(await inked(page)).forEach((n) => assert.ok(n > 1000, `${n} pixels`));
	await page.getByRole("link", {name: "Coverage"}).click();
	const longest = await page.evaluate(() => window.longest);
	assert.ok(longest < longestTask, `a task took ${longest} ms`);
	await page.done();
});

test("long lists come in pages", async () => {
	const page = await open(write("long", path.join(captures, "evil-oversize.pcap.zst")));
	assert.equal(await page.locator(".connection").count(), 50);
	assert.equal(await page.locator(".finding").count(), 50);
	await page.locator("#connections .more").click();
	assert.equal(await page.locator(".connection").count(), 100);
	assert.ok(await page.locator(".connection summary").nth(50).evaluate((n) => n === document.activeElement));
	assert.ok(await page.evaluate(() => window.longest) < longestTask);
	await page.done();
});

test("several captures share a page", async () => {
	const names = ["story-reconnect-flood.pcap", "abuse-rnr.pcap", "v41-recall-mtu1500.pcap"];
	const page = await open(write("several", ...names.map((n) => path.join(captures, n))));
	assert.equal(await page.title(), "3 captures – rpcrdma-lint");
	assert.equal(await page.locator("#summary tbody tr").count(), 3);
	const all = await page.locator(".finding").count();
	await page.locator(".filter").first().getByLabel("Capture").selectOption("1");
	const some = await page.locator(".finding").count();
	assert.ok(some > 0 && some < all, `${some} of ${all}`);
	assert.equal(await page.locator(".finding .path", {hasText: "abuse-rnr"}).count(), some);
	const violated = page.locator("#coverage .state-violated");
	const inAll = await violated.count();
	await page.locator("#coverage").getByLabel("Capture").selectOption("2");
	assert.ok(await violated.count() < inAll);
	await page.done();
});

test("a frame of a joined trace is told by its file, and findings lead to their arrows", async () => {
	const files = rotated("x.pcap", path.join(captures, "story-reconnect-flood.pcap"), 100);
	assert.equal(files.length, 9);
	const page = await open(write("joined", "--join", ...files));
	assert.match(await page.locator("#summary").textContent(), /x\.pcap is one trace of 9 files, up to x\.pcap8/);
	assert.match(await page.locator(".verdict").textContent(), /error at frame 99 of x\.pcap4.*open: x\.pcap4: frame\.number in \{95, 98, 99\}/s);
	const finding = page.locator(".finding", {hasText: "recv/rnr-client"}).first();
	assert.match(await finding.locator(".tags").textContent(), /frame 38 of x\.pcap5$/);
	await finding.locator("summary").first().click();
	assert.deepEqual(await finding.locator(".evidence .frame").allTextContents(), ["1", "37", "38", "39"]);
	assert.deepEqual(await finding.locator(".evidence .file").allTextContents(), ["x.pcap5"]);
	assert.match(await finding.locator(".tshark").textContent(), /^x\.pcap5: frame\.number in \{1, 37, 38, 39\}/);
	assert.deepEqual(await finding.locator(".ladder .file").allTextContents(), ["x.pcap4", "x.pcap5"]);
	const proves = finding.locator(".ladder .proves");
	assert.deepEqual(await proves.locator(".frame").allTextContents(), ["Frame 1", "Frame 37", "Frame 38", "Frame 39"]);
	assert.match(await proves.nth(2).textContent(), /RNR NAK by the client: refuses the Send of frame 37 of x\.pcap5/);
	await finding.getByRole("button", {name: "Show on the plot of connection 2"}).click();
	const connection = page.locator(".connection").nth(1);
	assert.match(await connection.locator(".tags").textContent(), /frames x\.pcap4:95–x\.pcap5:40/);
	assert.deepEqual(await connection.locator(".story .file").allTextContents(), ["x.pcap4", "x.pcap5"]);
	assert.match(await connection.locator(".facts").first().textContent(), /frame 19 of x\.pcap5.*frames x\.pcap5:1 to x\.pcap5:37/s);
	await connection.locator(".plots details summary").click();
	assert.match(await connection.locator(".marks").textContent(), /x\.pcap4:99.*x\.pcap5:38/s);
	await page.locator("#text").fill("x.pcap5:38");
	assert.ok(await page.locator(".finding").count() > 0);
	assert.ok(!/\b(frame|frames) [345]\d\d\b/.test(await page.locator("main").textContent()));
	await page.done();
});

test("a hostile name stays a name", async () => {
	mkdirSync(path.join(scratch, "a<"));
	const name = path.join(scratch, "a<", "script><img src=x onerror=window.hit=1><svg onload=window.hit=2>'\"`${1}&amp;\u2028.pcap");
	copyFileSync(path.join(captures, "abuse-rnr.pcap"), name);
	const file = write("hostile", name, name);
	const html = readFileSync(file, "utf8");
	assert.ok(!html.includes("<img") && !html.includes("onerror=window.hit=1>"));
	const page = await open(file);
	await page.$$eval("details", (all) => all.forEach((d) => { d.open = true; }));
	await settled(page);
	assert.equal(await page.locator("img, svg[onload]").count(), 0);
	assert.ok((await page.locator("#summary .path").first().textContent()).endsWith(path.basename(name)));
	await page.done();
});

test("a capture that is cut, or none at all, is told of", async () => {
	const whole = readFileSync(path.join(captures, "abuse-rnr.pcap"));
	const cut = path.join(scratch, "cut.pcap");
	const empty = path.join(scratch, "empty.pcap");
	writeFileSync(cut, whole.subarray(0, 9000));
	writeFileSync(empty, "");
	const page = await open(write("cut", cut, empty, path.join(scratch, "missing.pcap")));
	const told = await page.locator(".trouble").allTextContents();
	assert.equal(told.length, 3);
	assert.match(told[0], /Not read to its end: damaged at byte \d+/);
	assert.match(told[1], /Not read/);
	assert.match(told[2], /Not read: no such file/);
	await page.done();
	const nothing = await open(write("nothing", empty));
	assert.match(await nothing.locator("#connections").textContent(), /No RPC-over-RDMA connection/);
	assert.match(await nothing.locator("#findings").textContent(), /No rule was broken as far as/);
	await nothing.done();
});
