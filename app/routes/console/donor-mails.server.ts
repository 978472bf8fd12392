import { mayEver } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { recordConsentSchema } from "~/domain/donors/record-consent.schema";
import { recordConsent, takeBackConsent } from "~/domain/donors/record-consent.server";
import { CONSENT_WORDING } from "~/domain/gifts/consent-wording";
import { getDonorMails } from "~/domain/mail-care/get-donor-mails.server";
import { liftOfDonor, stopByStaff } from "~/domain/mail-care/lift-suppression.server";
import { CONSENT_PURPOSES } from "~/domain/mail-care/mail-care-kinds";
import { formatMoment } from "~/i18n/format";
import { parseForm } from "~/platform/http/form.server";
import type { DonorMailsView } from "~/ui/console/donor-mails";

/** What a donor's page shows of mails; null for a role that does not look after donors. */
export async function donorMails(ctx: StaffCtx, donorId: string): Promise<DonorMailsView | null> {
	if (!mayEver(ctx, "read", "MailPreference")) return null;
	const { hubs, stop, bounces, ...shown } = await getDonorMails(ctx, { donorId });
	const ja = ctx.lang === "ja";
	return {
		...shown,
		hubs: hubs.map(({ slug, nameJa, nameEn }) => ({ slug, name: ja ? nameJa : nameEn })),
		stop: stop && { reason: stop.reason, detail: stop.detail, at: formatMoment(stop.at, ctx.lang) },
		bounces: bounces.map((one) => ({ ...one, at: formatMoment(one.at, ctx.lang) })),
		today: jstDayString(ctx.now),
		sentences: CONSENT_PURPOSES.map((purpose) => ({ purpose, words: CONSENT_WORDING[purpose].words[ctx.lang] })),
	};
}

type Outcome = { done: "mails" } | { errors: Record<string, string[] | null> };
const REASON_MAX = 300;

/** The forms about mails on a donor's page; null when the form is another one. */
export async function changeDonorMails(ctx: StaffCtx, donorId: string, sent: FormData): Promise<Outcome | null> {
	const intent = sent.get("intent");
	if (intent === "consentPaper") {
		const form = parseForm(sent, recordConsentSchema(jstDayString(ctx.now)));
		if (!form.ok) return { errors: form.submission.reply().error ?? {} };
		await recordConsent(ctx, { donorId, ...form.value });
		return { done: "mails" };
	}
	if (intent === "consentBack") {
		const purpose = CONSENT_PURPOSES.find((one) => one === sent.get("purpose"));
		if (!purpose) return { errors: { "": ["fields.invalid"] } };
		await takeBackConsent(ctx, { donorId, purpose });
		return { done: "mails" };
	}
	if (intent !== "mailStop" && intent !== "mailLift") return null;
	const reason = String(sent.get("reason") ?? "").trim();
	if (reason === "") return { errors: { reason: ["fields.required"] } };
	if (reason.length > REASON_MAX) return { errors: { reason: [`fields.tooLong?max=${REASON_MAX}`] } };
	await (intent === "mailStop" ? stopByStaff(ctx, { donorId, reason }) : liftOfDonor(ctx, { donorId, reason }));
	return { done: "mails" };
}
