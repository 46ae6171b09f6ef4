// The page of a fleet: 100,000 traces, what leads from one table to another,
// time, keyboard, phone and paper.
import assert from "node:assert/strict";
import {copyFileSync, mkdirSync, readFileSync, statSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {captures, drawn, fleet, inked, launch, open, quit, scratch, settled} from "./open.mjs";

const names = ["v41-recall-mtu1500.pcap", "story-reconnect-flood.pcap", "abuse-rnr.pcap", "abuse-header.pcap", "INDEX.md", "none.pcap"].map((n) => path.join(captures, n));
const longestTask = 3000; // ms, as with the page of captures
const mostNodes = 12000;

let big;
let small;

before(async () => {
	await launch();
	big = fleet("fleet", 100000, ...names);
	small = fleet("small", 400, ...names);
});
after(quit);

const nodes = (page) => page.evaluate(() => document.querySelectorAll("*").length);
const told = (page, section) => page.locator(`#${section} .pages output`).textContent();
const found = (page, section) => page.locator(`#${section} .filter output`).textContent();
const count = (text) => Number(/([\d,]+)/.exec(text)[1].replaceAll(",", ""));
const column = (page, section, name) => page.locator(`#${section} tbody [data-name="${name}"]`).allTextContents();

test("100,000 traces do not freeze the page", async () => {
	assert.ok(statSync(big).size < 16 << 20, `${statSync(big).size} bytes`);
	const page = await open(big);
	assert.equal(await page.title(), "100,000 traces – rpcrdma-lint");
	assert.equal(await told(page, "traces"), "1–50 of 100,000 traces");
	const few = async () => { const n = await nodes(page); assert.ok(n < mostNodes, `${n} elements`); };
	await few();
	await page.locator("#traces").getByLabel("Last page").click();
	assert.equal(await told(page, "traces"), "99,951–100,000 of 100,000 traces");
	await page.locator("#traces").getByRole("button", {name: "errors"}).click();
	const errors = (await column(page, "traces", "errors")).map(count);
	assert.ok(errors[0] > 0 && errors.every((n, i) => i === 0 || n <= errors[i - 1]), String(errors));
	await page.locator("#trace-text").fill("host07 story");
	const some = count(await found(page, "traces"));
	assert.ok(some > 10 && some < 1000, `${some} traces`);
	for (const p of await page.locator("#traces tbody .path").allTextContents()) {
		assert.match(p, /host07\/.*story/);
	}
	await page.locator("#traces").getByLabel("Rule").selectOption("recv/rnr-client");
	assert.equal(count(await found(page, "traces")), some);
	await page.locator("#traces").getByRole("combobox", {name: "Traces"}).selectOption("unread");
	assert.equal(count(await found(page, "traces")), 0);
	await page.locator("#traces").getByRole("button", {name: "Clear"}).click();
	await page.waitForFunction(() => document.querySelector("#traces .filter output").textContent === "100,000 traces");
	await few();
	const longest = await page.evaluate(() => window.longest);
	assert.ok(longest < longestTask, `a task took ${longest} ms`);
	await page.done();
});

test("the findings can be sorted and narrowed by all that the filter offers", async () => {
	const page = await open(small);
	const section = page.locator("#findings");
	const all = count(await found(page, "findings"));
	const rows = async () => count(await found(page, "findings"));
	assert.equal((await column(page, "findings", "severity"))[0], "error");
	await section.getByLabel(/^error/).uncheck();
	assert.ok(await rows() < all);
	assert.deepEqual([...new Set(await column(page, "findings", "severity"))].filter((s) => s === "error"), []);
	await section.getByRole("button", {name: "Clear"}).click();
	await section.getByLabel("Rule").selectOption("recv/rnr-client");
	assert.ok((await page.locator("#findings tbody code").allTextContents()).every((t) => t === "recv/rnr-client"));
	const host = (await column(page, "findings", "client"))[0];
	await section.getByRole("combobox", {name: "Host"}).selectOption(host);
	assert.ok((await column(page, "findings", "client")).every((c) => c === host));
	await section.getByRole("combobox", {name: "Side"}).selectOption("client");
	assert.ok(await rows() > 0);
	await section.getByRole("button", {name: "Clear"}).click();
	await page.waitForFunction((n) => document.querySelector("#findings .filter output").textContent.startsWith(n + " rows"), all);
	await page.locator("#text").fill("no receive " + host);
	assert.ok(await rows() > 0 && await rows() < all);
	await page.locator("#text").fill("");
	for (const name of ["rule", "client", "findings", "traces", "first", "last"]) {
		await section.getByRole("button", {name, exact: true}).click();
		const head = section.locator(`th[data-name="${name}"]`).first();
		const down = await head.getAttribute("aria-sort");
		const first = (await column(page, "findings", name))[0];
		await section.getByRole("button", {name, exact: true}).click();
		assert.notEqual(await head.getAttribute("aria-sort"), down);
		assert.notEqual((await column(page, "findings", name))[0], first, name);
	}
	await page.done();
});

test("a row unfolds to an example and the rule, and leads to its traces and back", async () => {
	const page = await open(small);
	await page.locator("#findings").getByLabel("Rule").selectOption("recv/rnr-client");
	const traces = count((await column(page, "findings", "traces"))[0]);
	await page.locator("#findings .unfold").first().click();
	const inside = page.locator("#findings .inside-row");
	assert.match(await inside.textContent(), /Example.*no Receive was available.*, frame \d+.*What the standard says.*MUST.*Receives.*RFC 8166 §3\.3\.1/s);
	assert.match(await inside.locator(".tshark code").textContent(), /^frame\.number in \{[\d, ]+\}$/);
	await inside.getByText("About the rule").click();
	assert.match(await inside.locator(".prose").textContent(), /Why it matters/);
	await inside.getByRole("button", {name: /^Show the/}).click();
	assert.equal(count(await found(page, "traces")), traces);
	assert.match(await page.locator("#traces .chip").textContent(), /^recv\/rnr-client, 10\.1\.0\.\d+ and 10\.2\.0\.\d/);
	await page.locator("#traces .unfold").first().click();
	const wrong = page.locator("#traces .inside-row .wrong");
	await wrong.locator("button", {hasText: "recv/rnr-client"}).click();
	assert.equal(await page.locator("#findings").getByLabel("Rule").inputValue(), "recv/rnr-client");
	await page.locator("#traces .chip").click();
	assert.equal(await found(page, "traces"), "400 traces");
	const host = page.locator("#hosts td button").first();
	await host.scrollIntoViewIfNeeded();
	await settled(page); // what comes into view is drawn then, and may move the button under a click
	await host.click();
	assert.match(await page.locator("#findings").getByRole("combobox", {name: "Host"}).inputValue(), /^10\.1\.0\./);
	await page.locator("#summary").getByRole("button", {name: "List them"}).first().click();
	assert.equal(await page.locator("#traces tbody tr").count(), Math.min(count(await found(page, "traces")), 50));
	assert.ok((await column(page, "traces", "read")).every((t) => t === "in part"));
	await page.locator("#coverage button.rule").first().click();
	assert.notEqual(await page.locator("#findings").getByLabel("Rule").inputValue(), "");
	await page.done();
});

test("the matrix has the rows that are left, and narrows them", async () => {
	const page = await open(small);
	const cells = page.locator(".matrix .cell");
	assert.equal(await cells.count(), 0);
	await page.getByText("As a matrix of rules and hosts").click();
	await cells.first().waitFor();
	assert.equal(await page.locator(".matrix thead th").count(), 41);
	const rules = await page.locator(".matrix tbody tr").count();
	await page.locator("#findings").getByLabel(/^error/).uncheck();
	assert.ok(await page.locator(".matrix tbody tr").count() < rules);
	const [, rule, client, server, findings] = /^(\S+), (\S+) and (\S+): (\d+) finding/.exec(await cells.first().getAttribute("aria-label"));
	await cells.first().click();
	assert.equal(await found(page, "findings").then(count), 1);
	assert.deepEqual([await column(page, "findings", "client"), await column(page, "findings", "server"), await column(page, "findings", "findings")], [[client], [server], [findings]]);
	assert.equal(await page.locator("#findings tbody .named code").textContent(), rule);
	await page.done();
});

test("time is drawn when it is seen, zooms, and leads to the traces", async () => {
	const page = await open(big);
	await page.locator("#timeline").scrollIntoViewIfNeeded();
	await page.waitForFunction(() => document.querySelectorAll("#timeline canvas").length === 2);
	await settled(page);
	(await inked(page)).forEach((n) => assert.ok(n > 2000, `${n} pixels`));
	const range = () => page.locator("#timeline .range").textContent();
	const [whole, all] = [await range(), await drawn(page)];
	await page.locator("#timeline .plots").focus();
	await page.keyboard.press("+");
	await page.keyboard.press("+");
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	await settled(page);
	assert.notEqual(await range(), whole);
	(await drawn(page)).forEach((now, i) => assert.notEqual(now, all[i], `plot ${i}`));
	await page.getByRole("button", {name: "List the traces of this time"}).click();
	const some = count(await found(page, "traces"));
	assert.ok(some < 100000, `${some} traces`);
	await page.locator("#timeline .plots").focus();
	await page.keyboard.press("0");
	await page.mouse.move(0, 0);
	await settled(page);
	assert.equal(await range(), whole);
	assert.deepEqual(await drawn(page), all);
	await page.done();
});

test("the fleet's page can be used with the keyboard", async () => {
	const page = await open(small);
	const focused = () => page.evaluate(() => ({
		name: document.activeElement.id || document.activeElement.textContent.slice(0, 40) || document.activeElement.ariaLabel,
		tag: document.activeElement.tagName, outline: getComputedStyle(document.activeElement).outlineStyle,
	}));
	await page.keyboard.press("Tab");
	assert.equal((await focused()).name, "Skip to the findings");
	await page.keyboard.press("/");
	assert.equal((await focused()).name, "text");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Tab"); // the region of the table, that scrolls
	await page.keyboard.press("Tab");
	assert.equal((await focused()).name, "rule");
	await page.keyboard.press("Enter");
	assert.equal(await page.locator('#findings th[data-name="rule"]').first().getAttribute("aria-sort"), "ascending");
	for (let i = 0; i < 9; i++) {
		await page.keyboard.press("Tab");
		assert.notEqual((await focused()).outline, "none", (await focused()).name);
	}
	assert.equal((await focused()).name, "Details");
	await page.keyboard.press("Enter");
	assert.equal(await page.locator("#findings .inside-row").count(), 1);
	await page.done();
});

test("the fleet's page fits a phone and a laptop, in either theme", async () => {
	for (const width of [360, 390, 1440]) {
		const page = await open(small, {width, scheme: width === 390 ? "dark" : "light"});
		for (const section of ["findings", "hosts", "traces"]) {
			await page.locator(`#${section} .unfold`).first().click();
		}
		await page.$$eval("details", (all) => all.forEach((d) => { d.open = true; }));
		await settled(page);
		assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, `at ${width}`);
		for (const [needs, has] of await page.$$eval(".figure b", (all) => all.map((b) => [b.scrollWidth, b.clientWidth]))) {
			assert.ok(needs <= has, `a number of the summary needs ${needs} of ${has} pixels at ${width}`);
		}
		await page.done();
	}
});

test("paper has the plots, and no buttons of tables", async () => {
	const page = await open(small, {scheme: "dark"});
	await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
	await settled(page);
	const pixels = await inked(page);
	assert.ok(pixels.length === 2 && pixels.every((n) => n > 500), String(pixels));
	await page.emulateMedia({media: "print"});
	assert.equal(await page.locator("nav, .filter, .controls, .pages button, .unfold").evaluateAll((all) => all.filter((n) => n.checkVisibility()).length), 0);
	assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
	await page.emulateMedia({media: "screen"});
	await page.evaluate(() => dispatchEvent(new Event("afterprint")));
	assert.ok((await page.pdf()).length > 50000);
	await page.done();
});

test("a trace with a hostile name stays a trace", async () => {
	mkdirSync(path.join(scratch, "f"));
	const name = path.join(scratch, "f", "<img src=x onerror=window.hit=1><svg onload=window.hit=2>'\"`${1}&amp;\u2028.pcap");
	copyFileSync(path.join(captures, "abuse-rnr.pcap"), name);
	const file = fleet("hostile-fleet", 20, name);
	assert.ok(!readFileSync(file, "utf8").includes("<img"));
	const page = await open(file);
	await page.locator("#traces .unfold").first().click();
	await page.locator("#findings .unfold").first().click();
	await settled(page);
	assert.equal(await page.locator("img, svg[onload]").count(), 0);
	assert.ok((await page.locator("#traces .path").first().textContent()).endsWith(path.basename(name)));
	await page.done();
});

test("a fleet of nothing is told of", async () => {
	const page = await open(fleet("nothing-fleet", 3, path.join(captures, "none.pcap")));
	assert.match(await page.locator("#summary .trouble").textContent(), /3 traces were not read to their end.*no such file/s);
	assert.match(await page.locator("#findings").textContent(), /No rule was broken as far as/);
	assert.match(await page.locator("#timeline").textContent(), /No trace has a time/);
	await page.done();
});
