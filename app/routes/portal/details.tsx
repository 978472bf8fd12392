import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { PREFECTURES } from "~/domain/addresses/prefectures.ts";
import { jstDayString } from "~/domain/calendar/fiscal-year.ts";
import { CONSENT_WORDING } from "~/domain/gifts/consent-wording.ts";
import { changeMailChoices } from "~/domain/mail-care/change-mail-choices.server.ts";
import { listOwnMailChoices } from "~/domain/mail-care/get-mail-choices.server.ts";
import { readChoices } from "~/domain/mail-care/mail-choices.ts";
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
	const [donors, choices] = await Promise.all([listOwnDonors(ctx), listOwnMailChoices(ctx)]);
	return {
		lang: ctx.lang,
		title: getT(ctx.lang, "public")("portal.details.title"),
		sentences: {
			reports: CONSENT_WORDING.reports.words[ctx.lang],
			appeals: CONSENT_WORDING.appeals.words[ctx.lang],
			clicks: CONSENT_WORDING.clicks.words[ctx.lang],
		},
		donors: donors.flatMap((donor) => {
			const own = choices.get(donor.id);
			return own ? [{ card: cardOf(donor, ctx.lang), choices: own }] : [];
		}),
		saved: new URL(request.url).searchParams.has("saved"),
	};
}

/** Keeps what is wanted by mail from one institution, with the consents that say so. */
export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	const sent = await readForm(request);
	const donorId = String(sent.get("donorId") ?? "");
	if (!ctx.actor.donorIds.includes(donorId)) throw notFound("donor", "of this form");
	const all = sent.get("intent") === "stopAll";
	await changeMailChoices(ctx, {
		who: { donorId },
		wanted: all ? [] : readChoices(sent.getAll("want")),
		countsClicks: !all && sent.get("clicks") === "on",
		othersToo: sent.get("others") === "on",
		source: "portal",
	});
	return seeOther("/portal/details?saved=1");
}

function cardOf(donor: OwnDonor, lang: Lang) {
	const prefecture = PREFECTURES.find(({ value }) => value === donor.prefecture);
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
	const { lang, title, donors, sentences, saved } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<PortalHead title={title} lead={t("portal.details.lead")} />
			<Outcome said={saved ? t("portal.saved") : null} error={null} />
			<div className="grid gap-6">
				{donors.map(({ card, choices }) => (
					<DonorCard key={card.id} donor={card} choices={choices} sentences={sentences} lang={lang} />
				))}
			</div>
		</>
	);
}
