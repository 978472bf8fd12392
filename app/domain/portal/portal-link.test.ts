import { expect, test } from "vitest";
import { maskedEmail, safePortalPath } from "./portal-link.ts";

test.each([
	[null, "/portal"],
	["/portal/gifts/1?x=2", "/portal/gifts/1?x=2"],
	["https://evil.example/portal", "/portal"],
	["//evil.example/portal", "/portal"],
	["/portals", "/portal"],
	["/portal/../console", "/portal"],
	["/portal/%2e%2e/console", "/portal"],
	["/portal/sign-out", "/portal"],
	["/portal/enter/abc", "/portal"],
	[`/portal/${"x".repeat(300)}`, "/portal"],
])("next %s leads to %s", (next, expected) => {
	expect(safePortalPath(next)).toBe(expected);
});

test("a masked address says whose it is to its owner only", () => {
	expect(maskedEmail("sakiko@example.jp")).toBe("s***@example.jp");
	expect(maskedEmail("")).toBe("***");
});
