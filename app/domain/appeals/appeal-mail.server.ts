import { z } from "zod";
import type { Lang } from "~/i18n/lang";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { type AppealMailProps, renderAppealMail } from "~emails/appeal";
import type { Ctx } from "../access/ctx.server";
import { shownImages } from "../images/shown-images.server";
import { preferencesUrl, unsubscribeUrl } from "../mail-care/mail-headers.server";
import type { BulkMail, BulkTemplate } from "../mailings/bulk-template";
import { prepareFill } from "../mailings/fill-template";
import { addressee } from "../names/person-name";
import { imageIdsOf, parseRichText } from "../rich-text/rich-text";
import { appealUrl } from "./appeal-url.server";
import { type AppealStory, getAppeal } from "./get-appeal.server";

const donorRow = z.object({
	id: z.uuid(),
	kind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	contactName: z.string(),
});

type Fill = (values: Readonly<Record<string, string>>) => string;
type Prepared = { subject: string; html: Fill; text: Fill };

/**
 * The mail of an approved appeal: one ask, by one link. Each language is rendered once; a batch's names are one query.
 * @param input.code  what its links carry as `appeal=`
 * @throws AppError appeal_not_found
 */
export async function appealMailTemplate(ctx: Ctx, input: { appealId: string; code: string }): Promise<BulkTemplate> {
	const appeal = await getAppeal(ctx, input.appealId);
	const kept = new Map<Lang, Promise<Prepared>>();
	const preparedFor = (inCtx: Ctx, lang: Lang) => {
		const known = kept.get(lang) ?? prepare(inCtx, appeal, lang, input.code);
		kept.set(lang, known);
		return known;
	};
	return {
		async renderBatch(inCtx, recipients) {
			const donors = await readDonors(inCtx, [...new Set(recipients.map(({ donorId }) => donorId))]);
			const mails = new Map<string, BulkMail | null>();
			for (const recipient of recipients) {
				const donor = donors.get(recipient.donorId);
				if (donor === undefined) {
					mails.set(recipient.mailId, null);
					continue;
				}
				// Whose language an appeal is not written in reads the Japanese.
				const lang = appeal.bodyEn === "" ? "ja" : recipient.lang;
				const { subject, html, text } = await preparedFor(inCtx, lang);
				const { mailToken, mailId, hubSlug } = recipient;
				const values = {
					addressee: oneLine(addressee({ ...donor, donorKind: donor.kind }, lang)),
					preferences: preferencesUrl({ mailToken, lang, mailId }),
					stop: unsubscribeUrl({ mailToken, hubSlug, mailId, lang, purpose: "appeals" }),
				};
				mails.set(mailId, { subject, html: html(values), text: text(values) });
			}
			return mails;
		},
	};
}

/** How the mail looks to a reader nobody knows: for who writes and who approves. */
export async function previewAppealMail(ctx: Ctx, input: { appealId: string; lang: Lang; addressee: string }) {
	const appeal = await getAppeal(ctx, input.appealId);
	const props = await propsOf(ctx, appeal, input.lang, appeal.code ?? "sample22");
	return renderAppealMail({ ...props, addressee: input.addressee, preferencesUrl: "#", stopUrl: "#" });
}

/** A name fills one place in a line. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

async function readDonors(ctx: Ctx, ids: string[]) {
	const rows = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			donorRow,
			Prisma.sql`SELECT d.id, d.kind, d.family_name AS "familyName", d.given_name AS "givenName",
				d.company_name AS "companyName", d.contact_name AS "contactName"
			FROM donor d WHERE d.id = ANY(${ids}::uuid[]) AND d.erased_at IS NULL`,
		),
	);
	return new Map(rows.map((row) => [row.id, row]));
}

async function prepare(ctx: Ctx, appeal: AppealStory, lang: Lang, code: string): Promise<Prepared> {
	const props = withoutPlaceholders(await propsOf(ctx, appeal, lang, code));
	const mail = await renderAppealMail({
		...props,
		addressee: "%%addressee%%",
		preferencesUrl: "%%preferences%%",
		stopUrl: "%%stop%%",
	});
	return { subject: mail.subject, html: prepareFill(mail.html, "html"), text: prepareFill(mail.text, "text") };
}

type Whole = Omit<AppealMailProps, "addressee" | "preferencesUrl" | "stopUrl">;

async function propsOf(ctx: Ctx, appeal: AppealStory, lang: Lang, code: string): Promise<Whole> {
	const ja = lang === "ja" || appeal.bodyEn === "";
	const institution = await ctx.db.institution.findUniqueOrThrow({
		where: { id: appeal.institutionId },
		include: { receiptIssuer: true },
	});
	const blocks = parseRichText(ja ? appeal.bodyJa : appeal.bodyEn);
	const issuer = institution.receiptIssuer;
	const inLang = (textJa: string, textEn: string) => (lang === "en" && textEn !== "" ? textEn : textJa);
	return {
		lang,
		subject: ja ? appeal.subjectJa : appeal.subjectEn,
		blocks,
		images: await shownImages(ctx, imageIdsOf(blocks), lang),
		askUrl: appealUrl(appeal, lang, code),
		hub: inLang(appeal.hub.nameJa, appeal.hub.nameEn),
		institution: inLang(institution.nameJa, institution.nameEn),
		contactEmail: institution.contactEmail,
		postalAddress: issuer ? inLang(issuer.addressJa, issuer.addressEn).replace(/\s*\n\s*/g, " ") : "",
		siteOrigin: new URL(env.APP_URL).origin,
		demo: env.demo,
	};
}

/** What a writer typed asks for nothing of the recipient's: `%%` in a text is set apart by a joiner nobody sees. */
function withoutPlaceholders(props: Whole): Whole {
	return JSON.parse(JSON.stringify(props).replaceAll("%%", "%\u2060%")) as Whole;
}
