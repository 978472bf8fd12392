import { expect, test } from "vitest";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { institutionScope, signedIn } from "../factories/staff";
import { DONOR, freshWorld } from "../factories/world";

const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === `routes/${file}`) as TestRoute;

test("finance is asked before more than what is missing is booked", async () => {
	const form = {
		...(DONOR as Record<string, string>),
		fundId: world.fundId,
		amountYen: "3000000",
		purpose: "研究のため",
		declared: "on",
	};
	await ask(routeOf("public/apply.tsx"), { form, params: { lang: "ja", slug: "nanolsi" } });
	const { id: applicationId } = await world.database.prisma.application.findFirstOrThrow();
	const bank = { bankName: "北國銀行", bankAccountNumber: "0012345", bankAccountHolder: "ダイ)カナザワダイガク" };
	await world.database.prisma.givingPolicy.updateMany({ data: bank });
	const cookie = await signedIn("finance", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	const desk = (sent: Record<string, string>) =>
		ask(routeOf("console/application.tsx"), { cookie, params: { applicationId }, form: sent });
	expect((await desk({ intent: "review", note: "" })).status).toBe(303);
	expect((await desk({ intent: "accept", payBy: "2026-06-30", note: "" })).status).toBe(303);
	const money = { intent: "receive", valueOn: "2026-05-20", amountYen: "3,500,000", remitter: "ﾀｶﾊｼ", ordinal: "1" };
	const asked = await desk(money);
	expect([asked.status, said(asked)]).toEqual([409, expect.stringContaining("over=500000")]);
	expect((await desk({ ...money, overConfirmed: "on" })).location).toMatch(/done=over$/);
});
