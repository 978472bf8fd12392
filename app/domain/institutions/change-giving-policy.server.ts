import { createHash } from "node:crypto";
import { z } from "zod";
import type { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit, canonicalJson } from "../audit/audit.server";
import { checkBankAccount, GIVING_FIELDS, type GivingPolicyFields, givingPolicySchema } from "./giving-policy.schema";
import { overseenInstitution } from "./overseen-institution.server";

const policySchema = givingPolicySchema.superRefine((policy, ctx) => checkBankAccount(policy, ctx));

/**
 * Changes how an institution takes gifts. It holds for gifts, plans and refunds from now on; a plan keeps the day it began with.
 * @param input.basedOn  the policy's revision the changes were made on
 * @throws AppError institution_not_found, forbidden, giving_policy_invalid, giving_policy_changed (409)
 */
export async function changeGivingPolicy(
	ctx: Ctx,
	input: { institution: string; basedOn: string; policy: GivingPolicyFields },
): Promise<void> {
	const { id } = await overseenInstitution(ctx, input.institution, "changeGiving");
	const parsed = policySchema.safeParse(input.policy);
	if (!parsed.success) throw invalid("giving_policy_invalid", z.prettifyError(parsed.error));
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM giving_policy WHERE institution_id = ${id}::uuid FOR UPDATE`;
		const before = givingFacts(await tx.givingPolicy.findUniqueOrThrow({ where: { institutionId: id } }));
		if (revisionOf(before) !== input.basedOn) {
			throw conflict("giving_policy_changed", `the giving policy of ${id} was changed meanwhile`, {
				personKey: "giving.changed",
			});
		}
		const after = givingFacts(parsed.data);
		const changed = GIVING_FIELDS.filter((field) => before[field] !== after[field]);
		if (changed.length === 0) return;
		await tx.givingPolicy.update({ where: { institutionId: id }, data: { ...parsed.data, updatedAt: ctx.now } });
		const pick = (facts: Facts) => Object.fromEntries(changed.map((field) => [field, facts[field]]));
		await audit(tx, ctx, {
			action: "giving_policy.changed",
			subject: { type: "institution", id },
			institutionId: id,
			before: pick(before) as Prisma.InputJsonObject,
			after: pick(after) as Prisma.InputJsonObject,
		});
	});
}

type Facts = Record<keyof GivingPolicyFields, string | number>;
type PolicyRow = Record<keyof GivingPolicyFields, string | number | bigint>;

function givingFacts(policy: PolicyRow): Facts {
	const plain = (value: string | number | bigint) => (typeof value === "bigint" ? value.toString() : value);
	return Object.fromEntries(GIVING_FIELDS.map((field) => [field, plain(policy[field])])) as Facts;
}

const revisionOf = (facts: Facts) => createHash("sha256").update(canonicalJson(facts)).digest("hex").slice(0, 32);

/** Says which version of a policy a form was filled in on. */
export const givingRevision = (policy: PolicyRow): string => revisionOf(givingFacts(policy));
