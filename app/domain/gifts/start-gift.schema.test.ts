import fc from "fast-check";
import { describe, expect, it } from "vitest";
import enErrors from "~/i18n/en/errors.json";
import jaErrors from "~/i18n/ja/errors.json";
import { parseForm } from "~/platform/http/form.server.ts";
import { PREFECTURES, readPrefecture } from "../addresses/prefectures.ts";
import { type StartGiftInput, type StartGiftLimits, startGiftSchema } from "./start-gift.schema.ts";

const limits: StartGiftLimits = {
	minYen: 500n,
	maxYen: 10_000_000n,
	offeredMethods: ["card", "konbini", "bank_transfer"],
	offeredFrequencies: ["once"],
};
const FUND = "0199a1b2-0000-7000-8000-000000000001";

const person = {
	fundId: FUND,
	amountYen: "１０，０００円",
	frequency: "once",
	donorKind: "individual",
	familyName: "髙橋",
	givenName: "﨑子",
	familyNameKana: "たかはし",
	givenNameKana: "ｻｷｺ",
	email: " Saki.Takahashi@Example.JP ",
	postalCode: "〒９２０−１１９２",
	prefecture: "石川県",
	city: "金沢市",
	addressLine: "角間町１−２−３",
	phone: "０７６−２６４−５１１１",
	displayName: "髙橋",
	message: "研究を\r\n応援します",
	reportConsent: "on",
	paymentMethod: "card",
};
const company = {
	...person,
	donorKind: "company",
	companyName: "㈱泉製作所",
	companyNameKana: "いずみせいさくしょ",
	corporateNumber: "５０１０００５００７３９８",
	contactName: "渡邉 一郎",
};

function form(values: Record<string, string>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(values)) data.append(name, value);
	return data;
}
/** As the route reads it. */
function read(data: FormData, with_: Partial<StartGiftLimits> = {}) {
	return parseForm(data, startGiftSchema({ ...limits, ...with_ }));
}
function errorsOf(
	values: Record<string, string>,
	with_: Partial<StartGiftLimits> = {},
): Record<string, string[] | null> {
	const parsed = read(form(values), with_);
	return parsed.ok ? {} : (parsed.submission.error ?? {});
}
function giftOf(values: Record<string, string>): StartGiftInput {
	const parsed = read(form(values));
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.submission.error));
	return parsed.value;
}
function textAt(texts: object, key: string): unknown {
	return key
		.replace(/\?.*/, "")
		.split(".")
		.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], texts);
}

describe("a person's gift", () => {
	it("is kept as typed, with codes and readings in one form", () => {
		expect(giftOf(person)).toEqual({
			fundId: FUND,
			amountYen: 10_000n,
			frequency: "once",
			donorKind: "individual",
			familyName: "髙橋",
			givenName: "﨑子",
			familyNameKana: "タカハシ",
			givenNameKana: "サキコ",
			companyName: "",
			department: "",
			companyNameKana: "",
			corporateNumber: null,
			contactName: "",
			email: "Saki.Takahashi@example.jp",
			postalCode: "920-1192",
			prefecture: "石川県",
			country: "JP",
			city: "金沢市",
			addressLine: "角間町１−２−３",
			phone: "076-264-5111",
			displayName: "髙橋",
			anonymous: false,
			message: "研究を\n応援します",
			reportConsent: true,
			appealConsent: false,
			paymentMethod: "card",
		});
	});

	it("needs a reading in Japan and none abroad", () => {
		const { familyNameKana: _, givenNameKana: __, ...noReading } = person;
		expect(Object.keys(errorsOf(noReading)).sort()).toEqual(["familyNameKana", "givenNameKana"]);
		const abroad = {
			...noReading,
			prefecture: "overseas",
			country: "fr",
			postalCode: "75005",
			city: "",
			givenName: "",
		};
		expect(giftOf(abroad)).toMatchObject({ country: "FR", prefecture: "overseas", postalCode: "75005" });
		expect(giftOf({ ...abroad, country: "", postalCode: "" }).country).toBe("ZZ");
	});

	it("does not take a country for an address in Japan", () => {
		expect(giftOf({ ...person, country: "US" }).country).toBe("JP");
	});

	it("forgets a display name when the donor stays anonymous", () => {
		expect(giftOf({ ...person, anonymous: "on" })).toMatchObject({ anonymous: true, displayName: "" });
	});

	it("tells every missing field at once", () => {
		const missing = ["addressLine", "amountYen", "city", "email", "familyName", "familyNameKana", "fundId"];
		missing.push("givenName", "givenNameKana", "paymentMethod", "postalCode", "prefecture");
		expect(Object.keys(errorsOf({})).sort()).toEqual(missing);
		const some = errorsOf({ ...person, amountYen: "", email: "x", city: "", paymentMethod: "cash" });
		expect(Object.keys(some).sort()).toEqual(["amountYen", "city", "email", "paymentMethod"]);
	});
});

describe("a company's gift", () => {
	it("has a company and a contact, and ignores what is left in a person's fields", () => {
		const value = giftOf({ ...company, familyNameKana: "???" });
		expect(value).toMatchObject({ companyName: "㈱泉製作所", companyNameKana: "イズミセイサクショ", familyName: "" });
		expect(value.corporateNumber).toBe("5010005007398");
	});

	it("needs no corporate number, but a right one when given", () => {
		expect(giftOf({ ...company, corporateNumber: "" }).corporateNumber).toBeNull();
		expect(errorsOf({ ...company, corporateNumber: "5010005007397" })).toEqual({
			corporateNumber: ["fields.corporateNumber.checkDigit"],
		});
		expect(errorsOf({ ...company, companyName: "", contactName: "" })).toEqual({
			companyName: ["fields.required"],
			contactName: ["fields.required"],
		});
	});
});

describe("single fields", () => {
	it.each([
		["amountYen", "499", "fields.amount.belowMin?min=500"],
		["amountYen", "10000001", "fields.amount.aboveMax?max=10000000"],
		["amountYen", "10,00", "fields.amount.notANumber"],
		["frequency", "monthly", "fields.frequency.notOffered"],
		["frequency", "daily", "fields.frequency.unknown"],
		["familyNameKana", "takahashi", "fields.kana.invalid"],
		["email", "a@b@c", "fields.email"],
		["email", "a@example.jp,b@example.jp", "fields.email"],
		["email", "Saki <a@example.jp>", "fields.email"],
		["email", "a@example.jp\r\nBcc: b@example.jp", "fields.controlCharacters"],
		["email", `${"a".repeat(250)}@example.jp`, "fields.tooLong?max=254"],
		["email", "a@localhost", "fields.email"],
		["postalCode", "920-119", "fields.postalCode.invalid"],
		["prefecture", "加賀", "fields.prefecture.unknown"],
		["phone", "なし", "fields.phone.invalid"],
		["phone", "110", "fields.phone.invalid"],
		["displayName", "あ".repeat(61), "fields.tooLong?max=60"],
		["displayName", "\u202eevil", "fields.controlCharacters"],
		["familyName", "a\u0000b", "fields.controlCharacters"],
		["message", "あ".repeat(501), "fields.tooLong?max=500"],
		["message", "a\u0007", "fields.controlCharacters"],
		["addressLine", "1\n2", "fields.controlCharacters"],
		["fundId", "1 OR 1=1", "fields.fund.unknown"],
	])("%s = %j is refused with %s", (field, value, key) => {
		expect(errorsOf({ ...person, [field]: value })[field]).toContain(key);
		expect(typeof textAt(jaErrors, key)).toBe("string");
		expect(typeof textAt(enErrors, key)).toBe("string");
	});

	it.each([
		["email", "ｓａｋｉ＠ｅｘａｍｐｌｅ．ｊｐ", "saki@example.jp"],
		["email", "old..phone.@docomo.ne.jp", "old..phone.@docomo.ne.jp"],
		["email", "saki@例え.jp", "saki@xn--r8jz45g.jp"],
		["postalCode", "9201192", "920-1192"],
		["prefecture", "Ishikawa", "石川県"],
		["prefecture", "北海道", "北海道"],
		["phone", "+81 76-264-5111", "+81 76-264-5111"],
		["message", "👩‍🔬".repeat(3), "👩‍🔬".repeat(3)],
		["familyName", "\ufa19山", "\ufa19山"],
	] as const)("%s = %j is read as %j", (field, value, read) => {
		expect(giftOf({ ...person, [field]: value })[field]).toBe(read);
	});

	it("takes konbini only where konbini takes the amount", () => {
		const konbini = { ...person, paymentMethod: "konbini" };
		expect(errorsOf({ ...konbini, amountYen: "300000" })).toEqual({});
		expect(errorsOf({ ...konbini, amountYen: "300001" }).paymentMethod).toEqual([
			"fields.paymentMethod.konbiniRange?min=120&max=300000",
		]);
		expect(errorsOf({ ...konbini, amountYen: "119" }, { minYen: 100n })).toHaveProperty("paymentMethod");
		expect(errorsOf(konbini, { offeredMethods: ["card"] }).paymentMethod?.[0]).toBe("fields.paymentMethod.notOffered");
	});

	it("takes a preset beside an empty other amount, and refuses two answers", () => {
		const data = form({ ...person, amountYen: "5000" });
		data.append("amountYen", "");
		expect(read(data)).toMatchObject({ ok: true, value: { amountYen: 5_000n } });
		data.append("amountYen", "12000");
		expect(read(data)).toMatchObject({ ok: false, submission: { error: { amountYen: ["fields.amount.notANumber"] } } });
	});

	it("reads all 47 prefectures in both languages", () => {
		expect(PREFECTURES).toHaveLength(47);
		for (const { value, en } of PREFECTURES) {
			expect(readPrefecture(value)).toBe(value);
			expect(readPrefecture(en)).toBe(value);
			expect(errorsOf({ ...person, prefecture: value })).toEqual({});
		}
	});
});

describe("any input", () => {
	const fieldNames = Object.keys(company);
	const text = fc.oneof(
		fc.string({ unit: "binary" }),
		fc.string({ unit: "grapheme" }),
		fc.constantFrom(...Object.values(company)),
	);

	it("of a form is a gift or errors with texts, never an exception", () => {
		const name = fc.oneof(fc.constantFrom(...fieldNames), fc.string(), fc.constantFrom("__proto__", "constructor"));
		fc.assert(
			fc.property(fc.array(fc.tuple(name, text), { maxLength: 40 }), (entries) => {
				const data = new FormData();
				for (const [field, value] of entries) data.append(field, value);
				const parsed = read(data);
				if (parsed.ok) return;
				for (const key of Object.values(parsed.submission.error ?? {}).flatMap((list) => list ?? [])) {
					expect(typeof textAt(jaErrors, key)).toBe("string");
					expect(typeof textAt(enErrors, key)).toBe("string");
				}
			}),
		);
	});

	it("put into one field of a good form spoils that form only by a named error", () => {
		fc.assert(
			fc.property(fc.constantFrom(...fieldNames), text, (field, value) => {
				const parsed = read(form({ ...company, [field]: value }));
				if (!parsed.ok) {
					expect(Object.keys(parsed.submission.error ?? {}).length).toBeGreaterThan(0);
					return;
				}
				expect(JSON.stringify({ ...parsed.value, amountYen: 0 })).not.toMatch(/\\u0000|\\r/);
				expect(parsed.value.email).not.toMatch(/[\s<>,;]/);
			}),
		);
	});

	it("of JSON is refused or read, never an exception", () => {
		const schema = startGiftSchema(limits);
		fc.assert(
			fc.property(fc.anything(), fc.dictionary(fc.constantFrom(...fieldNames), fc.anything()), (anything, record) => {
				schema.safeParse(anything);
				schema.safeParse({ ...company, ...record });
			}),
		);
		expect(schema.safeParse({ ...person, familyName: "a\ud800b" }).success).toBe(false);
		expect(schema.safeParse({ ...person, amountYen: 10_000, reportConsent: false }).success).toBe(true);
	});
});
