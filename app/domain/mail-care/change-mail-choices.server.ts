import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { auditConsent, giveConsent, withdrawConsent } from "../donors/keep-consent.server";
import type { MailPurpose } from "../mailings/mailing.status";
import type { ConsentPurpose, PreferenceSource } from "./mail-care-kinds";
import { CHOICE_PURPOSES, type Choice, choiceOf } from "./mail-choices";
import { consentFor } from "./may-write.server";
import { type ChoosingDonor, type DonorChoices, readMailChoices } from "./read-mail-choices.server";
import { waitForMails } from "./wait-for-mails.server";

export type ChangedChoices = {
	who: ChoosingDonor;
	/** everything that is wanted from now on; the rest is refused */
	wanted: readonly Choice[];
	countsClicks: boolean;
	/** stop the same for the other entries of this address too; it never starts anything for them */
	othersToo: boolean;
	source: PreferenceSource;
	/** the mail whose link led here */
	mailId?: string | null;
};

/**
 * Keeps what a donor wants by mail. What is ticked without a consent being open is agreed to in the words the page shows; a
 * purpose that nothing is wanted of any more is withdrawn as a consent as well. Nothing of what is refused leaves after this
 * returns. A donor who was forgotten gets nothing anyway, and is answered alike.
 * @returns what was wanted before, so that it can be undone
 * @throws AppError page_not_found
 */
export async function changeMailChoices(
	ctx: Ctx,
	input: ChangedChoices,
): Promise<{ before: Choice[]; countedClicks: boolean; others: number }> {
	const done = await inTransaction(ctx, async (tx) => {
		const found = await lockChoices(tx, input.who);
		const others = input.othersToo && !found.erased ? await lockOthers(tx, found) : [];
		if (!found.erased) {
			const mailId = await ownMail(tx, found.donorId, input.mailId);
			await keepChoices(tx, ctx, { found, ...input, mailId, mayStart: true });
			for (const donorId of others) {
				const other = await readMailChoices(tx, { donorId });
				if (other) await keepChoices(tx, ctx, { found: other, ...narrowed(other, found, input), mayStart: false });
			}
		}
		return { donorIds: [found.donorId, ...others], before: found.wanted, countedClicks: found.countsClicks };
	});
	await waitForMails(ctx, done.donorIds);
	return { before: done.before, countedClicks: done.countedClicks, others: done.donorIds.length - 1 };
}

/** What another entry of the address keeps: what it wanted, without what was just stopped here. */
function narrowed(other: DonorChoices, here: DonorChoices, input: ChangedChoices) {
	const slugs = new Set(here.hubs.map(({ slug }) => slug));
	const stops = (purpose: MailPurpose, slug: string) =>
		slugs.has(slug)
			? !input.wanted.includes(choiceOf(purpose, slug))
			: !input.wanted.some((choice) => choice.startsWith(`${purpose}:`));
	const wanted = other.wanted.filter((choice) => {
		const [purpose, slug = ""] = choice.split(":");
		return !stops(purpose as MailPurpose, slug);
	});
	return { wanted, countsClicks: other.countsClicks && input.countsClicks, source: input.source, mailId: null };
}

type Kept = {
	found: DonorChoices;
	wanted: readonly Choice[];
	countsClicks: boolean;
	source: PreferenceSource;
	mailId: string | null;
	mayStart: boolean;
};

async function keepChoices(tx: Tx, ctx: Ctx, kept: Kept): Promise<void> {
	const { found, source, mailId } = kept;
	const possible = found.hubs.flatMap(({ slug }) => CHOICE_PURPOSES.map((purpose) => choiceOf(purpose, slug)));
	const wanted = kept.wanted.filter(
		(choice) => possible.includes(choice) && (kept.mayStart || found.wanted.includes(choice)),
	);
	const changed = possible.some((choice) => wanted.includes(choice) !== found.wanted.includes(choice));
	const wants = (purpose: MailPurpose) => wanted.some((choice) => choice.startsWith(`${purpose}:`));
	const consents: Record<ConsentPurpose, boolean> = {
		reports: CHOICE_PURPOSES.some((purpose) => consentFor(purpose) === "reports" && wants(purpose)),
		appeals: wants("appeals"),
		clicks: kept.countsClicks,
	};
	for (const purpose of ["reports", "appeals", "clicks"] as const) {
		await keepConsent(tx, ctx, { found, purpose, given: consents[purpose], source });
	}
	for (const purpose of CHOICE_PURPOSES) {
		const rows = found.hubIds.map((hubId, index) => ({
			hubId: hubId as string | null,
			wanted: wanted.includes(choiceOf(purpose, found.hubs[index]?.slug ?? "")),
		}));
		// Nothing of a purpose: also not from a hub given to later, unless the donor agrees anew there.
		for (const row of [{ hubId: null, wanted: wants(purpose) }, ...rows]) {
			await keepPreference(tx, ctx, { donorId: found.donorId, purpose, ...row, source, mailId });
		}
	}
	if (!changed) return;
	await audit(tx, ctx, {
		action: "mail_choices.changed",
		subject: { type: "donor", id: found.donorId },
		institutionId: found.institutionId,
		before: { wanted: found.wanted },
		after: { wanted, source },
	});
}

async function keepConsent(
	tx: Tx,
	ctx: Ctx,
	{ found, purpose, given, source }: { found: DonorChoices; purpose: ConsentPurpose; given: boolean; source: string },
): Promise<void> {
	const { donorId, institutionId } = found;
	const which = { donorId, purpose, channel: "email", withdrawnAt: null };
	const isOpen = (await tx.consent.count({ where: which })) > 0;
	if (isOpen === given) return;
	if (given) {
		const id = `${source === "portal" ? "portal" : "mail"}:${randomUUID()}`;
		await giveConsent(tx, ctx, { donorId, purpose, lang: ctx.lang, source: id, hubId: null });
	} else {
		await withdrawConsent(tx, ctx, { donorId, purpose });
	}
	await auditConsent(tx, ctx, { donorId, institutionId, purpose, given, source });
}

export type KeptPreference = {
	donorId: string;
	hubId: string | null;
	purpose: MailPurpose;
	wanted: boolean;
	source: PreferenceSource;
	mailId: string | null;
};

/** A row only where something is refused, or was. Said again, the first moment stays. @returns whether it changed */
export async function keepPreference(tx: Tx, ctx: Pick<Ctx, "now">, kept: KeptPreference): Promise<boolean> {
	const { donorId, hubId, purpose, wanted, source, mailId } = kept;
	const count = wanted
		? await tx.$executeRaw`
			UPDATE mail_preference SET wanted = true, source = ${source}, mail_id = NULL, at = ${ctx.now}
			WHERE donor_id = ${donorId}::uuid AND hub_id IS NOT DISTINCT FROM ${hubId}::uuid AND purpose = ${purpose} AND NOT wanted`
		: await tx.$executeRaw`
			INSERT INTO mail_preference AS p (id, donor_id, hub_id, purpose, wanted, source, mail_id, at)
			VALUES (gen_random_uuid(), ${donorId}::uuid, ${hubId}::uuid, ${purpose}, false, ${source}, ${mailId}::uuid, ${ctx.now})
			ON CONFLICT (donor_id, hub_id, purpose) DO UPDATE
				SET wanted = false, source = excluded.source, mail_id = excluded.mail_id, at = excluded.at WHERE p.wanted`;
	return count > 0;
}

const idRow = z.object({ id: z.uuid() });

/** Locks the donor, so that two forms at once are kept one after the other. */
export async function lockChoices(tx: Tx, who: ChoosingDonor): Promise<DonorChoices> {
	const which = "donorId" in who ? Prisma.sql`id = ${who.donorId}::uuid` : Prisma.sql`mail_token = ${who.mailToken}`;
	await queryRows(tx, idRow, Prisma.sql`SELECT id FROM donor WHERE ${which} FOR UPDATE`);
	const found = await readMailChoices(tx, who);
	if (!found) throw notFound("page", "of this link");
	return found;
}

async function lockOthers(tx: Tx, found: DonorChoices): Promise<string[]> {
	const rows = await queryRows(
		tx,
		idRow,
		Prisma.sql`SELECT id FROM donor WHERE email_key = ${found.emailKey} AND institution_id = ${found.institutionId}::uuid
			AND id <> ${found.donorId}::uuid AND erased_at IS NULL ORDER BY id LIMIT 200 FOR UPDATE`,
	);
	return rows.map(({ id }) => id);
}

/** The mail named in a link, when it was to this donor. */
export async function ownMail(tx: Tx, donorId: string, mailId: string | null | undefined): Promise<string | null> {
	if (!mailId || !isUuid(mailId)) return null;
	return (await tx.mail.findFirst({ where: { id: mailId, donorId }, select: { id: true } }))?.id ?? null;
}
