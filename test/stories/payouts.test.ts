import { beforeAll, expect, test } from "vitest";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import { bankLineSchema } from "~/domain/bank-lines/bank-line.schema";
import { listBankLines } from "~/domain/bank-lines/list-bank-lines.server";
import { recordBankLine } from "~/domain/bank-lines/record-bank-line.server";
import { tieBankLine, untieBankLine } from "~/domain/bank-lines/tie-bank-line.server";
import { syncStripeObject } from "~/domain/payments/sync-stripe-object.server";
import { applyPayoutTruth } from "~/domain/payouts/apply-payout-truth.server";
import { getPayout } from "~/domain/payouts/get-payout.server";
import { listPayouts } from "~/domain/payouts/list-payouts.server";
import { markArrivedPayouts } from "~/domain/payouts/mark-arrived-payouts.server";
import { PLATFORM_ACCOUNT } from "~/domain/stripe-accounts/stripe-account.server";
import { currentTime } from "~/platform/clock";
import { getStripe } from "~/platform/stripe/stripe.server";
import { giveElsewhere, institutionScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const DAY = 86_400;

let ctx: Ctx;

beforeAll(async () => {
	ctx = await jobContext("test");
});

const now = (): Ctx => ({ ...ctx, now: currentTime() });

async function control(path: string, body: object) {
	const answer = await fetch(`${world.sandboxUrl}/_sandbox/${path}`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

async function paid(email: string, amountYen = "10000") {
	const gift = await world.give({ email, amountYen });
	await world.pay(gift.sessionId, "succeed");
	return gift;
}

const payoutOf = (stripePayoutId: string) =>
	world.database.prisma.payout.findFirstOrThrow({
		where: { stripePayoutId },
		include: { shares: { include: { institution: true } }, payments: true, bankLine: true },
	});
const newest = async () => (await getStripe().payouts.list({ limit: 1 })).data[0]?.id ?? "";
const day = (value: Date | null | undefined) => value?.toISOString().slice(0, 10) ?? null;
const arrivedOn = async (giftId: string) => day((await world.gift(giftId)).arrivedOn);

/** What the ledger has of a payout, as a bookkeeper reads it. */
async function ledgerOf(payoutId: string) {
	const entries = await world.database.prisma.ledgerEntry.findMany({
		where: { transaction: { causeType: "payout", causeId: payoutId } },
		orderBy: { id: "asc" },
		include: { institution: true },
	});
	return entries.map(
		({ kind, account, amountYen, occurredOn, fiscalYear, institution }) =>
			`${kind} ${account} ${amountYen} ${institution.slug} ${day(occurredOn)} FY${fiscalYear}`,
	);
}

const line = (institutionId: string, fields: Record<string, string>) =>
	bankLineSchema.parse({ institutionId, remitter: "STRIPE JAPAN", ...fields });

test("two gifts and a refund in one payout; five business days later it has arrived, once", async () => {
	await control("payouts", { interval: "daily" });
	const one = await paid("one@example.jp");
	const two = await paid("two@example.jp", "5000");
	await world.settle();
	await world.refund(two.giftId, 1000);
	await world.advance(7 * DAY);
	await world.settle();
	const payout = await payoutOf(await newest());
	// ¥9,640 and ¥4,820 less the refund.
	expect(payout).toMatchObject({ amountYen: 13_460n, status: "expected", split: "grouped", unattributedYen: 0n });
	expect(payout.payments).toHaveLength(2);
	expect(await ledgerOf(payout.id)).toEqual([
		"payout_sent payout_in_transit 13460 kanazawa-u 2026-05-26 FY2026",
		"payout_sent stripe_balance -13460 kanazawa-u 2026-05-26 FY2026",
	]);
	await world.advanceTo("2026-05-29T03:00:00Z");
	await world.settle();
	expect(await payoutOf(payout.stripePayoutId)).toMatchObject({ status: "paid" });
	expect(await markArrivedPayouts(now())).toBe(0);
	await world.advanceTo("2026-06-04T03:00:00Z");
	expect(await markArrivedPayouts(now())).toBe(1);
	expect(await markArrivedPayouts(now())).toBe(0);
	expect([await arrivedOn(one.giftId), await arrivedOn(two.giftId)]).toEqual(["2026-06-04", "2026-06-04"]);
	expect((await ledgerOf(payout.id)).slice(2)).toEqual([
		"payout_arrived institution_bank 13460 kanazawa-u 2026-06-04 FY2026",
		"payout_arrived payout_in_transit -13460 kanazawa-u 2026-06-04 FY2026",
	]);
	const shown = await getPayout(now(), { payoutId: payout.id });
	expect(shown.sums.map(({ kind, netYen }) => [kind, netYen])).toEqual([
		["charge", 14_460n],
		["refund", -1000n],
	]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("the passbook knows better: its day takes the place of the presumed one; a wrong tie is undone", async () => {
	const payout = await payoutOf((await world.database.prisma.payout.findFirstOrThrow()).stripePayoutId);
	const institutionId = payout.shares[0]?.institutionId ?? "";
	const typed = { valueOn: "2026-05-28", amountYen: "１３，４６０" };
	const { bankLineId } = await recordBankLine(now(), line(institutionId, typed));
	await expect(
		recordBankLine(now(), line(institutionId, { ...typed, remitter: "Stripe　Japan" })),
	).rejects.toMatchObject({
		code: "bank_line_already_there",
	});
	const twin = await recordBankLine(now(), line(institutionId, { ...typed, ordinal: "2" }));
	const other = await recordBankLine(now(), line(institutionId, { valueOn: "2026-05-28", amountYen: "13459" }));
	const early = await recordBankLine(now(), line(institutionId, { valueOn: "2026-05-20", amountYen: "13460" }));
	const tokyo = (await ctx.db.institution.findUniqueOrThrow({ where: { slug: "u-tokyo" } })).id;
	const foreign = await recordBankLine(now(), line(tokyo, typed));
	const tie = (id: string) => tieBankLine(now(), { bankLineId: id, payoutId: payout.id });
	await expect(tie(other.bankLineId)).rejects.toMatchObject({ code: "bank_line_differs" });
	await expect(tie(early.bankLineId)).rejects.toMatchObject({ code: "bank_line_too_early" });
	await expect(tie(foreign.bankLineId)).rejects.toMatchObject({ code: "bank_line_other_institution" });
	await Promise.all([tie(bankLineId), tie(bankLineId)]);
	await expect(tie(twin.bankLineId)).rejects.toMatchObject({ code: "payout_tied" });
	expect(await payoutOf(payout.stripePayoutId)).toMatchObject({ status: "reconciled", arrivalBasis: "bank_line" });
	expect((await ledgerOf(payout.id)).slice(4)).toEqual([
		"payout_arrived institution_bank -13460 kanazawa-u 2026-06-04 FY2026",
		"payout_arrived payout_in_transit 13460 kanazawa-u 2026-06-04 FY2026",
		"payout_arrived institution_bank 13460 kanazawa-u 2026-05-28 FY2026",
		"payout_arrived payout_in_transit -13460 kanazawa-u 2026-05-28 FY2026",
	]);
	expect(payout.payments.length).toBe(2);
	expect(await world.database.prisma.gift.count({ where: { arrivedOn: new Date("2026-05-28") } })).toBe(2);
	expect(await world.brokenPromises()).toEqual([]);
	await untieBankLine(now(), { bankLineId });
	await expect(untieBankLine(now(), { bankLineId })).rejects.toMatchObject({ code: "bank_line_not_tied" });
	expect(await payoutOf(payout.stripePayoutId)).toMatchObject({ status: "paid", arrivedOn: null });
	expect(await markArrivedPayouts(now())).toBe(1);
	expect((await listBankLines(now(), { state: "open" })).lines).toHaveLength(5);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a payout that fails after it was paid and counted as arrived: booked back, and the next one carries its gifts", async () => {
	const gift = await paid("fails@example.jp");
	await world.settle();
	await world.advance(7 * DAY);
	await world.settle();
	const failed = await newest();
	await world.advance(12 * DAY);
	await world.settle();
	expect(await markArrivedPayouts(now())).toBe(1);
	expect(await arrivedOn(gift.giftId)).not.toBeNull();
	await control(`payout/${failed}`, { status: "failed" });
	await world.settle();
	const row = await payoutOf(failed);
	expect(row).toMatchObject({ status: "failed", arrivedOn: null, failureCode: "could_not_process" });
	expect(await arrivedOn(gift.giftId)).toBeNull();
	expect((await ledgerOf(row.id)).map((text) => text.split(" ").slice(0, 3).join(" "))).toEqual([
		"payout_sent payout_in_transit 9640",
		"payout_sent stripe_balance -9640",
		"payout_arrived institution_bank 9640",
		"payout_arrived payout_in_transit -9640",
		"payout_arrived institution_bank -9640",
		"payout_arrived payout_in_transit 9640",
		"payout_failed stripe_balance 9640",
		"payout_failed payout_in_transit -9640",
	]);
	expect(await world.brokenPromises()).toEqual([]);
	await world.advance(DAY);
	await world.settle();
	const second = await newest();
	expect(second).not.toBe(failed);
	// The failed one is read again, late: its gifts stay where they went.
	await world.syncNow(failed);
	const carrier = await payoutOf(second);
	expect((await world.gift(gift.giftId)).allocations[0]?.payment.payoutId).toBe(carrier.id);
	await world.advance(12 * DAY);
	await world.settle();
	expect(await markArrivedPayouts(now())).toBe(1);
	expect(await arrivedOn(gift.giftId)).not.toBeNull();
	expect(await world.brokenPromises()).toEqual([]);
});

test("two institutions on the platform's account, known to the payout before to us: each its own part", async () => {
	await control("payouts", { interval: "daily" });
	const kanazawa = await paid("kanazawa@example.jp");
	await giveElsewhere(world, { email: "tokyo@example.jp" });
	// No event was heard of: the payout brings them.
	await world.advance(7 * DAY);
	const id = await newest();
	await Promise.all([world.syncNow(id), world.syncNow(id)]);
	const payout = await payoutOf(id);
	expect(payout.institutionId).toBeNull();
	expect(payout.shares.map(({ institution, amountYen }) => [institution.slug, amountYen]).sort()).toEqual([
		["kanazawa-u", 9640n],
		["u-tokyo", 4820n],
	]);
	expect((await world.gift(kanazawa.giftId)).allocations[0]?.payment.payoutId).toBe(payout.id);
	const finance = await contextFor({
		kind: "staff",
		userId: "finance",
		name: "",
		email: "",
		grants: [{ role: "finance", scope: await institutionScope("u-tokyo") }],
	});
	const seen = await listPayouts(finance, {});
	expect(seen.payouts).toMatchObject([{ id: payout.id, amountYen: 14_460n, shareYen: 4820n, gifts: 1 }]);
	const story = await getPayout(finance, { payoutId: payout.id });
	expect(story.movements.map(({ netYen }) => netYen)).toEqual([4820n]);
	expect(story.shares).toHaveLength(1);
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
});

test("a payout by hand is shared by what each institution had, oldest gifts first; taken back, it is as before", async () => {
	await control("payouts", { interval: "manual" });
	const first = await paid("hand-1@example.jp");
	const second = await paid("hand-2@example.jp");
	await world.settle();
	await world.advance(7 * DAY);
	const create = (amount: number) => getStripe().payouts.create({ amount, currency: "jpy" });
	const { id } = await create(10_000);
	await world.settle();
	const payout = await payoutOf(id);
	expect(payout).toMatchObject({ automatic: false, split: "balances", unattributedYen: 0n });
	expect(payout.shares.reduce((sum, { amountYen }) => sum + amountYen, 0n)).toBe(10_000n);
	expect(payout.payments).toHaveLength(1);
	await getStripe().payouts.cancel(id);
	await world.settle();
	expect(await payoutOf(id)).toMatchObject({ status: "failed", payments: [] });
	const all = await create(19_280);
	await world.settle();
	expect((await payoutOf(all.id)).payments).toHaveLength(2);
	for (const { giftId } of [first, second]) {
		expect((await world.gift(giftId)).allocations[0]?.payment.payoutId).not.toBeNull();
	}
	expect(await world.brokenPromises()).toEqual([]);
});

test("a payout over the end of the fiscal year: sent in one, arrived in the next", async () => {
	await world.advanceTo("2027-03-16T03:00:00Z");
	await control("payouts", { interval: "manual" });
	const gift = await paid("march@example.jp");
	await world.settle();
	await world.advanceTo("2027-03-29T03:00:00Z");
	await control("payouts", { interval: "daily" });
	await world.advanceTo("2027-03-30T03:00:00Z");
	await world.settle();
	const payout = await payoutOf(await newest());
	await world.advanceTo("2027-04-12T03:00:00Z");
	await world.settle();
	await markArrivedPayouts(now());
	expect((await ledgerOf(payout.id)).map((text) => text.replace(/ kanazawa-u/, ""))).toEqual([
		"payout_sent payout_in_transit 9640 2027-03-30 FY2026",
		"payout_sent stripe_balance -9640 2027-03-30 FY2026",
		"payout_arrived institution_bank 9640 2027-04-08 FY2027",
		"payout_arrived payout_in_transit -9640 2027-04-08 FY2027",
	]);
	const { givenOn, arrivedOn } = await world.gift(gift.giftId);
	expect([day(givenOn), day(arrivedOn)]).toEqual(["2027-03-16", "2027-04-08"]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("two accounts at once, every event twice and in any order: each account's payout is its own", async () => {
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	const shared = await paid("platform@example.jp");
	await world.database.prisma.stripeAccount.create({
		data: { id: "kanazawa", kind: "connected", stripeId: "acct_kanazawa", institutionId: institution.id },
	});
	const useAccount = (stripeAccountId: string | null) =>
		world.database.prisma.givingPolicy.update({ where: { institutionId: institution.id }, data: { stripeAccountId } });
	await useAccount("kanazawa");
	const own = await paid("own@example.jp", "7000");
	await control("payouts/acct_kanazawa", { interval: "daily" });
	await world.settle();
	await world.advance(7 * DAY);
	const there = { stripeAccount: "acct_kanazawa" };
	const ownId = (await getStripe().payouts.list({ limit: 1 }, there)).data[0]?.id ?? "";
	const sharedId = await newest();
	const roots = [
		{ stripeAccountId: "kanazawa", rootId: ownId },
		{ stripeAccountId: PLATFORM_ACCOUNT, rootId: sharedId },
	];
	await Promise.all([...roots, ...roots.reverse()].map((root) => syncStripeObject(now(), root)));
	await world.settle();
	expect(await payoutOf(ownId)).toMatchObject({ stripeAccountId: "kanazawa", amountYen: 6748n });
	expect(await payoutOf(sharedId)).toMatchObject({ stripeAccountId: PLATFORM_ACCOUNT, amountYen: 9640n });
	for (const [gift, stripePayoutId] of [
		[own, ownId],
		[shared, sharedId],
	] as const) {
		const [allocation] = (await world.gift(gift.giftId)).allocations;
		expect(allocation?.payment.payoutId).toBe((await payoutOf(stripePayoutId)).id);
	}
	await expect(syncStripeObject(now(), { stripeAccountId: PLATFORM_ACCOUNT, rootId: ownId })).rejects.toMatchObject({
		statusCode: 404,
	});
	await useAccount(null);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a payout below zero is Stripe taking a debt from the bank: the same lines with the other sign", async () => {
	const at = currentTime();
	const transaction = (id: string, netYen: bigint) => ({
		id,
		type: "payout",
		reportingCategory: "payout",
		amountYen: netYen,
		feeYen: 0n,
		netYen,
		sourceId: "po_debit",
		rootId: "po_debit",
		availableOn: at,
		createdAt: at,
	});
	await applyPayoutTruth(now(), "kanazawa", {
		id: "po_debit",
		amountYen: -1300n,
		stripeStatus: "paid",
		automatic: false,
		expectedOn: at,
		createdAt: at,
		failureCode: null,
		balanceTransaction: transaction("txn_debit", 1300n),
		failureBalanceTransaction: null,
		carried: null,
	});
	const payout = await payoutOf("po_debit");
	expect((await ledgerOf(payout.id)).map((text) => text.split(" ").slice(0, 3).join(" "))).toEqual([
		"payout_sent payout_in_transit -1300",
		"payout_sent stripe_balance 1300",
	]);
	const institutionId = payout.shares[0]?.institutionId ?? "";
	const typed = { valueOn: at.toISOString().slice(0, 10), amountYen: "▲1,300" };
	const { bankLineId } = await recordBankLine(now(), line(institutionId, typed));
	await tieBankLine(now(), { bankLineId, payoutId: payout.id });
	expect(await world.brokenPromises()).toEqual([]);
});
