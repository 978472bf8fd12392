import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { PREFECTURES } from "~/domain/addresses/prefectures.ts";
import { jstDayString } from "~/domain/calendar/fiscal-year.ts";
import { changeReportConsent } from "~/domain/donors/change-report-consent.server.ts";
import { REPORT_CONSENT_WORDING } from "~/domain/gifts/consent-wording.ts";
import { listOwnDonors, type OwnDonor } from "~/domain/portal/list-own-donors.server.ts";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { notFound } from "~/platform/errors.ts";
import { readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { DonorCard } from "~/ui/portal/donor-card.tsx";
import { Outcome, PortalHead } from "~/ui/portal/parts.tsx";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const donors = await listOwnDonors(ctx);
	return {
		lang: ctx.lang,
		title: getT(ctx.lang, "public")("portal.details.title"),
		wording: REPORT_CONSENT_WORDING[ctx.lang],
		donors: donors.map((donor) => cardOf(donor, ctx.lang)),
		saved: new URL(request.url).searchParams.has("saved"),
	};
}

/** Gives or takes back a consent. */
export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const sent = await readForm(request);
	const donorId = String(sent.get("donorId") ?? "");
	if (!ctx.actor.donorIds.includes(donorId)) throw notFound("donor", "of this form");
	await changeReportConsent(ctx, { donorId, given: sent.get("consent") === "give" });
	return seeOther("/portal/details?saved=1");
}

function cardOf(donor: OwnDonor, lang: Lang) {
	const prefecture = PREFECTURES.find(({ value }) => value === donor.prefecture);
	const open = donor.consents.find(({ withdrawnAt }) => withdrawnAt === null);
	return {
		id: donor.id,
		institution: donor.institutionName,
		contactEmail: donor.institution.contactEmail,
		name: donor.name,
		email: donor.email,
		address: [donor.postalCode, prefecture ? prefecture[lang] : donor.prefecture, donor.city, donor.addressLine]
			.filter((part) => part !== "" && part !== "overseas")
			.join(" "),
		phone: donor.phone,
		lang: donor.lang === "en" ? ("en" as const) : ("ja" as const),
		receiptRhythm: donor.receiptRhythm === "each" || donor.receiptRhythm === "annual" ? donor.receiptRhythm : "default",
		consentGivenOn: open ? jstDayString(open.givenAt) : null,
		history: donor.consents.map(({ id, wording, lang: inLang, givenAt, withdrawnAt }) => ({
			id,
			wording,
			lang: inLang,
			givenOn: jstDayString(givenAt),
			withdrawnOn: withdrawnAt ? jstDayString(withdrawnAt) : null,
		})),
	} as const;
}

/** What each institution knows of the donor, and what they agreed to. */
export default function Details() {
	const { lang, title, donors, wording, saved } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={t("portal.details.lead")} />
			<Outcome said={saved ? t("portal.saved") : null} error={null} />
			<div className="grid gap-6">
				{donors.map((donor) => (
					<DonorCard key={donor.id} donor={donor} wording={wording} lang={lang} />
				))}
			</div>
		</>
	);
}
