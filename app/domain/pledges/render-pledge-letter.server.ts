import { renderDocument } from "~/documents";
import type { PledgeLetterProps } from "~/documents/pledge-letter-props";
import { formatDayOfEra, formatInteger } from "~/i18n/format";
import { isLang, type Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { notFound } from "~/platform/errors";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { OVERSEAS } from "../addresses/prefectures";
import { jstDayString } from "../calendar/fiscal-year";
import { donorName } from "../names/person-name";
import { getPledgeLetter } from "./list-pledge-letters.server";
import { fillLetter, type LetterField } from "./pledge-letter.schema";

export type LetterFile = { bytes: Uint8Array; fileName: string };
type Wording = { titleJa: string; titleEn: string; bodyJa: string; bodyEn: string; status: string };

const PLEDGE_ROWS = {
	donor: true,
	fund: true,
	hub: true,
	institution: { include: { receiptIssuer: true } },
	instalments: { where: { current: true }, orderBy: { number: "asc" } },
} as const;

/**
 * The letter (誓約書) of one pledge to be signed, made of what is promised now.
 * @param input.letterId  the hub's wording; null: its newest that is ready, else the plain one
 * @throws AppError pledge_not_found, pledge_letter_not_found, forbidden
 */
export async function renderPledgeLetter(
	ctx: Ctx,
	input: { pledgeId: string; letterId: string | null; lang: Lang | null },
): Promise<LetterFile> {
	await authorize(ctx, "readContact", "Gift");
	const row = isUuid(input.pledgeId)
		? await ctx.db.pledge.findUnique({ where: { id: input.pledgeId }, include: PLEDGE_ROWS })
		: null;
	if (!row) throw notFound("pledge", input.pledgeId);
	const lang: Lang = input.lang ?? (isLang(row.lang) ? row.lang : "ja");
	const letter = input.letterId
		? await getPledgeLetter(ctx, input.letterId)
		: await ctx.db.pledgeLetter.findFirst({
				where: { hubId: row.hubId ?? "", status: "ready" },
				orderBy: { updatedAt: "desc" },
			});
	if (letter && letter.hubId !== row.hubId) throw notFound("pledge_letter", letter.id);
	const ja = lang === "ja";
	const { donor, institution } = row;
	const company = donor.kind === "company";
	const issuer = institution.receiptIssuer;
	const of = (named: { nameJa: string; nameEn: string }) => (ja ? named.nameJa : named.nameEn);
	const instalments = row.instalments.map((one) => ({
		number: one.number,
		dueOn: one.dueOn.toISOString().slice(0, 10),
		amountYen: one.scheduledYen.toString(),
	}));
	const facts = {
		institution: issuer ? (ja ? issuer.legalNameJa : issuer.legalNameEn) : of(institution),
		hub: row.hub ? of(row.hub) : of(row.fund),
		fund: of(row.fund),
		donor: donorName({ ...donor, donorKind: company ? "company" : "individual" }, lang),
		amountYen: row.amountYen.toString(),
	};
	const region = donor.prefecture === OVERSEAS ? "" : donor.prefecture;
	const bytes = await renderDocument("pledge-letter", {
		lang,
		reference: row.reference,
		printedOn: jstDayString(ctx.now),
		...wordingFor(letter, lang, facts, instalments),
		to: {
			name: facts.institution,
			representativeTitle: issuer ? (ja ? issuer.representativeTitleJa : issuer.representativeTitleEn) : "",
			representativeName: issuer ? (ja ? issuer.representativeNameJa : issuer.representativeNameEn) : "",
		},
		donor: {
			name: facts.donor,
			kind: company ? "company" : "individual",
			department: donor.department,
			postalCode: donor.postalCode,
			addressLines: [`${region}${donor.city}`, donor.addressLine].filter((line) => line !== ""),
		},
		signatory: row.signatory,
		signedOn: row.signedOn?.toISOString().slice(0, 10) ?? null,
		amountYen: facts.amountYen,
		hubName: row.hub ? facts.hub : "",
		fundName: facts.fund,
		conditions: row.conditions,
		instalments,
		contact: { office: issuer?.contact ?? "", email: institution.contactEmail ?? "" },
	});
	return { bytes, fileName: `pledge-${row.reference}.pdf` };
}

/**
 * A letter's wording with the facts of nobody, marked as a sample.
 * @throws AppError pledge_letter_not_found
 */
export async function previewPledgeLetter(ctx: Ctx, input: { letterId: string; lang: Lang }): Promise<LetterFile> {
	const { lang } = input;
	const letter = await getPledgeLetter(ctx, input.letterId);
	const t = getT(lang, "document");
	const ja = lang === "ja";
	const first = jstDayString(ctx.now);
	const year = Number(first.slice(0, 4));
	const instalments = [1, 2, 3].map((number) => ({ number, dueOn: `${year + number}-04-30`, amountYen: "1000000" }));
	const facts = {
		institution: t("pledge.sample.institution"),
		hub: ja ? letter.hub.nameJa : letter.hub.nameEn,
		fund: t("pledge.sample.fund"),
		donor: t("pledge.sample.donor"),
		amountYen: "3000000",
	};
	const bytes = await renderDocument("pledge-letter", {
		lang,
		reference: "00000000",
		printedOn: first,
		...wordingFor(letter, lang, facts, instalments),
		sample: true,
		to: { name: facts.institution, representativeTitle: "", representativeName: "" },
		donor: { name: facts.donor, kind: "company", department: "", postalCode: "", addressLines: [] },
		signatory: "",
		signedOn: null,
		amountYen: facts.amountYen,
		hubName: facts.hub,
		fundName: facts.fund,
		conditions: "",
		instalments,
		contact: { office: "", email: "" },
	});
	return { bytes, fileName: "pledge-letter.pdf" };
}

/** A letter without wording in this language, or none at all, is printed in plain words. */
function wordingFor(
	letter: Wording | null,
	lang: Lang,
	facts: { institution: string; hub: string; fund: string; donor: string; amountYen: string },
	instalments: PledgeLetterProps["instalments"],
): Pick<PledgeLetterProps, "title" | "body" | "sample"> {
	const t = getT(lang, "document");
	const own = letter
		? { title: lang === "ja" ? letter.titleJa : letter.titleEn, body: lang === "ja" ? letter.bodyJa : letter.bodyEn }
		: null;
	const written = own !== null && own.title !== "" && own.body !== "" ? own : null;
	const day = (value: string | undefined) => (value === undefined ? "" : formatDayOfEra(value, lang));
	const values: Record<LetterField, string> = {
		...facts,
		amount: t("pledge.amount", { amount: formatInteger(BigInt(facts.amountYen)) }),
		times: String(instalments.length),
		first: day(instalments[0]?.dueOn),
		last: day(instalments.at(-1)?.dueOn),
	};
	return {
		title: fillLetter(written?.title ?? t("pledge.title"), values),
		body: fillLetter(written?.body ?? t("pledge.body"), values),
		sample: written !== null && letter?.status !== "ready",
	};
}
