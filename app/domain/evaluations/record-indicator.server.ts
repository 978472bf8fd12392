import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import type { IndicatorFields } from "./evaluation.schema";

/**
 * Sets an indicator of a hub for one fiscal year: its value, its target, where it was taken from. Both empty takes it away.
 * @throws AppError hub_not_found, forbidden
 */
export async function recordIndicator(ctx: Ctx, input: { hub: string; fields: IndicatorFields }): Promise<void> {
	const { indicator, fiscalYear, value, target, source } = input.fields;
	const hub = await overseenHub(ctx, { slug: input.hub });
	if (!mayDo(ctx, "record", "HubIndicator", { hubId: hub.id, hub })) throw forbidden(`record indicator of ${hub.id}`);
	const key = { hubId: hub.id, indicator, fiscalYear };
	await inTransaction(ctx, async (tx) => {
		const before = await tx.hubIndicator.findUnique({ where: { hubId_indicator_fiscalYear: key } });
		const data = { value, target, source, updatedAt: ctx.now };
		if (value === null && target === null) await tx.hubIndicator.deleteMany({ where: key });
		else {
			await tx.hubIndicator.upsert({
				where: { hubId_indicator_fiscalYear: key },
				create: { ...key, ...data },
				update: data,
			});
		}
		await audit(tx, ctx, {
			action: "hub.indicator_recorded",
			subject: { type: "hub", id: hub.id },
			...(before && {
				before: { indicator, fiscalYear, value: numberOf(before.value), target: numberOf(before.target) },
			}),
			after: { indicator, fiscalYear, value, target, source },
		});
	});
}

const numberOf = (value: { toNumber(): number } | null) => value?.toNumber() ?? null;
