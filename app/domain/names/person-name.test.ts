import { describe, expect, it } from "vitest";
import { addressee, donorName, personName } from "./person-name.ts";

describe("names as people read them", () => {
	it("keeps the family name first in Japanese characters, with a full-width space", () => {
		expect(personName({ familyName: "髙橋", givenName: "﨑子" }, "ja")).toBe("髙橋　﨑子");
		expect(personName({ familyName: "髙橋", givenName: "﨑子" }, "en")).toBe("髙橋　﨑子");
	});

	it("writes Latin names in the order of the language", () => {
		expect(personName({ familyName: "Takahashi", givenName: "Taro" }, "en")).toBe("Taro TAKAHASHI");
		expect(personName({ familyName: "Takahashi", givenName: "Taro" }, "ja")).toBe("Takahashi Taro");
		expect(personName({ familyName: "O’Neil", givenName: "Séan" }, "en")).toBe("Séan O’NEIL");
	});

	it("copes with one part only", () => {
		expect(personName({ familyName: "Suharto", givenName: "" }, "en")).toBe("Suharto");
		expect(personName({ familyName: null, givenName: null }, "ja")).toBe("");
	});

	it("names companies and speaks to them properly", () => {
		const company = { donorKind: "company", companyName: "株式会社泉", contactName: "渡邉 一郎" } as const;
		expect(donorName(company, "ja")).toBe("株式会社泉");
		expect(addressee(company, "ja")).toBe("株式会社泉　渡邉 一郎　様");
		expect(addressee({ ...company, contactName: null }, "ja")).toBe("株式会社泉　御中");
		expect(addressee(company, "en")).toBe("渡邉 一郎, 株式会社泉");
		expect(addressee({ donorKind: "individual", familyName: "髙橋", givenName: "﨑子" }, "ja")).toBe("髙橋　﨑子　様");
	});
});
