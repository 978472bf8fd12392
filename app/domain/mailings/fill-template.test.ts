import fc from "fast-check";
import { expect, test } from "vitest";
import { prepareFill } from "./fill-template";

test("values stand where their names stood, in HTML as text", () => {
	const fill = prepareFill('<a href="%%url%%">%%name%% 様</a> %%name%%', "html");
	expect(fill({ url: "https://x.example/?a=1&b=2", name: '<b>"泉"</b>', unused: "x" })).toBe(
		'<a href="https://x.example/?a=1&amp;b=2">&lt;b&gt;&quot;泉&quot;&lt;/b&gt; 様</a> &lt;b&gt;&quot;泉&quot;&lt;/b&gt;',
	);
	expect(prepareFill("%%NAME%%: 100%% %% %%", "text")({ name: "<泉>" })).toBe("<泉>: 100%% %% %%");
});

test("a value that looks like a placeholder stays what it is", () => {
	expect(prepareFill("%%a%%%%b%%", "text")({ a: "%%b%%", b: "%%a%%" })).toBe("%%b%%%%a%%");
});

test("what nobody gave is an error, not a hole in a mail", () => {
	expect(() => prepareFill("%%own%%", "text")({ other: "1" })).toThrow("%%own%%");
	expect(() => prepareFill("%%toString%%", "text")({})).toThrow("%%tostring%%");
});

test("no value of any kind can become markup", () => {
	const fill = prepareFill("<p title='%%v%%'>%%v%%</p>", "html");
	fc.assert(
		fc.property(fc.string(), (v) => {
			expect(fill({ v }).slice(10, -4)).not.toMatch(/[<"]|'(?!>)/);
		}),
		{ numRuns: 40 },
	);
});
