import { createHash, randomBytes, randomInt } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import type { Tx } from "~/platform/db/transaction.server";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { withCheckDigit } from "../applications/application-reference";
import { audit, canonicalJson } from "../audit/audit.server";
import type { RespreadRule } from "./respread";
import type { PlannedInstalment, ScheduleRule } from "./schedule";
import { storedRule, writeSchedule } from "./write-schedule.server";

/** The same form sent again within this time is the same pledge. */
const SAME_FORM_MS = 10 * 60 * 1000;

export type NewPledge = {
	donorId: string;
	fund: { id: string; hubId: string | null; institutionId: string };
	amountYen: bigint;
	startOn: string;
	rule: ScheduleRule;
	planned: readonly PlannedInstalment[];
	status: "draft" | "active";
	source: "paper" | "online" | "api";
	signedOn: string | null;
	signatory: string;
	conditions: string;
	note: string;
	respreadRule: RespreadRule;
	lang: string;
	formKey: string;
};

/** What makes two forms the same; amounts as text. */
export function pledgeFormKey(parts: unknown[]): string {
	const plain = JSON.parse(
		JSON.stringify(parts, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
	);
	return createHash("sha256")
		.update(canonicalJson(["pledge", ...plain]))
		.digest("hex");
}

/** Waits for another request with the same form; gives the pledge it made within ten minutes. */
export async function findSamePledge(
	tx: Tx,
	ctx: Pick<Ctx, "now">,
	formKey: string,
): Promise<{ id: string; publicToken: string; reference: string } | null> {
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${formKey}, 0))`);
	return tx.pledge.findFirst({
		where: { formKey, createdAt: { gte: new Date(ctx.now.getTime() - SAME_FORM_MS) } },
		orderBy: { createdAt: "desc" },
		select: { id: true, publicToken: true, reference: true },
	});
}

/** Writes a pledge with the first version of its schedule. Nothing of it is money: the ledger is not touched. */
export async function insertPledge(
	tx: Tx,
	ctx: Ctx,
	input: NewPledge,
): Promise<{ id: string; publicToken: string; reference: string }> {
	const { fund, planned, rule, startOn, signedOn, status, amountYen, ...rest } = input;
	const { institutionId, hubId } = fund;
	const reference = await takeReference(tx, institutionId);
	const pledge = await tx.pledge.create({
		data: {
			...rest,
			publicToken: randomBytes(18).toString("base64url"),
			reference,
			institutionId,
			hubId,
			fundId: fund.id,
			amountYen,
			status,
			startOn: new Date(startOn),
			signedOn: signedOn === null ? null : new Date(signedOn),
			createdBy: actorId(ctx.actor),
			activatedAt: status === "active" ? ctx.now : null,
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
		select: { id: true, publicToken: true, reference: true },
	});
	await writeSchedule(
		tx,
		ctx,
		{ id: pledge.id, hubId, institutionId },
		{ cause: "first", reason: "", rule: storedRule(rule), rows: planned },
	);
	if (hubId) {
		await tx.relationship.createMany({ data: [{ donorId: input.donorId, hubId }], skipDuplicates: true });
	}
	await audit(tx, ctx, {
		action: status === "active" ? "pledge.made" : "pledge.drafted",
		subject: { type: "pledge", id: pledge.id },
		institutionId,
		after: {
			donorId: input.donorId,
			fundId: fund.id,
			amountYen: amountYen.toString(),
			startOn,
			instalments: planned.length,
			source: input.source,
		},
	});
	return pledge;
}

/** A number no other pledge or application of the institution has: a remitter writes it before the name. */
async function takeReference(tx: Tx, institutionId: string): Promise<string> {
	const lock = `application_reference:${institutionId}`;
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
	for (;;) {
		const reference = withCheckDigit(String(randomInt(1_000_000, 10_000_000)));
		const taken =
			(await tx.pledge.count({ where: { institutionId, reference } })) +
			(await tx.application.count({ where: { institutionId, reference } }));
		if (taken === 0) return reference;
	}
}
