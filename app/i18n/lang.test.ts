import { describe, expect, it } from "vitest";
import { langOfRequest, negotiateLang, pathInLang } from "./lang.ts";

const request = (path: string, headers: Record<string, string> = {}) =>
	new Request(`https://izumi.example${path}`, { headers });

describe("language of a request", () => {
	it("is the URL's, whatever the browser wishes", () => {
		const wish = { "accept-language": "ja", cookie: "izumi_lang=ja" };
		expect(langOfRequest(request("/en/hubs/nanolsi", wish))).toBe("en");
		expect(langOfRequest(request("/english", { "accept-language": "en" }))).toBe("en");
	});

	it("is the person's own choice before the browser's", () => {
		expect(langOfRequest(request("/console", { "accept-language": "ja", cookie: "a=b; izumi_lang=en" }))).toBe("en");
		expect(langOfRequest(request("/console", { "accept-language": "en", cookie: "izumi_lang=xx" }))).toBe("en");
	});

	it.each([
		[null, "ja"],
		["", "ja"],
		["fr-FR, de;q=0.9", "ja"],
		["en-GB,en;q=0.9,ja;q=0.8", "en"],
		["fr, ja;q=0.8, en;q=0.9", "en"],
		["en;q=0, ja;q=0.1", "ja"],
		["en;q=abc", "ja"],
	])("from %j picks %s", (header, lang) => expect(negotiateLang(header)).toBe(lang));
});

it("keeps the page when the language changes", () => {
	expect(pathInLang("/ja/hubs/nanolsi", "en")).toBe("/en/hubs/nanolsi");
	expect(pathInLang("/ja", "en")).toBe("/en");
	expect(pathInLang("/console/gifts", "en")).toBe("/console/gifts");
});
