import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { forbidden } from "~/platform/errors";
import { actorId } from "./actor";
import type { Ctx } from "./ctx.server";

const personRow = z.object({ submitter: z.string().nullable(), decider: z.string().nullable() });

/**
 * Who decides is not who handed in. A token is the person who made it: nobody is a second person by writing a script.
 * @param of.noun  for the log
 * @throws AppError forbidden, with the caller's words for the person
 */
export async function assertSecondPerson(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor">,
	of: { noun: string; submittedBy: string | null; personKey: string },
): Promise<void> {
	const person = (id: string | null) =>
		Prisma.sql`coalesce((SELECT created_by FROM api_token WHERE id::text = ${id}), ${id})`;
	const { submitter, decider } = await queryRow(
		tx,
		personRow,
		Prisma.sql`SELECT ${person(of.submittedBy)} AS submitter, ${person(actorId(ctx.actor))} AS decider`,
	);
	if (submitter === decider) {
		throw forbidden(`${of.noun} was handed in by the same person`, { personKey: of.personKey });
	}
}
