import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { mailing as states } from "./mailing.status";
import { lockMailing, type MailingRow, mailingJobKey } from "./mailing-row.server";

type Input = { mailingId: string };
type Step = "paused" | "resumed" | "cancelled";

/**
 * Stops the sending; what is in hand still leaves (a batch, about a second's work).
 * @throws AppError forbidden, mailing_not_found, mailing_moved (409)
 */
export async function pauseMailing(ctx: Ctx, input: Input): Promise<void> {
	await steer(ctx, input, "paused", async (tx, row) => {
		await tx.mailing.update({ where: { id: row.id }, data: { status: "paused" } });
	});
}

/** @throws AppError forbidden, mailing_not_found, mailing_moved (409) */
export async function resumeMailing(ctx: Ctx, input: Input): Promise<void> {
	await steer(ctx, input, "resumed", async (tx, row) => {
		await tx.mailing.update({
			where: { id: row.id },
			data: { status: "sending", waitsUntil: null, serverTries: 0, trouble: null },
		});
		await runSoon(tx, ctx, row);
	});
}

/**
 * Calls the sending off for good: what waits is dropped, what left stays sent.
 * @throws AppError forbidden, mailing_not_found, mailing_moved (409)
 */
export async function cancelMailing(ctx: Ctx, input: Input): Promise<void> {
	await steer(ctx, input, "cancelled", async (tx, row) => {
		await tx.mailing.update({ where: { id: row.id }, data: { status: "cancelled" } });
		await runSoon(tx, ctx, row);
	});
}

const TO = { paused: "paused", resumed: "sending", cancelled: "cancelled" } as const;

async function steer(
	ctx: Ctx,
	{ mailingId }: Input,
	step: Step,
	move: (tx: Tx, row: MailingRow) => Promise<void>,
): Promise<void> {
	await authorize(ctx, "read", { type: "Mailing", id: mailingId });
	await inTransaction(ctx, async (tx) => {
		// Whoever is at a batch is waited for; from here on no mail of it is taken.
		const row = await lockMailing(tx, mailingId);
		const subject =
			row.reportId === null
				? ({ type: "Appeal", id: row.appealId ?? "" } as const)
				: ({ type: "Report", id: row.reportId } as const);
		await authorize(ctx, "send", subject);
		const to = TO[step];
		if (row.status === to) return;
		if (!states.canMove(row.status, to) || (step === "resumed" && row.status !== "paused")) {
			throw conflict("mailing_moved", `mailing ${row.id} is ${row.status}, it cannot be ${step}`, {
				personKey: "mailings.moved",
			});
		}
		await move(tx, row);
		await audit(tx, ctx, {
			action: `mailing.${step}`,
			subject: { type: "mailing", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: to },
		});
	});
}

async function runSoon(tx: Tx, ctx: Ctx, { id }: MailingRow): Promise<void> {
	await enqueue(tx, "runMailing", { mailingId: id }, { jobKey: mailingJobKey(id), runAt: ctx.now, priority: 5 });
}
