import { randomBytes } from "node:crypto";
import type { Tx } from "~/platform/db/transaction.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound, unavailable } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { toTypedDonor } from "../donors/typed-donor.schema";
import { KONBINI_MAX_YEN, KONBINI_MIN_YEN, PAYMENT_METHODS, type PaymentMethod } from "../gifts/start-gift.schema";
import { openCheckout } from "../payments/open-checkout.server";
import { accountForGifts, giftIntakes } from "../stripe-accounts/account-for-gifts.server";
import { pledgeFormKey } from "./insert-pledge.server";
import { assertActive, type LockedPledge, lockPledge, owedYen } from "./lock-pledge.server";
import { konbiniTakes, onlineLimits } from "./online-limits";
import { pledgeUrl } from "./pledge-url.server";
import { readCurrentRows } from "./read-kept-rows.server";

/** The same amount by the same way again within this time leads to the same open Checkout. */
const SAME_FORM_MS = 10 * 60 * 1000;

export type PayInstalmentInput = { token: string; amountYen: bigint; method: PaymentMethod };

/**
 * Pays instalments of a pledge online: a gift of its donor, with name and address as the institution knows them, and a
 * Checkout for it, as any gift has. The amount is free up to what is owed and not awaited already; which instalments it
 * pays is settled when the money has come. Nobody but the holder of the pledge's token gets here.
 * @returns where to send the donor: Stripe's page, or the pledge's own when Stripe did not answer in time
 * @throws AppError pledge_not_found, pledge_not_active, pledge_nothing_owed (409), amount_outside_limits,
 * method_not_offered (400), checkout_refused, giving_paused (503)
 */
export async function payInstalment(
	ctx: Ctx,
	input: PayInstalmentInput,
): Promise<{ giftId: string; checkoutUrl: string }> {
	const found = await inTransaction(ctx, (tx) =>
		tx.pledge.findUnique({ where: { publicToken: input.token }, select: { id: true, institutionId: true } }),
	);
	if (!found) throw notFound("pledge", "of this token");
	await assertMethod(found.institutionId, input);
	const started = await inTransaction(ctx, async (tx) => {
		const pledge = await lockPledge(tx, found.id);
		assertActive(pledge);
		const formKey = pledgeFormKey(["payment", pledge.id, input.amountYen, input.method]);
		const same = await findSamePayment(tx, ctx, formKey);
		if (same) return same;
		await assertAmount(tx, pledge, input.amountYen);
		return insertPayment(tx, ctx, pledge, input, formKey);
	});
	const url = await openCheckout(ctx, started.attemptId);
	return { giftId: started.giftId, checkoutUrl: url ?? pledgeUrl(ctx.lang, input.token) };
}

type Started = { giftId: string; attemptId: string };

async function findSamePayment(tx: Tx, ctx: Ctx, formKey: string): Promise<Started | null> {
	const gift = await tx.gift.findFirst({
		where: {
			formKey,
			createdAt: { gte: new Date(ctx.now.getTime() - SAME_FORM_MS) },
			paymentStatus: { in: ["pending", "failed"] },
		},
		orderBy: { createdAt: "desc" },
		select: { id: true, attempts: { orderBy: { number: "desc" }, take: 1 } },
	});
	const attempt = gift?.attempts[0];
	const open = attempt && ["starting", "open", "declined"].includes(attempt.status);
	return gift && open ? { giftId: gift.id, attemptId: attempt.id } : null;
}

/** Outside the pledge's rows: what the institution's account takes. */
async function assertMethod(institutionId: string, { method, amountYen }: PayInstalmentInput): Promise<void> {
	const intake = (await giftIntakes())(institutionId);
	if (intake.paused) {
		throw unavailable("giving_paused", `institution ${institutionId} takes no gifts now`, {
			personKey: "giving.paused",
		});
	}
	if (!PAYMENT_METHODS.includes(method) || !intake.takes(method)) {
		throw invalid("method_not_offered", `${method} at institution ${institutionId}`, {
			personKey: "fields.paymentMethod.notOffered",
			params: { field: "method" },
		});
	}
	if (!konbiniTakes(method, amountYen)) {
		throw invalid("method_not_offered", `${amountYen} yen at the konbini`, {
			personKey: "fields.paymentMethod.konbiniRange",
			params: { field: "method", min: Number(KONBINI_MIN_YEN), max: Number(KONBINI_MAX_YEN) },
		});
	}
}

async function assertAmount(tx: Tx, pledge: LockedPledge, amountYen: bigint): Promise<void> {
	const [fund, awaited, rows] = [
		await tx.fund.findUniqueOrThrow({ where: { id: pledge.fundId }, select: { minYen: true, maxYen: true } }),
		await tx.gift.aggregate({
			where: { pledgeId: pledge.id, paymentStatus: { in: ["awaiting_payment", "partly_paid"] } },
			_sum: { amountYen: true },
		}),
		await readCurrentRows(tx, pledge.id),
	];
	const next = rows.find((row) => row.paidYen + row.writtenOffYen < row.scheduledYen);
	const limits = onlineLimits({
		fund,
		owedYen: owedYen(pledge),
		awaitedYen: awaited._sum.amountYen ?? 0n,
		nextYen: next ? next.scheduledYen - next.paidYen - next.writtenOffYen : 0n,
	});
	if (!limits) {
		throw conflict("pledge_nothing_owed", `pledge ${pledge.id} has nothing to pay online`, {
			personKey: "pledges.nothingOwed",
		});
	}
	if (amountYen >= limits.minYen && amountYen <= limits.maxYen) return;
	const isLess = amountYen < limits.minYen;
	throw invalid("amount_outside_limits", `${amountYen} yen is outside ${limits.minYen}-${limits.maxYen}`, {
		personKey: isLess ? "fields.amount.belowMin" : "fields.amount.aboveMax",
		params: { field: "amountYen", min: Number(limits.minYen), max: Number(limits.maxYen) },
	});
}

async function insertPayment(
	tx: Tx,
	ctx: Ctx,
	pledge: LockedPledge,
	{ amountYen, method }: PayInstalmentInput,
	formKey: string,
): Promise<Started> {
	const { institutionId, hubId, fundId, donorId, id: pledgeId } = pledge;
	const donor = await tx.donor.findUniqueOrThrow({ where: { id: donorId } });
	if (donor.erasedAt !== null) throw notFound("pledge", "of this token");
	const lang = ctx.lang;
	const typed = toTypedDonor({ ...donor, donorKind: donor.kind === "company" ? "company" : "individual" }, lang);
	const { kind: donorKind, ...typedColumns } = typed;
	const stripeAccountId = await accountForGifts(tx, institutionId);
	const times = { createdAt: ctx.now, updatedAt: ctx.now };
	const gift = await tx.gift.create({
		data: {
			publicToken: randomBytes(18).toString("base64url"),
			...{ hubId, fundId, institutionId, donorId, pledgeId, amountYen, channel: method, donorKind, formKey },
			...typedColumns,
			...times,
		},
		select: { id: true },
	});
	const attempt = await tx.checkoutAttempt.create({
		data: { giftId: gift.id, number: 1, stripeAccountId, ...times },
		select: { id: true },
	});
	await audit(tx, ctx, {
		action: "gift.started",
		subject: { type: "gift", id: gift.id },
		institutionId,
		after: { amountYen: amountYen.toString(), fundId, donorId, pledgeId },
	});
	return { giftId: gift.id, attemptId: attempt.id };
}
