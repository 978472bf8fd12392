import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { identityKeyOf, searchColumns } from "./attach-donor.server";
import { TYPED_DONOR_FIELDS, type TypedDonorFields, toTypedDonor } from "./typed-donor.schema";

/**
 * Changes what the institution knows of a donor, as staff were told. Gifts and receipts keep what was typed and printed on
 * them. The donor's kind stays.
 * @param input.basedOn  when the donor was last changed as the person saw it
 * @throws AppError donor_not_found, donor_changed (409), donor_erased (409), donor_same (409), forbidden
 */
export async function changeDonor(
	ctx: Ctx,
	input: { donorId: string; basedOn: string; fields: TypedDonorFields },
): Promise<void> {
	const { donorId } = input;
	await authorize(ctx, "change", { type: "Donor", id: donorId });
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM donor WHERE id = ${donorId}::uuid FOR UPDATE`;
		const before = await tx.donor.findUnique({ where: { id: donorId } });
		if (!before) throw notFound("donor", donorId);
		if (before.erasedAt) {
			throw conflict("donor_erased", `donor ${donorId} was forgotten`, { personKey: "donors.erased" });
		}
		if (before.updatedAt.toISOString() !== input.basedOn) {
			throw conflict("donor_changed", `donor ${donorId} was changed meanwhile`, { personKey: "donors.changed" });
		}
		const donorKind = before.kind === "company" ? ("company" as const) : ("individual" as const);
		const { kind: _, lang: __, ...columns } = toTypedDonor({ ...input.fields, donorKind }, before.lang);
		const identityKey = identityKeyOf({ kind: donorKind, ...columns });
		const same = await tx.donor.findFirst({
			where: { institutionId: before.institutionId, identityKey, id: { not: donorId } },
			select: { id: true },
		});
		if (same) {
			throw conflict("donor_same", `donor ${donorId} would be the same as ${same.id}`, { personKey: "donors.same" });
		}
		await tx.donor.update({
			where: { id: donorId },
			data: { ...columns, identityKey, ...searchColumns(columns), updatedAt: ctx.now },
		});
		const changed = TYPED_DONOR_FIELDS.filter((field) => field !== "donorKind").filter(
			(field) => before[field] !== columns[field],
		);
		if (changed.length === 0) return;
		const pick = (row: Record<string, string | null>) =>
			Object.fromEntries(changed.map((field) => [field, row[field] ?? ""]));
		await audit(tx, ctx, {
			action: "donor.changed",
			subject: { type: "donor", id: donorId },
			institutionId: before.institutionId,
			before: pick(before as unknown as Record<string, string | null>),
			after: pick(columns),
		});
	});
}
