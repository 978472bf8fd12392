import { createHash, randomBytes, randomInt } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit, canonicalJson } from "../audit/audit.server";
import { findAttribution } from "../campaigns/find-attribution.server";
import { attachDonor } from "../donors/attach-donor.server";
import { toTypedDonor } from "../donors/typed-donor.schema";
import { type GiftOrigin, giftOrigin } from "../gifts/gift-origin";
import { requestMail } from "../mails/request-mail.server";
import { requestApplicationMail } from "./application-mail.server";
import { withCheckDigit } from "./application-reference";
import { addStep } from "./application-steps.server";
import { DECLARATION_VERSION, type StartApplicationInput } from "./start-application.schema";

/** The same form sent again within this time is the same application. */
const SAME_FORM_MS = 10 * 60 * 1000;

export type StartedApplication = { applicationId: string; token: string; reference: string };

/**
 * Keeps an application (寄附申込書): its donor, a gift that waits for the institution's word, its reference number and the
 * first step of its trail. The donor and the staff who decide are told by mail.
 * @param input.hubSlug  null: a fund of the programme
 * @throws AppError fund_not_open, amount_outside_limits (400)
 */
export async function startApplication(
	ctx: Ctx,
	input: { hubSlug: string | null; fields: StartApplicationInput; query: URLSearchParams },
): Promise<StartedApplication> {
	const { fields } = input;
	const fund = await ctx.db.fund.findFirst({
		where: {
			id: fields.fundId,
			status: "open",
			...(input.hubSlug === null ? { hubId: null } : { hub: { slug: input.hubSlug } }),
		},
		select: { id: true, hubId: true, institutionId: true, minYen: true },
	});
	if (!fund) {
		throw invalid("fund_not_open", `fund ${fields.fundId} is not open at ${input.hubSlug ?? "the programme"}`, {
			personKey: "fields.fund.unknown",
		});
	}
	if (fields.amountYen < fund.minYen) {
		throw invalid("amount_outside_limits", `${fields.amountYen} yen is below ${fund.minYen} of fund ${fund.id}`);
	}
	const origin = giftOrigin(input.query);
	const formKey = createHash("sha256")
		.update(
			canonicalJson(["application", input.hubSlug, ctx.lang, origin, { ...fields, amountYen: `${fields.amountYen}` }]),
		)
		.digest("hex");
	return inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${formKey}, 0))`);
		const same = await findSameForm(tx, ctx, formKey);
		return same ?? insertApplication(tx, ctx, { fields, fund, origin, formKey });
	});
}

async function findSameForm(tx: Tx, ctx: Ctx, formKey: string): Promise<StartedApplication | null> {
	const gift = await tx.gift.findFirst({
		where: { formKey, createdAt: { gte: new Date(ctx.now.getTime() - SAME_FORM_MS) } },
		orderBy: { createdAt: "desc" },
		select: { publicToken: true, application: { select: { id: true, reference: true } } },
	});
	if (!gift?.application) return null;
	return { applicationId: gift.application.id, token: gift.publicToken, reference: gift.application.reference };
}

type NewApplication = {
	fields: StartApplicationInput;
	fund: { id: string; hubId: string | null; institutionId: string };
	origin: GiftOrigin;
	formKey: string;
};

async function insertApplication(
	tx: Tx,
	ctx: Ctx,
	{ fields, fund, origin, formKey }: NewApplication,
): Promise<StartedApplication> {
	const { institutionId, hubId } = fund;
	const typed = toTypedDonor(fields, ctx.lang);
	const donor = await attachDonor(tx, { institutionId, hubId, typed });
	const { kind: donorKind, ...typedColumns } = typed;
	const gift = await tx.gift.create({
		data: {
			publicToken: randomBytes(18).toString("base64url"),
			hubId,
			fundId: fund.id,
			institutionId,
			donorId: donor.id,
			amountYen: fields.amountYen,
			channel: "bank_transfer",
			acceptanceStatus: "applied",
			donorKind,
			...typedColumns,
			origin,
			...(await findAttribution(tx, origin, fund, ctx.now)),
			formKey,
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
		select: { id: true, publicToken: true },
	});
	const reference = await takeReference(tx, institutionId);
	const { purpose, conditions, signatory, plannedOn } = fields;
	const application = await tx.application.create({
		data: {
			giftId: gift.id,
			institutionId,
			hubId,
			reference,
			purpose,
			conditions,
			signatory,
			plannedOn: plannedOn === null ? null : new Date(plannedOn),
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
		select: { id: true },
	});
	await addStep(tx, ctx, application.id, "applied");
	await audit(tx, ctx, {
		action: "application.applied",
		subject: { type: "application", id: application.id },
		institutionId,
		after: {
			giftId: gift.id,
			donorId: donor.id,
			amountYen: fields.amountYen.toString(),
			fundId: fund.id,
			declaration: DECLARATION_VERSION,
		},
	});
	const mailed = { id: application.id, giftId: gift.id, donorId: donor.id, institutionId, hubId };
	await requestApplicationMail(tx, ctx, { ...mailed, email: fields.email, lang: ctx.lang }, "application-received");
	await tellStaff(tx, ctx, mailed);
	return { applicationId: application.id, token: gift.publicToken, reference };
}

/** A number no other application of the institution has; two of one moment wait for each other. */
async function takeReference(tx: Tx, institutionId: string): Promise<string> {
	const lock = `application_reference:${institutionId}`;
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
	for (;;) {
		const reference = withCheckDigit(String(randomInt(1_000_000, 10_000_000)));
		const taken = await tx.application.count({ where: { institutionId, reference } });
		if (taken === 0) return reference;
	}
}

const staffSchema = z.object({ email: z.string() });

/** Whoever reviews: officers of the hub, and finance officers and administrators of the institution. */
async function tellStaff(
	tx: Tx,
	ctx: Ctx,
	application: { id: string; giftId: string; institutionId: string; hubId: string | null },
): Promise<void> {
	const { id, giftId, institutionId, hubId } = application;
	const staff = await queryRows(
		tx,
		staffSchema,
		Prisma.sql`
		SELECT DISTINCT u.email FROM staff_user u JOIN role_grant r ON r.user_id = u.id
		WHERE (r.role = 'officer' AND r.hub_id = ${hubId}::uuid)
			OR (r.role IN ('officer', 'finance', 'admin') AND r.institution_id = ${institutionId}::uuid)
		ORDER BY u.email`,
	);
	for (const { email } of staff) {
		await requestMail(tx, ctx, {
			kind: "application-new",
			onceKey: `application-new:${id}:${email}`,
			toAddress: email,
			lang: "ja",
			institutionId,
			hubId,
			giftId,
			subject: { type: "application", id },
		});
	}
}
