import { z } from "zod";
import type { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid, notFound } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize, isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertHost } from "../funds/assert-host.server";
import { listSegmentChoices, referenceOf } from "./segment-choices.server";
import { contradictionOf, type SegmentRules, segmentRulesSchema } from "./segment-rules";

export const SEGMENT_NAME_MAX = 100;

export type SegmentInput = {
	institutionId: string;
	/** null: every donor of the institution */
	hubId: string | null;
	name: string;
	rules: SegmentRules;
};

/**
 * Keeps a new segment, or the change of one. Whose it is never changes.
 * @throws AppError forbidden, segment_not_found, segment_invalid (params.field), fund_not_host
 */
export async function keepSegment(
	ctx: Ctx,
	input: SegmentInput & { segmentId?: string },
): Promise<{ segmentId: string }> {
	if (!mayEver(ctx, "change", "Segment")) throw forbidden("change Segment");
	const { segmentId } = input;
	const place = segmentId === undefined ? await newPlace(ctx, input) : await placeOf(ctx, segmentId);
	const rules = await checkRules(ctx, place, input.rules);
	const name = checkName(input.name);
	return inTransaction(ctx, async (tx) => {
		const id = segmentId ?? newId();
		const definition = rules as Prisma.InputJsonObject;
		const before = segmentId === undefined ? null : await tx.segment.findUniqueOrThrow({ where: { id } });
		if (before === null) {
			const by = { createdBy: actorId(ctx.actor), createdAt: ctx.now };
			await tx.segment.create({ data: { id, ...place, name, definition, ...by, updatedAt: ctx.now } });
		} else {
			await tx.segment.update({ where: { id }, data: { name, definition, updatedAt: ctx.now } });
		}
		await audit(tx, ctx, {
			action: before === null ? "segment.created" : "segment.changed",
			subject: { type: "segment", id },
			institutionId: place.institutionId,
			...(before === null
				? {}
				: { before: { name: before.name, definition: before.definition as Prisma.InputJsonValue } }),
			after: { name, definition },
		});
		return { segmentId: id };
	});
}

/**
 * Takes a segment away that nothing was planned with.
 * @throws AppError forbidden, segment_not_found, segment_in_use (409)
 */
export async function removeSegment(ctx: Ctx, segmentId: string): Promise<void> {
	await authorize(ctx, "change", { type: "Segment", id: segmentId });
	await inTransaction(ctx, async (tx) => {
		const where = { segmentId };
		const uses = [tx.appeal.count({ where }), tx.report.count({ where }), tx.mailing.count({ where })];
		const used = (await Promise.all(uses)).reduce((sum, count) => sum + count, 0);
		if (used > 0) {
			throw conflict("segment_in_use", `segment ${segmentId} is used ${used} times`, { personKey: "segments.inUse" });
		}
		const before = await tx.segment.delete({ where: { id: segmentId } });
		await audit(tx, ctx, {
			action: "segment.removed",
			subject: { type: "segment", id: segmentId },
			institutionId: before.institutionId,
			before: { name: before.name, definition: before.definition as Prisma.InputJsonValue },
		});
	});
}

async function newPlace(ctx: Ctx, { institutionId, hubId }: SegmentInput) {
	if (!isUuid(institutionId) || (hubId !== null && !isUuid(hubId))) throw refuse("place", "fields.choose");
	if (!mayDo(ctx, "change", "Segment", { institutionId, hubId })) throw notFound("hub", hubId ?? institutionId);
	if (hubId !== null) await inTransaction(ctx, (tx) => assertHost(tx, { hubId, institutionId }, ctx.now));
	return { institutionId, hubId };
}

async function placeOf(ctx: Ctx, segmentId: string) {
	await authorize(ctx, "change", { type: "Segment", id: segmentId });
	return ctx.db.segment.findUniqueOrThrow({
		where: { id: segmentId },
		select: { institutionId: true, hubId: true },
	});
}

/**
 * The rules, when they can be counted in this place.
 * @throws AppError segment_invalid  with the field (`rules`, or `rule.2` from 0) it is about
 */
export async function checkRules(
	ctx: Ctx,
	place: { institutionId: string; hubId: string | null },
	given: SegmentRules,
): Promise<SegmentRules> {
	const parsed = segmentRulesSchema.safeParse(given);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const at = issue?.path[0] === "rules" && typeof issue.path[1] === "number" ? `rule.${issue.path[1]}` : "rules";
		throw refuse(at, "segments.malformed", z.prettifyError(parsed.error));
	}
	const rules = parsed.data;
	const named = rules.rules.some((rule) => referenceOf(rule) !== null);
	const choices = named ? await listSegmentChoices(ctx, place) : null;
	for (const [index, rule] of rules.rules.entries()) {
		const wrong = contradictionOf(rule);
		if (wrong !== null) throw refuse(`rule.${index}`, wrong);
		const reference = referenceOf(rule);
		if (reference && !choices?.[reference.kind].some(({ id }) => id === reference.id)) {
			throw refuse(`rule.${index}`, "segments.unknown");
		}
	}
	return rules;
}

function checkName(given: string): string {
	const name = given.trim();
	if (name === "") throw refuse("name", "fields.required");
	if ([...name].length > SEGMENT_NAME_MAX) throw refuse("name", `fields.tooLong?max=${SEGMENT_NAME_MAX}`);
	return name;
}

function refuse(field: string, personKey: string, detail = personKey) {
	return invalid("segment_invalid", `${field}: ${detail}`, { personKey, params: { field } });
}
