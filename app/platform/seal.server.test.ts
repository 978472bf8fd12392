import { describe, expect, it } from "vitest";
import { keyedHash, openSecret, sealSecret } from "./seal.server";

describe("sealSecret", () => {
	it("opens for its own purpose", () => {
		const sealed = sealSecret("sk_test_泉", "one");
		expect(sealed).not.toContain("sk_test");
		expect(openSecret(sealed, "one")).toBe("sk_test_泉");
	});

	it("is another text each time", () => {
		expect(sealSecret("same", "one")).not.toBe(sealSecret("same", "one"));
	});

	it.each([
		["another purpose", (sealed: string) => [sealed, "two"]],
		["a changed text", (sealed: string) => [`${sealed.slice(0, -2)}AA`, "one"]],
		["no sealed text", () => ["sk_test_plain", "one"]],
	])("refuses %s", (_name, change) => {
		const [sealed = "", purpose = ""] = change(sealSecret("secret", "one"));
		expect(() => openSecret(sealed, purpose)).toThrow();
	});
});

describe("keyedHash", () => {
	it("is the same for the same value and purpose only", () => {
		expect(keyedHash("a", "p")).toBe(keyedHash("a", "p"));
		expect(keyedHash("a", "p")).not.toBe(keyedHash("b", "p"));
		expect(keyedHash("a", "p")).not.toBe(keyedHash("a", "q"));
	});
});
