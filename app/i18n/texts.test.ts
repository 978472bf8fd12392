import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { LANGS } from "./lang.ts";
import { NAMESPACES, type Namespace } from "./options.ts";
import { getT } from "./texts.server.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

type Texts = { [key: string]: string | Texts };

function readTexts(lang: string, ns: Namespace): Map<string, string> {
	const file = path.join(import.meta.dirname, lang, `${ns}.json`);
	const flat = new Map<string, string>();
	const walk = (texts: Texts, prefix: string) => {
		for (const [key, value] of Object.entries(texts)) {
			if (typeof value === "string") flat.set(prefix + key, value);
			else walk(value, `${prefix}${key}.`);
		}
	};
	walk(JSON.parse(fs.readFileSync(file, "utf8")) as Texts, "");
	return flat;
}

/** Japanese has one plural form and English two, so keys are compared without their ending. */
const stems = (texts: Map<string, string>) =>
	[...new Set([...texts.keys()].map((key) => key.replace(PLURAL, "")))].sort();
const placeholders = (text: string) =>
	[...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}|<\/?(\w+)\s*\/?>/g)]
		.map((m) => m[1] ?? `<${m[2]}>`)
		.filter((name) => name !== "count");
/** All values of a text's plural forms together. */
const valuesByStem = (texts: Map<string, string>) => {
	const values = new Map<string, string[]>();
	for (const [key, text] of texts) {
		const stem = key.replace(PLURAL, "");
		values.set(stem, [...(values.get(stem) ?? []), ...placeholders(text)]);
	}
	return values;
};
const unique = (names: string[]) => [...new Set(names)].sort();

/** Every string literal and the beginning of every template of our sources: that is how keys are named there. */
function readSources(): { literals: Set<string>; prefixes: string[] } {
	const literals = new Set<string>();
	const prefixes = new Set<string>();
	for (const folder of ["app", "emails"]) {
		const at = path.join(ROOT, folder);
		if (!fs.existsSync(at)) continue;
		for (const file of fs.readdirSync(at, { recursive: true, encoding: "utf8" })) {
			if (!/\.tsx?$/.test(file) || /\.test\.tsx?$|generated|i18n\/(?:ja|en)/.test(file)) continue;
			const source = fs.readFileSync(path.join(at, file), "utf8");
			for (const [, , text = ""] of source.matchAll(/(["'])((?:(?!\1)[^\\\n])*)\1/g))
				literals.add(text.split("?")[0] ?? text);
			for (const [, text = ""] of source.matchAll(/`([a-z][\w.:-]*)[`$?]/gi)) {
				literals.add(text);
				if (text.includes(".")) prefixes.add(text);
			}
		}
	}
	return { literals, prefixes: [...prefixes] };
}

const sources = readSources();
const isUsed = (ns: Namespace, key: string) => {
	const stem = key.replace(PLURAL, "");
	const names = [key, stem, `${ns}:${key}`, `${ns}:${stem}`];
	return (
		names.some((name) => sources.literals.has(name)) ||
		sources.prefixes.some((prefix) => names.some((name) => name.startsWith(prefix)))
	);
};

describe.each(NAMESPACES)("texts of %s", (ns) => {
	const ja = readTexts("ja", ns);
	const en = readTexts("en", ns);

	it("exist in both languages", () => {
		expect(stems(en)).toEqual(stems(ja));
	});

	it("carry the same values in both languages", () => {
		const [inJa, inEn] = [valuesByStem(ja), valuesByStem(en)];
		const wrong = stems(ja).filter(
			(stem) => unique(inJa.get(stem) ?? []).join() !== unique(inEn.get(stem) ?? []).join(),
		);
		expect(wrong).toEqual([]);
	});

	it("are not empty", () => {
		const empty = [...ja, ...en].filter(([, text]) => text.trim() === "").map(([key]) => key);
		expect(empty).toEqual([]);
	});

	it("are all used", () => {
		expect([...ja.keys()].filter((key) => !isUsed(ns, key))).toEqual([]);
	});
});

it("renders each language from its own instance, at the same time", () => {
	const [ja, en] = LANGS.map((lang) => getT(lang, "errors"));
	expect([ja?.("page.notFoundTitle"), en?.("page.notFoundTitle")]).toEqual([
		"ページが見つかりません",
		"Page not found",
	]);
	expect(en?.("page.errorId", { errorId: "<b>1</b>" })).toContain("<b>1</b>");
});
