import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { GIFT_ACCEPTANCE_STATES, type GiftAcceptanceState } from "../gifts/gift-acceptance.status";
import { GIFT_PAYMENT_STATES, type GiftPaymentState } from "../gifts/gift-payment.status";
import { APPLICATION_STATES, type ApplicationState, application as states } from "./application.status";

export type ApplicationStepKind = ApplicationState | "note" | "transfer_request" | "received";

const lockedSchema = z
	.object({
		id: z.uuid(),
		status: z.enum(APPLICATION_STATES as [string, ...string[]]),
		reference: z.string(),
		created_at: z.date(),
		accepted_on: z.date().nullable(),
		gift_id: z.uuid(),
		institution_id: z.uuid(),
		hub_id: z.uuid().nullable(),
		donor_id: z.uuid(),
		email: z.string(),
		lang: z.string(),
		amount_yen: z.bigint(),
		payment_status: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]),
		acceptance_status: z.enum(GIFT_ACCEPTANCE_STATES as [string, ...string[]]),
	})
	.transform((row) => ({
		id: row.id,
		status: row.status as ApplicationState,
		reference: row.reference,
		createdAt: row.created_at,
		acceptedOn: row.accepted_on?.toISOString().slice(0, 10) ?? null,
		giftId: row.gift_id,
		institutionId: row.institution_id,
		hubId: row.hub_id,
		donorId: row.donor_id,
		email: row.email,
		lang: row.lang,
		amountYen: row.amount_yen,
		paymentStatus: row.payment_status as GiftPaymentState,
		acceptanceStatus: row.acceptance_status as GiftAcceptanceState,
	}));
export type LockedApplication = z.output<typeof lockedSchema>;

/**
 * An application with its gift, both locked until the transaction ends. The caller has asked what the actor may do.
 * @throws AppError application_not_found
 */
export async function lockApplication(tx: Tx, applicationId: string): Promise<LockedApplication> {
	const [row] = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT a.id, a.status, a.reference, a.created_at, a.accepted_on, a.gift_id, a.institution_id, a.hub_id, g.donor_id, g.email,
			g.lang, g.amount_yen, g.payment_status, g.acceptance_status
		FROM application a JOIN gift g ON g.id = a.gift_id
		WHERE a.id = ${applicationId}::uuid FOR UPDATE OF a, g`,
	);
	if (!row) throw notFound("application", applicationId);
	return row;
}

/** @throws AppError application_moved (409) when somebody else has decided meanwhile, or the path does not lead there */
export function assertApplicationMove(row: LockedApplication, to: ApplicationState): void {
	if (states.canMove(row.status, to)) return;
	throw conflict("application_moved", `application ${row.id} is ${row.status}, not to be ${to}`, {
		personKey: "applications.moved",
	});
}

/** Adds to the trail, which is never changed. */
export async function addStep(
	tx: Tx,
	ctx: Pick<Ctx, "actor" | "now">,
	applicationId: string,
	step: ApplicationStepKind,
	note = "",
): Promise<void> {
	const { kind: actorKind } = ctx.actor;
	await tx.applicationStep.create({
		data: { applicationId, step, note, actorKind, actorId: actorId(ctx.actor), at: ctx.now },
	});
}
