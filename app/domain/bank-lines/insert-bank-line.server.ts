import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { BankLineSource } from "./bank-line.schema";

export type NewBankLine = {
	institutionId: string;
	/** the day on the passbook, JST */
	valueOn: string;
	/** money in is positive, money out negative */
	amountYen: bigint;
	/** as printed */
	remitter: string;
	note: string;
	source: BankLineSource;
	/** what makes it the same line; `bankLineKey` makes one of its content */
	sourceKey: string;
};

const insertedSchema = z.object({ id: z.uuid() });

/**
 * Writes one line of a passbook or bank file, tied to nothing yet, in the caller's transaction. The caller has asked
 * whether the actor may `record` lines of the institution.
 * @throws AppError bank_line_zero, bank_line_already_there (409) when a line has this key
 */
export async function insertBankLine(tx: SqlTx, ctx: Ctx, line: NewBankLine): Promise<{ bankLineId: string }> {
	if (line.amountYen === 0n) throw invalid("bank_line_zero", "a bank line of no yen");
	const [inserted] = await queryRows(
		tx,
		insertedSchema,
		Prisma.sql`
		INSERT INTO bank_line (id, institution_id, value_on, amount_yen, remitter, note, source, source_key, entered_by, created_at)
		VALUES (gen_random_uuid(), ${line.institutionId}::uuid, ${line.valueOn}::date, ${line.amountYen}, ${line.remitter}, ${line.note}, ${line.source},
			${line.sourceKey}, ${actorId(ctx.actor)}, ${ctx.now})
		ON CONFLICT (source_key) DO NOTHING
		RETURNING id`,
	);
	if (!inserted) {
		throw conflict("bank_line_already_there", `a bank line with key ${line.sourceKey} is there`, {
			personKey: "bankLines.alreadyThere",
		});
	}
	await audit(tx, ctx, {
		action: "bank_line.recorded",
		subject: { type: "bank_line", id: inserted.id },
		institutionId: line.institutionId,
		after: {
			valueOn: line.valueOn,
			amountYen: line.amountYen.toString(),
			remitter: line.remitter,
			source: line.source,
		},
	});
	return { bankLineId: inserted.id };
}

/**
 * The same line typed twice has the same key. A passbook may really hold two alike: the person says which one it is.
 * @param line.ordinal  1, or more for another line of the same content
 */
export function bankLineKey(
	line: Pick<NewBankLine, "institutionId" | "valueOn" | "amountYen" | "remitter"> & { ordinal?: number },
): string {
	const remitter = line.remitter.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
	const content = [line.institutionId, line.valueOn, line.amountYen.toString(), remitter, line.ordinal ?? 1].join("\n");
	return `line:${createHash("sha256").update(content).digest("base64url")}`;
}

/**
 * Says what a line is: the money of this payment. For money that came to the institution's own bank.
 * @throws AppError bank_line_taken (409) when it is tied to something already
 */
export async function tieBankLineToPayment(
	tx: SqlTx,
	ctx: Ctx,
	input: { bankLineId: string; paymentId: string },
): Promise<void> {
	const tied = await queryRows(
		tx,
		z.object({ institution_id: z.uuid() }),
		Prisma.sql`
		UPDATE bank_line SET payment_id = ${input.paymentId}::uuid
		WHERE id = ${input.bankLineId}::uuid AND payment_id IS NULL AND payout_id IS NULL
		RETURNING institution_id`,
	);
	const [line] = tied;
	if (!line) throw taken(input.bankLineId);
	await audit(tx, ctx, {
		action: "bank_line.tied",
		subject: { type: "bank_line", id: input.bankLineId },
		institutionId: line.institution_id,
		after: { paymentId: input.paymentId },
	});
}

export const taken = (bankLineId: string) =>
	conflict("bank_line_taken", `bank line ${bankLineId} is tied already or not there`, { personKey: "bankLines.taken" });
