import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { listChanges } from "~/domain/audit/list-changes.server";
import { type CampaignStep, campaignStepSchema } from "~/domain/campaigns/campaign.schema";
import {
	decideCampaign,
	submitCampaign,
	takeBackCampaign,
	withdrawCampaign,
} from "~/domain/campaigns/decide-campaign.server";
import { getCampaign } from "~/domain/campaigns/get-campaign.server";
import { listCampaignGifts } from "~/domain/campaigns/list-campaign-gifts.server";
import { donorName } from "~/domain/names/person-name";
import { formatDayShort, formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import type { RouteHandle } from "~/platform/http/route-handle";
import { CampaignGifts, CampaignLinks } from "~/ui/console/campaign-parts";
import { CampaignSteps } from "~/ui/console/campaign-steps";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { PageHead } from "~/ui/console/page-head";
import { ShareKit } from "~/ui/console/share-kit";
import { StatusBadge } from "~/ui/console/status-badge";
import { CampaignMatching } from "~/ui/public/campaign-matching";
import { CampaignProgress } from "~/ui/public/campaign-page";
import { CAMPAIGNS, campaignHistory, campaignLinks, daysText, stateKey } from "./campaign-view.server";
import { nameOf } from "./fund-view.server";
import { shareKit } from "./share-kit.server";

export const handle = { i18n: ["console", "public"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["created", "changed", "submitted", "published", "sentBack", "takenBack", "withdrawn"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const row = await getCampaign(ctx, params.campaignId ?? "");
	const { card, status, people, may } = row;
	const { lang } = ctx;
	const t = getT(lang, "console");
	const [gifts, changes] = await Promise.all([
		listCampaignGifts(ctx, row.id),
		listChanges(ctx, { subject: { type: "campaign", id: row.id } }),
	]);
	const done = new URL(request.url).searchParams.get("done");
	return {
		title: card.title,
		id: row.id,
		card,
		state: stateKey(status, card.phase),
		isPublic: status === "published",
		facts: {
			place: row.hub?.abbreviation ?? t("campaigns.programme"),
			days: daysText(card, lang),
			funds: row.funds.map(({ fund }) =>
				[fund.hub?.abbreviation ?? t("campaigns.programme"), nameOf(fund, lang)].join(" / "),
			),
			created: people.created ?? "",
			submitted: people.submitted ?? "",
			decided: people.decided ?? "",
			note: row.note,
		},
		may,
		links: campaignLinks(row.slug),
		kit: status === "published" ? shareKit("campaigns", row.slug, card.title) : null,
		gifts: gifts.map((gift) => ({
			id: gift.id,
			day: gift.givenOn === null ? "" : formatDayShort(gift.givenOn, lang),
			donor: { id: gift.donorId, name: donorName(gift, lang) },
			amount: formatYen(gift.amountYen, lang),
			frequency: t(`frequency.${gift.frequency as "once"}`),
			status: t(`giftStatus.${gift.status as "received"}`),
			by: [gift.source, gift.appealCode].filter(Boolean).join(" / "),
		})),
		history: campaignHistory(changes, lang),
		done: DONE.find((one) => one === done) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const campaignId = params.campaignId ?? "";
	await authorize(ctx, "change", { type: "Campaign", id: campaignId });
	const form = parseForm(await readForm(request), campaignStepSchema);
	if (!form.ok) throw invalid("campaign_step", "no such step of a campaign");
	const { intent, note } = form.value;
	try {
		const done = await takeStep(ctx, campaignId, intent, note);
		return redirect(`${CAMPAIGNS}/${campaignId}?done=${done}`, 303);
	} catch (error) {
		// A role that may not do this at all gets the error page; what the person can put right is said here.
		if (!isAppError(error) || !error.personKey.startsWith("campaigns.")) throw error;
		return data({ error: error.personKey, note }, { status: error.status });
	}
}

async function takeStep(ctx: StaffCtx, campaignId: string, intent: CampaignStep, note: string) {
	switch (intent) {
		case "submit":
			await submitCampaign(ctx, { campaignId });
			return "submitted";
		case "publish":
		case "sendBack":
			await decideCampaign(ctx, { campaignId, approve: intent === "publish", note });
			return intent === "publish" ? "published" : "sentBack";
		case "takeBack":
			await takeBackCampaign(ctx, { campaignId });
			return "takenBack";
		case "withdraw":
			await withdrawCampaign(ctx, { campaignId, note });
			return "withdrawn";
	}
}

export default function CampaignOfStaff() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const lang = useLang();
	const errorText = useErrorText();
	const { card, id, may } = page;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/campaigns">{t("campaigns.back")}</a>
			</p>
			<PageHead title={page.title} lead={card.summary}>
				{page.isPublic ? (
					<>
						<a className="btn btn-small" href={`/${lang}/campaigns/${card.slug}`}>
							{t("campaigns.publicPage")}
						</a>
						<a className="btn btn-small" href={`/console/outcomes/campaign/${id}`}>
							{t("nav.outcomes")}
						</a>
					</>
				) : null}
				<a className="btn btn-small" href={`/console/campaigns/${id}/preview`}>
					{t("campaigns.preview")}
				</a>
				{may.change ? (
					<a className="btn btn-small btn-primary" href={`/console/campaigns/${id}/edit`}>
						{t("campaigns.edit")}
					</a>
				) : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`campaigns.done.${page.done}`)}</p> : null}
			{sent ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errorText(sent.error)}
				</p>
			) : null}
			<CampaignFacts />
			<CampaignSteps may={may} note={sent?.note ?? ""} />
			<div className="mt-8 grid items-start gap-6 md:grid-cols-2">
				<CampaignProgress campaign={card} lang={lang} />
				<CampaignMatching offers={card.offers} lang={lang} />
			</div>
			<CampaignGifts gifts={page.gifts} />
			<CampaignLinks links={page.links} isPublic={page.isPublic} />
			{page.kit ? (
				<div className="mt-5">
					<ShareKit {...page.kit} />
				</div>
			) : null}
			<ChangeHistory changes={page.history} />
		</>
	);
}

function CampaignFacts() {
	const { facts, state } = useLoaderData<typeof loader>();
	const t = useT("console");
	const filled = (name: "created" | "submitted" | "decided" | "note") =>
		facts[name] === ""
			? []
			: [{ label: t(`campaigns.facts.${name}`), value: <span className="whitespace-pre-line">{facts[name]}</span> }];
	return (
		<Facts
			rows={[
				{
					label: t("campaigns.status"),
					value: <StatusBadge status={`campaign_${state}`} label={t(`campaigns.states.${state}`)} />,
				},
				{ label: t("campaigns.columns.place"), value: facts.place },
				{ label: t("campaigns.columns.days"), value: facts.days },
				{
					label: t("campaigns.fields.fundIds"),
					value: (
						<ul>
							{facts.funds.map((fund) => (
								<li key={fund}>{fund}</li>
							))}
						</ul>
					),
				},
				...filled("created"),
				...filled("submitted"),
				...filled("decided"),
				...filled("note"),
			]}
		/>
	);
}
