import type { SnapshotContent } from "~/documents/snapshot-content";
import type { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { enqueue } from "~/platform/queue.server";
import { type Actor, actorId } from "../access/actor";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readWhole } from "../access/whole-reading.server";
import { audit } from "../audit/audit.server";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";
import { freezeFigures } from "./freeze-figures.server";
import { hashOfContent } from "./hash-of-content.server";

export type SnapshotInput = { fiscalYear: FiscalYear; hubId: string | null; title: string; note: string };

/**
 * Freezes the figures of one fiscal year, of a hub or of the whole programme, as of one moment, with a hash; its PDF and
 * workbook are made by a job. A hub's snapshot holds the hub whole, also when who takes it answers for one institution of it.
 * @throws AppError forbidden, hub_not_found, fiscal_year_wrong (400)
 */
export async function takeSnapshot(ctx: Ctx, input: SnapshotInput): Promise<{ snapshotId: string; sha256: string }> {
	await authorize(ctx, "take", "Snapshot");
	await assertMayTake(ctx, input.hubId);
	if (input.fiscalYear > fiscalYearOf(ctx.now)) {
		throw invalid("fiscal_year_wrong", `a snapshot of fiscal year ${input.fiscalYear}`, {
			personKey: "fields.choose",
			params: { field: "fiscalYear" },
		});
	}
	return keepSnapshot(ctx, input);
}

/** The same without asking who takes it, for a use case that has asked. */
export async function keepSnapshot(ctx: Ctx, input: SnapshotInput): Promise<{ snapshotId: string; sha256: string }> {
	const { fiscalYear, hubId, title, note } = input;
	const figures = await readWhole(ctx, "takeSnapshot", (reading) => freezeFigures(reading, { fiscalYear, hubId }));
	const content: SnapshotContent = {
		version: 1,
		fiscalYear,
		title,
		note,
		takenAt: ctx.now.toISOString(),
		takenBy: nameOf(ctx.actor),
		...figures,
	};
	const sha256 = hashOfContent(content);
	const snapshotId = newId();
	await inTransaction(ctx, async (tx) => {
		await tx.snapshot.create({
			data: {
				id: snapshotId,
				...{ hubId, fiscalYear, title, note, sha256 },
				takenAt: ctx.now,
				takenBy: actorId(ctx.actor),
				content: content as unknown as Prisma.InputJsonObject,
			},
		});
		const after = { fiscalYear, hubId, title, sha256 };
		await audit(tx, ctx, { action: "snapshot.taken", subject: { type: "snapshot", id: snapshotId }, after });
		await enqueue(tx, "renderSnapshot", { snapshotId }, { jobKey: `snapshot:${snapshotId}` });
	});
	return { snapshotId, sha256 };
}

async function assertMayTake(ctx: Ctx, hubId: string | null): Promise<void> {
	const row = hubId === null ? { hubId } : await readHub(ctx, hubId);
	if (!mayDo(ctx, "take", "Snapshot", row)) throw forbidden(`take a snapshot of ${hubId ?? "the programme"}`);
}

async function readHub(ctx: Ctx, hubId: string) {
	const hub = await ctx.db.hub.findUniqueOrThrow({
		where: { id: hubId },
		select: { id: true, hosts: { select: { institutionId: true } } },
	});
	return { hubId, hub };
}

function nameOf(actor: Actor): string {
	return actor.kind === "staff" || actor.kind === "api" || actor.kind === "job" ? actor.name : "";
}
