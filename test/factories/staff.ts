import { createStaff } from "~/domain/access/create-staff.server";
import { jobContext, publicContext } from "~/domain/access/ctx.server";
import type { Grant, Scope } from "~/domain/access/roles";
import { signIn } from "~/domain/access/sign-in.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { DONOR, type GiftFields, type TestWorld } from "./world";

export const PASSWORD = "a long phrase for tests";

/** A member of staff, signed in as the sign-in page does it. @returns the cookie of the session */
export async function signedIn(name: string, grants: Grant[]): Promise<string> {
	const email = `${name.toLowerCase().replace(/\W+/g, "-")}@staff.example`;
	// Grants are at least one for whoever an administrator adds; taking the last one away leaves none.
	const ctx = await jobContext("factory");
	await createStaff(ctx, { name, email, password: PASSWORD, grants });
	return signInAs(email);
}

export async function signInAs(email: string, password = PASSWORD): Promise<string> {
	const request = new Request("http://localhost:3000/auth/sign-in");
	const outcome = await signIn({ request, clientIp: `test ${email}` }, { email, password });
	if (outcome.kind !== "signed_in") throw new Error(`${email} could not sign in: ${outcome.kind}`);
	return cookieOf(outcome.cookies);
}

export function cookieOf(cookies: string[]): string {
	return cookies.map((cookie) => cookie.split(";", 1)[0]).join("; ");
}

export async function hubScope(slug: string): Promise<Scope> {
	const ctx = await jobContext("factory");
	return { kind: "hub", hubId: (await ctx.db.hub.findUniqueOrThrow({ where: { slug } })).id };
}

export async function institutionScope(slug: string): Promise<Scope> {
	const ctx = await jobContext("factory");
	return {
		kind: "institution",
		institutionId: (await ctx.db.institution.findUniqueOrThrow({ where: { slug } })).id,
	};
}

/** A received gift of ¥5,000 to another hub of another institution: IRCN at the University of Tokyo. */
export async function giveElsewhere(world: TestWorld, fields: GiftFields = {}): Promise<string> {
	const ctx = await jobContext("factory");
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "ircn" } });
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { slug: "u-tokyo" } });
	const fund = await openFund(ctx, {
		slug: "ircn-gen",
		hubId: hub.id,
		institutionId: institution.id,
		receiptIssuerId: institution.id,
		nameJa: "拠点全般",
		nameEn: "Where it is needed most",
		purposeJa: "活動全般に使います。",
		purposeEn: "For the work as a whole.",
		use: "running",
		taxTreatment: "designated",
		presetYen: [3000n],
	});
	const input = startGiftSchema({
		minYen: 500n,
		maxYen: 10_000_000n,
		offeredMethods: ["card"],
		offeredFrequencies: ["once"],
	}).parse({
		...DONOR,
		fundId: fund.id,
		amountYen: "5000",
		familyName: "本郷",
		givenName: "赤門",
		familyNameKana: "ホンゴウ",
		givenNameKana: "アカモン",
		email: "akamon@example.jp",
		...fields,
	});
	const visitor = await publicContext(new Request("http://localhost:3000/"), "ja");
	const gift = await startGift(visitor, { hubSlug: "ircn", fields: input, query: new URLSearchParams() });
	await world.pay(/cs_\w+/.exec(gift.checkoutUrl)?.[0] ?? "", "succeed");
	await world.settle();
	return gift.giftId;
}
