import { createHash } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden } from "~/platform/errors";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit, canonicalJson } from "../audit/audit.server";
import { overseenHub } from "./overseen-hub.server";
import type { HubSupport, RecognitionKind } from "./support.schema";

const dayText = (day: Date | null) => day?.toISOString().slice(0, 10) ?? null;
const toDate = (day: string | null) => (day === null ? null : new Date(`${day}T00:00:00Z`));

/**
 * The support periods and recognitions of a hub, and which version of them a form shows.
 * @throws AppError forbidden, hub_not_found
 */
export async function getSupport(ctx: Ctx, slug: string) {
	await authorize(ctx, "changeSupport", "Hub");
	const hub = await overseenHub(ctx, { slug });
	const [periods, recognitions] = await Promise.all([
		ctx.db.hubSupportPeriod.findMany({ where: { hubId: hub.id }, orderBy: { firstFiscalYear: "asc" } }),
		ctx.db.hubRecognition.findMany({ where: { hubId: hub.id } }),
	]);
	const support = toSupport(periods, recognitions);
	return { hub, support, revision: revisionOf(support), mayChange: mayDo(ctx, "changeSupport", "Hub", hub) };
}

/**
 * Sets a hub's support periods, extensions, Academy membership and World Premier Status: data with dates and sources, never
 * inferred from the year of adoption.
 * @param input.basedOn  the version a form was filled in on; "" where nothing can be lost
 * @throws AppError hub_not_found, forbidden, support_changed (409)
 */
export async function changeSupport(ctx: Ctx, input: { hub: string; basedOn: string } & HubSupport): Promise<void> {
	const hub = await overseenHub(ctx, { slug: input.hub });
	if (!mayDo(ctx, "changeSupport", "Hub", hub)) throw forbidden(`changeSupport hub ${hub.id}`);
	const hubId = hub.id;
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM hub WHERE id = ${hubId}::uuid FOR UPDATE`);
		const before = await readSupport(tx, hubId);
		if (input.basedOn !== "" && input.basedOn !== revisionOf(before)) {
			throw conflict("support_changed", `the support of hub ${hubId} was changed meanwhile`, {
				personKey: "support.changed",
			});
		}
		const { periods, recognitions } = input;
		if (canonicalJson({ periods, recognitions }) === canonicalJson(before)) return;
		await tx.hubSupportPeriod.deleteMany({ where: { hubId } });
		await tx.hubSupportPeriod.createMany({ data: periods.map((period) => ({ hubId, ...period })) });
		await tx.hubRecognition.deleteMany({ where: { hubId } });
		await tx.hubRecognition.createMany({
			data: recognitions.map(({ since, until, ...one }) => ({
				...{ hubId, ...one },
				since: toDate(since),
				until: toDate(until),
			})),
		});
		await audit(tx, ctx, {
			action: "hub.support_changed",
			subject: { type: "hub", id: hubId },
			before,
			after: { periods, recognitions },
		});
	});
}

async function readSupport(tx: Tx, hubId: string): Promise<HubSupport> {
	const periods = await tx.hubSupportPeriod.findMany({ where: { hubId }, orderBy: { firstFiscalYear: "asc" } });
	return toSupport(periods, await tx.hubRecognition.findMany({ where: { hubId } }));
}

type PeriodRow = { kind: string; firstFiscalYear: number; lastFiscalYear: number; source: string };
type RecognitionRow = { kind: string; since: Date | null; until: Date | null; source: string };

function toSupport(periods: readonly PeriodRow[], recognitions: readonly RecognitionRow[]): HubSupport {
	return {
		periods: periods.map(({ kind, firstFiscalYear, lastFiscalYear, source }) => ({
			kind: kind === "extension" ? "extension" : "support",
			...{ firstFiscalYear, lastFiscalYear, source },
		})),
		recognitions: [...recognitions]
			.sort((a, b) => (a.kind < b.kind ? -1 : 1))
			.map(({ kind, since, until, source }) => ({
				kind: kind as RecognitionKind,
				...{ since: dayText(since), until: dayText(until), source },
			})),
	};
}

function revisionOf(support: HubSupport): string {
	return createHash("sha256").update(canonicalJson(support)).digest("hex").slice(0, 16);
}
