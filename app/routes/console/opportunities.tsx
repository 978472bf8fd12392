import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { BOARD_ROWS, getOpportunityBoard, listOpportunities } from "~/domain/opportunities/list-opportunities.server";
import { OPPORTUNITY_STAGES, type OpportunityStage } from "~/domain/opportunities/opportunity.status";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { OpportunityBoard, OpportunityTable } from "~/ui/console/opportunity-board";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { SelectField } from "~/ui/console/select-field";
import { chosenHub } from "./chosen-hub.server";
import { hrefWith, readQuery } from "./list-query";
import { OPPORTUNITIES, toCard } from "./opportunity-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	owner: z.enum(["me"]).optional().catch(undefined),
	stage: z
		.enum(OPPORTUNITY_STAGES as [OpportunityStage, ...OpportunityStage[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
/** Due steps shown above the board. */
const DUE_SHOWN = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const filter = { hubId, ownerId: query.owner === "me" ? ctx.actor.userId : undefined };
	const today = jstDayString(ctx.now);
	const t = getT(ctx.lang, "console");
	const shown = { lang: ctx.lang, today };
	const common = {
		query,
		hubs,
		mayChange: mayEver(ctx, "change", "Opportunity"),
	};
	if (query.stage !== undefined) {
		const { opportunities, nextCursor } = await listOpportunities(ctx, { ...filter, stage: query.stage, cursor });
		return {
			...common,
			title: t("opportunities.stageTitle", { stage: t(`opportunityStage.${query.stage}`) }),
			list: {
				cards: opportunities.map((row) => toCard(row, shown)),
				boardHref: hrefWith(OPPORTUNITIES, { ...query, stage: undefined }),
				firstHref: cursor ? hrefWith(OPPORTUNITIES, query) : null,
				nextHref: nextCursor ? hrefWith(OPPORTUNITIES, { ...query, cursor: nextCursor }) : null,
			},
			due: [],
			stages: [],
		};
	}
	const [due, stages] = await Promise.all([
		listOpportunities(ctx, { ...filter, dueBy: today, limit: DUE_SHOWN }),
		getOpportunityBoard(ctx, filter),
	]);
	return {
		...common,
		title: t("opportunities.title"),
		list: null,
		due: due.opportunities.map((row) => toCard(row, shown)),
		stages: stages.map(({ opportunities, ...stage }) => ({
			...stage,
			opportunities: opportunities.map((row) => toCard(row, shown)),
			moreHref: stage.count > BOARD_ROWS ? hrefWith(OPPORTUNITIES, { ...query, stage: stage.stage }) : null,
		})),
	};
}

export default function Opportunities() {
	const { title, list, due, stages, mayChange } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("opportunities.lead")}>
				{mayChange ? (
					<a className="btn btn-small btn-primary" href={`${OPPORTUNITIES}/new`}>
						{t("opportunities.new")}
					</a>
				) : null}
			</PageHead>
			<Filters />
			{list === null ? (
				<>
					<Section title={t("opportunities.due")}>
						<OpportunityTable cards={due} label={t("opportunities.due")} empty={t("opportunities.noneDue")} />
					</Section>
					<div className="mt-9">
						<OpportunityBoard stages={stages} />
						<p className="hint mt-3">{t("opportunities.thisYear")}</p>
					</div>
				</>
			) : (
				<>
					<p className="mb-3 text-sm">
						<a href={list.boardHref}>{t("opportunities.backToBoard")}</a>
					</p>
					<OpportunityTable cards={list.cards} label={title} empty={t("opportunities.none")} />
					<Pager first={list.firstHref} next={list.nextHref} />
				</>
			)}
		</>
	);
}

function Filters() {
	const { query, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<form method="get" action={OPPORTUNITIES} className="no-print mb-4 flex flex-wrap items-end gap-3">
			{query.stage ? <input type="hidden" name="stage" value={query.stage} /> : null}
			{hubs.length > 1 ? (
				<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={t("filters.all")} options={hubs} />
			) : null}
			<SelectField
				name="owner"
				label={t("opportunities.mine")}
				value={query.owner}
				all={t("filters.all")}
				options={[{ value: "me", label: t("opportunities.mineOnly") }]}
			/>
			<button type="submit" className="btn btn-small min-h-9">
				{t("filters.apply")}
			</button>
			<a className="link pb-1.5 text-sm" href={OPPORTUNITIES}>
				{t("filters.clear")}
			</a>
		</form>
	);
}
