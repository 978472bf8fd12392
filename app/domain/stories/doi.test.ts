import { expect, test } from "vitest";
import { doiUrl, readDoi, readSourceUrl } from "./doi";

test.each([
	["10.1038/s41586-020-2649-2", "10.1038/s41586-020-2649-2"],
	["https://doi.org/10.1038/s41586-020-2649-2", "10.1038/s41586-020-2649-2"],
	["http://dx.doi.org/10.1002/(SICI)1099-0690(199811)2:1", "10.1002/(SICI)1099-0690(199811)2:1"],
	["doi.org/10.1000/182?utm_source=x", "10.1000/182"],
	["https://doi.org/10.1000%2F182", "10.1000/182"],
	["doi:10.1103/PhysRevLett.116.061102.", "10.1103/PhysRevLett.116.061102"],
	["ＤＯＩ：１０.１０３８/ｎａｔｕｒｅ１", "10.1038/nature1"],
	["  10.1093/pasj/psab001), ", "10.1093/pasj/psab001"],
])("reads %s", (text, doi) => {
	expect(readDoi(text)).toBe(doi);
});

test.each([
	"",
	"10.1038",
	"11.1038/x",
	"10.10/x",
	"https://example.org/10.1038/x",
	"javascript:10.1038/x",
	'10.1038/"><script>',
	"10.1038/あ",
	"10.1038/a b",
])("refuses %s", (text) => {
	expect(readDoi(text)).toBeNull();
});

test("leads to the resolver and nowhere else", () => {
	expect(doiUrl("10.1002/(SICI)1099-0690(199811)2:1")).toBe("https://doi.org/10.1002/(SICI)1099-0690(199811)2%3A1");
	expect(doiUrl("10.1000/a#b?c")).toBe("https://doi.org/10.1000/a%23b%3Fc");
});

test("another source is a page of the web", () => {
	expect(readSourceUrl("https://arxiv.org/abs/2101.00001")).toBe("https://arxiv.org/abs/2101.00001");
	for (const bad of [
		"javascript:alert(1)",
		"https://a:b@example.jp/",
		"ftp://example.jp/",
		"https://localhost/",
		"x",
	]) {
		expect(readSourceUrl(bad)).toBeNull();
	}
});
