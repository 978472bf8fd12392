import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { BankLineInput } from "./bank-line.schema";
import { bankLineKey, insertBankLine } from "./insert-bank-line.server";

/**
 * Keeps one line of an institution's passbook, as finance reads it there. It is tied to nothing yet.
 * @throws AppError forbidden, bank_line_already_there (409): the same day, amount, remitter and number
 */
export async function recordBankLine(ctx: Ctx, input: BankLineInput): Promise<{ bankLineId: string }> {
	const { institutionId, ordinal, ...line } = input;
	if (!mayDo(ctx, "record", "BankLine", { institutionId })) throw forbidden(`record BankLine of ${institutionId}`);
	const sourceKey = bankLineKey({ institutionId, ordinal, ...line });
	return inTransaction(ctx, (tx) => insertBankLine(tx, ctx, { institutionId, ...line, source: "passbook", sourceKey }));
}
