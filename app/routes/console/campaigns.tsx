import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { CAMPAIGN_STATES, type CampaignState } from "~/domain/campaigns/campaign.status";
import { listCampaigns } from "~/domain/campaigns/list-campaigns.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { CAMPAIGNS, daysText, progressText, stateKey } from "./campaign-view.server";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const PROGRAMME = "programme";
const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(CAMPAIGN_STATES as [CampaignState, ...CampaignState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubs } = await listMyHubs(ctx);
	const hubId = query.hub === PROGRAMME ? null : hubs.find((hub) => hub.slug === query.hub)?.id;
	if (query.hub !== undefined && hubId === undefined) throw notFound("hub", query.hub);
	const { campaigns, nextCursor } = await listCampaigns(ctx, { hubId, status: query.status, cursor });
	const t = getT(ctx.lang, "console");
	return {
		title: t("campaigns.title"),
		query,
		hubs: [
			...hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
			{ value: PROGRAMME, label: t("campaigns.programme") },
		],
		mayChange: mayEver(ctx, "change", "Campaign"),
		campaigns: campaigns.map((one) => ({
			id: one.id,
			title: one.title,
			place: one.hub?.abbreviation ?? t("campaigns.programme"),
			state: stateKey(one.status, one.phase),
			days: daysText(one, ctx.lang),
			progress: progressText(one, ctx.lang),
		})),
		firstHref: cursor ? hrefWith(CAMPAIGNS, query) : null,
		nextHref: nextCursor ? hrefWith(CAMPAIGNS, { ...query, cursor: nextCursor }) : null,
	};
}

export default function Campaigns() {
	const { title, query, hubs, mayChange, campaigns, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("campaigns.lead")}>
				{mayChange ? (
					<a className="btn btn-small btn-primary" href="/console/campaigns/new">
						{t("campaigns.new")}
					</a>
				) : null}
			</PageHead>
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={t("filters.all")} options={hubs} />
				<SelectField
					name="status"
					label={t("campaigns.status")}
					value={query.status}
					all={t("filters.all")}
					options={(["draft", "in_review", "published", "withdrawn"] as const).map((value) => ({
						value,
						label: t(`campaigns.states.${value}`),
					}))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("campaigns.none")}
				columns={[
					{ label: t("campaigns.columns.title") },
					{ label: t("campaigns.columns.place") },
					{ label: t("campaigns.columns.status") },
					{ label: t("campaigns.columns.days") },
					{ label: t("campaigns.columns.progress") },
				]}
				rows={campaigns.map((one) => ({
					key: one.id,
					cells: [
						<a key="title" href={`/console/campaigns/${one.id}`}>
							{one.title}
						</a>,
						one.place,
						<StatusBadge key="state" status={`campaign_${one.state}`} label={t(`campaigns.states.${one.state}`)} />,
						one.days,
						one.progress,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
