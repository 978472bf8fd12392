import { describe, expect, it } from "vitest";
import { bankLineSchema } from "./bank-line.schema.ts";
import { bankLineKey } from "./insert-bank-line.server.ts";

const INSTITUTION = "01990000-0000-7000-8000-000000000001";
const line = { institutionId: INSTITUTION, valueOn: "2026-05-28", amountYen: "13460", remitter: "ｽﾄﾗｲﾌﾟｼﾞﾔﾊﾟﾝ" };

function messagesOf(fields: Record<string, unknown>) {
	const parsed = bankLineSchema.safeParse({ ...line, ...fields });
	return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
}

describe("a line of the passbook", () => {
	it.each([
		["13,460", 13_460n],
		["１３，４６０円", 13_460n],
		["-5000", -5000n],
		["▲5,000", -5000n],
		["−５０００", -5000n],
		["¥-5000", -5000n],
	])("reads %s", (amountYen, expected) => {
		expect(bankLineSchema.parse({ ...line, amountYen })).toMatchObject({ amountYen: expected, ordinal: 1, note: "" });
	});

	it.each([
		[{ amountYen: "0" }, "amountYen fields.amount.zero"],
		[{ amountYen: "" }, "amountYen fields.amount.empty"],
		[{ amountYen: "10.5" }, "amountYen fields.amount.decimal"],
		[{ amountYen: "--5" }, "amountYen fields.amount.negative"],
		[{ amountYen: "٥٠٠" }, "amountYen fields.amount.notANumber"],
		[{ amountYen: "9".repeat(20) }, "amountYen fields.amount.tooLarge"],
		[{ valueOn: "2026-02-29" }, "valueOn fields.day"],
		[{ valueOn: "28/5/2026" }, "valueOn fields.day"],
		[{ valueOn: undefined }, "valueOn fields.required"],
		[{ valueOn: "0026-05-28" }, "valueOn fields.dayFrom?from=2000-01-01"],
		[{ institutionId: "kanazawa" }, "institutionId fields.choose"],
		[{ ordinal: "0" }, "ordinal fields.bankLine.ordinal"],
		[{ ordinal: "1.5" }, "ordinal fields.bankLine.ordinal"],
		[{ remitter: "あ".repeat(121) }, "remitter fields.tooLong?max=120"],
		[{ remitter: "a\u0000b" }, "remitter fields.controlCharacters"],
	])("refuses %o", (fields, message) => {
		expect(messagesOf(fields)).toEqual([message]);
	});

	it("is the same line however its remitter is spaced or wide, and another by its number", () => {
		const key = (fields: Partial<Parameters<typeof bankLineKey>[0]>) =>
			bankLineKey({
				institutionId: INSTITUTION,
				valueOn: "2026-05-28",
				amountYen: 1n,
				remitter: "STRIPE JAPAN",
				...fields,
			});
		expect(key({ remitter: "Ｓtripe　Japan " })).toBe(key({}));
		expect(key({ ordinal: 2 })).not.toBe(key({}));
		expect(key({ amountYen: -1n })).not.toBe(key({}));
		expect(key({ valueOn: "2026-05-29" })).not.toBe(key({}));
	});
});
