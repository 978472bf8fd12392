import { beforeAll, describe, expect, test } from "vitest";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { jobContext } from "~/domain/access/ctx.server";
import { addCertificate } from "~/domain/receipts/change-certificates.server";
import { changeSeal, SEAL_MAX_BYTES } from "~/domain/receipts/change-seal.server";
import { fillReceiptBatch } from "~/domain/receipts/fill-receipt-batch.server";
import { makeReceipts, SMALL_PDF, squarePng } from "../factories/receipts";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const route = (file: string) => everyRoute().find((one) => one.file === `routes/${file}`) as TestRoute;
const NOBODYS = "0197aaaa-0000-7000-8000-000000000001";

let made: Awaited<ReturnType<typeof makeReceipts>>;
let finance = "";
let elsewhere = "";
let token = "";
let foreignToken = "";

beforeAll(async () => {
	const gift = await world.give({ email: "routes@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	made = await makeReceipts(world, gift.giftId);
	const scope = await institutionScope("kanazawa-u");
	const other = await institutionScope("u-tokyo");
	finance = await signedIn("finance", [{ role: "finance", scope }]);
	elsewhere = await signedIn("elsewhere", [{ role: "finance", scope: other }]);
	const ctx = await jobContext("test");
	const tokenOf = async (reach: typeof scope) =>
		(await createApiToken(ctx, { name: "t", role: "finance", scopes: [...API_SCOPES], reach })).token;
	token = await tokenOf(scope);
	foreignToken = await tokenOf(other);
});

const send = (file: string, form: Record<string, string>, cookie = finance, params: Record<string, string> = {}) =>
	ask(route(file), { cookie, form, params: { institution: "kanazawa-u", ...made, ...params } });
const errorsOf = (answer: { body: unknown }) => (answer.body as { errors: Record<string, string[]> }).errors;

describe("settings of an issuer", () => {
	const page = "console/settings-receipts.tsx";
	const settings = async (change: Record<string, string> = {}) => {
		const { body } = await ask(route(page), { cookie: finance, params: { institution: "kanazawa-u" } });
		const { values, revision } = body as { values: Record<string, string>; revision: string };
		return { intent: "issuer", ...values, startsOn: "2026-04-01", basedOn: revision, ...change };
	};

	test.each([
		[{ numberFormat: "{number" }, "numberFormat"],
		[{ numberFormat: "R{number:6}" }, "numberFormat"],
		[{ numberFormat: "あ".repeat(5000) }, "numberFormat"],
		[{ legalNameJa: "" }, "legalNameJa"],
		[{ legalNameEn: `A${"a".repeat(100)}` }, "legalNameEn"],
		[{ addressJa: "" }, "addressJa"],
		[{ representativeNameJa: "太郎\u202e" }, "representativeNameJa"],
		[{ startsOn: "" }, "startsOn"],
		[{ startsOn: "2026-02-30" }, "startsOn"],
		[{ datePolicy: "whenever" }, "datePolicy"],
		[{ rhythm: "" }, "rhythm"],
	])("what does not hold is refused beside its field (%#)", async (change, field) => {
		const answer = await send(page, await settings(change as Record<string, string>));
		expect(answer.status).toBe(400);
		expect(Object.keys(errorsOf(answer))).toContain(field);
	});

	test("saved once; an older page is told, another institution does not exist", async () => {
		const form = await settings({ contact: "基金室" });
		expect((await send(page, form)).status).toBe(303);
		expect((await send(page, { ...form, contact: "別の室" })).status).toBe(409);
		// The registers would begin again under the same format.
		const repeats = await send(page, await settings({ numberYear: "never" }));
		expect(errorsOf(repeats).numberFormat).toEqual(["fields.receipt.format.repeats"]);
		expect((await send(page, form, elsewhere)).status).toBe(404);
		expect((await send(page, { intent: "nonsense" })).status).toBe(400);
	});

	test("files are what they say they are", async () => {
		const ctx = await jobContext("test");
		const institution = "kanazawa-u";
		const seal = (png: Uint8Array) => changeSeal(ctx, { institution, png });
		await expect(seal(Buffer.from("GIF89a"))).rejects.toMatchObject({ code: "seal_no_png" });
		await expect(seal(squarePng().slice(0, 40))).rejects.toMatchObject({ code: "seal_no_png" });
		await expect(seal(Buffer.alloc(SEAL_MAX_BYTES + 1))).rejects.toMatchObject({ code: "seal_too_large" });
		const certificate = { kind: "tax_credit", number: "1", issuedBy: "文部科学大臣" } as const;
		const add = (validFrom: string, validTo: string, pdf: Uint8Array) =>
			addCertificate(ctx, { institution, certificate: { ...certificate, validFrom, validTo }, pdf });
		await expect(add("2026-04-01", "2027-03-31", squarePng())).rejects.toMatchObject({ code: "certificate_no_pdf" });
		await expect(add("2026-04-01", "2026-03-31", SMALL_PDF)).rejects.toMatchObject({ code: "certificate_invalid" });
		expect((await send(page, { intent: "remove-certificate", certificateId: NOBODYS })).status).toBe(404);
		expect((await send(page, { intent: "certificate", kind: "other", validFrom: "x" })).status).toBe(400);
		expect((await send(page, { intent: "seal" })).status).toBe(400);
	});
});

describe("one receipt", () => {
	const page = "console/receipt.tsx";

	test("copies, corrections and voids want a reason and the right to it", async () => {
		for (const intent of ["copy", "void", "replace", "nonsense"]) {
			expect((await send(page, { intent }, finance)).status, intent).toBe(400);
			expect((await send(page, { intent, reason: "x" }, elsewhere)).status, intent).toBe(404);
			expect((await send(page, { intent, reason: "x" }, finance, { receiptId: NOBODYS })).status).toBe(404);
			expect((await send(page, { intent, reason: "x" }, finance, { receiptId: "1; DROP" })).status).toBe(404);
		}
		const long = { intent: "replace", name: "あ", honorific: "person", addressLines: "1\n2\n3\n4", reason: "x" };
		expect(Object.keys(errorsOf(await send(page, long)))).toEqual(["addressLines"]);
		expect((await send(page, { intent: "copy", reason: "紛失" })).status).toBe(303);
		expect((await send(page, { intent: "void", reason: "誤り" })).status).toBe(303);
		expect((await send(page, { intent: "void", reason: "誤り" })).status).toBe(409);
		expect((await send(page, { intent: "copy", reason: "紛失" })).status).toBe(409);
		const again = await send(page, { ...long, addressLines: "石川県金沢市", name: "泉　花子" });
		expect(again.status).toBe(303);
		expect(again.location).toMatch(/^\/console\/receipts\/[0-9a-f-]{36}\?done=replaced$/);
	});

	test("a copy of another receipt, a file of nobody's", async () => {
		const copy = route("console/receipt-copy-file.ts");
		const asked = (params: Record<string, string>) => ask(copy, { cookie: finance, params: { ...made, ...params } });
		expect((await asked({})).headers.get("content-disposition")).toContain("filename*=UTF-8''%E5%AF%84");
		expect((await asked({ receiptId: NOBODYS })).status).toBe(404);
		expect((await asked({ copyId: "x" })).status).toBe(404);
	});

	test("posting wants receipts that are there", async () => {
		const paper = "console/receipts-paper.tsx";
		expect((await send(paper, {})).status).toBe(400);
		expect((await send(paper, { receipt: "x" })).status).toBe(404);
		expect((await send(paper, { receipt: made.receiptId }, elsewhere)).status).toBe(404);
		expect((await send(paper, { receipt: made.receiptId })).location).toBe("/console/receipts/paper?marked=0");
	});
});

describe("a year at once", () => {
	test("years that are not over, issuers of others, days that are gone", async () => {
		const list = "console/receipt-batches.tsx";
		const year = (taxYear: string, issuer = "kanazawa-u", who = finance) => send(list, { issuer, taxYear }, who);
		expect(errorsOf(await year("2026")).taxYear).toEqual(["receipts.yearNotOver"]);
		expect(errorsOf(await year("2025")).taxYear).toEqual(["receipts.batchOpen"]);
		for (const wrong of ["", "0000", "-1", "二〇二五", "99999999999"]) expect((await year(wrong)).status).toBe(400);
		expect((await year("2024", "u-tokyo")).status).toBe(400);
		expect((await year("2024", "kanazawa-u", elsewhere)).status).toBe(400);
		const page = "console/receipt-batch.tsx";
		await fillReceiptBatch(await jobContext("test"), made);
		for (const issueOn of ["", "yesterday", "2026-05-19", "2026-07-01", "2026-02-30"]) {
			expect(Object.keys(errorsOf(await send(page, { intent: "issue", issueOn })))).toEqual(["issueOn"]);
		}
		expect((await send(page, { intent: "withdraw" }, elsewhere)).status).toBe(404);
		expect((await send(page, { intent: "withdraw" }, finance, { batchId: NOBODYS })).status).toBe(404);
		expect((await send(page, { intent: "withdraw" })).status).toBe(303);
		expect((await send(page, { intent: "withdraw" })).status).toBe(409);
		expect((await send(page, { intent: "issue", issueOn: "2026-05-20" })).status).toBe(409);
	});
});

describe("API", () => {
	const get = (file: string, search = "", params: Record<string, string> = {}, bearer = token) =>
		ask(route(`api/v1/${file}`), { headers: { authorization: `Bearer ${bearer}` }, search, params });

	test("lists, finds by number, hands out the file; nothing of others", async () => {
		const { receiptId } = made;
		const one = (await get("receipt.ts", "", { receiptId })).body as { numberText: string; giftIds: string[] };
		expect(one).toMatchObject({
			id: receiptId,
			institution: "kanazawa-u",
			amountYen: 10_000,
			giftIds: [expect.any(String)],
		});
		expect(JSON.stringify(one)).not.toMatch(/髙橋|example\.jp/);
		const found = await get("receipts.ts", `?number=${encodeURIComponent(one.numberText)}&limit=1`);
		expect(found.body).toMatchObject({ data: [{ id: receiptId }], nextCursor: null });
		const file = await get("receipt-file.ts", "", { receiptId });
		expect(file.headers.get("content-type")).toBe("application/pdf");
		expect(String(file.body)).toMatch(/^%PDF-/);
		for (const answer of [
			await get("receipt.ts", "", { receiptId }, foreignToken),
			await get("receipt-file.ts", "", { receiptId }, foreignToken),
			await get("receipt.ts", "", { receiptId: NOBODYS }),
			await get("receipt-file.ts", "", { receiptId: "nonsense" }),
		]) {
			expect(answer.status).toBe(404);
		}
		expect((await get("receipts.ts", "", {}, foreignToken)).body).toEqual({ data: [], nextCursor: null });
		for (const search of ["?status=prepared", "?taxYear=x", "?limit=0", "?cursor=1", "?unknown=1", "?number="]) {
			expect((await get("receipts.ts", search)).status, search).toBe(400);
		}
	});
});
