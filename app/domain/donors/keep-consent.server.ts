import type { Lang } from "~/i18n/lang";
import type { SqlTx, Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { CONSENT_WORDING } from "../gifts/consent-wording";
import type { ConsentPurpose } from "../mail-care/mail-care-kinds";
import { welcomeAgain } from "../mail-care/welcome-again.server";

type Writer = Pick<Ctx, "actor" | "now" | "requestId">;

export type GivenConsent = {
	donorId: string;
	purpose: ConsentPurpose;
	/** in which language the sentence was read */
	lang: Lang;
	/** what makes it the same consent when it is told twice: `gift:<id>`, `portal:<id>`, `mail:<id>`, `paper:<id>` */
	source: string;
	/** the hub it was given to, whose mails were perhaps refused before */
	hubId: string | null;
	/** of one given on paper: its day, and which paper */
	paper?: { givenAt: Date; note: string };
};

/**
 * Writes a consent with the words as they were read. What the donor refused of the same kind before is open again: the newer
 * word counts. The caller locks the donor where two could come at once.
 */
export async function giveConsent(tx: Tx, ctx: Pick<Ctx, "now">, consent: GivenConsent): Promise<void> {
	const { donorId, purpose, lang, source, hubId, paper } = consent;
	const { version, words } = CONSENT_WORDING[purpose];
	await tx.consent.createMany({
		data: [
			{
				donorId,
				purpose,
				channel: "email",
				wordingVersion: version,
				wording: words[lang],
				lang,
				source,
				note: paper?.note ?? "",
				givenAt: paper?.givenAt ?? ctx.now,
			},
		],
		skipDuplicates: true,
	});
	await welcomeAgain(tx, ctx, { donorId, hubId, purpose });
}

/** Ends every open consent of a purpose. @returns whether there was one */
export async function withdrawConsent(
	tx: SqlTx,
	ctx: Pick<Ctx, "now">,
	{ donorId, purpose }: { donorId: string; purpose: ConsentPurpose },
): Promise<boolean> {
	const count = await tx.$executeRaw`
		UPDATE consent SET withdrawn_at = ${ctx.now}
		WHERE donor_id = ${donorId}::uuid AND purpose = ${purpose} AND channel = 'email' AND withdrawn_at IS NULL`;
	return count > 0;
}

/** One event for one consent given or withdrawn outside a gift. */
export function auditConsent(
	tx: SqlTx,
	ctx: Writer,
	said: { donorId: string; institutionId: string; purpose: ConsentPurpose; given: boolean; source: string },
): Promise<void> {
	const { donorId, institutionId, purpose, given, source } = said;
	return audit(tx, ctx, {
		action: given ? "consent.given" : "consent.withdrawn",
		subject: { type: "donor", id: donorId },
		institutionId,
		after: { purpose, channel: "email", wordingVersion: CONSENT_WORDING[purpose].version, source },
	});
}
