import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { APPEAL_STATES, type AppealChannel, type AppealState } from "~/domain/appeals/appeal.status";
import { listAppeals } from "~/domain/appeals/get-appeal.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { formatDayShort, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { APPEALS } from "./appeal-view.server";
import { chosenHub } from "./chosen-hub.server";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(APPEAL_STATES as [AppealState, ...AppealState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const { appeals, nextCursor } = await listAppeals(ctx, { hubId, status: query.status, cursor });
	const t = getT(ctx.lang, "console");
	return {
		title: t("appeals.title"),
		query,
		hubs,
		states: APPEAL_STATES.map((value) => ({ value, label: t(`appeals.states.${value}`) })),
		rows: appeals.map((row) => ({
			id: row.id,
			name: row.name,
			hub: row.hub.abbreviation,
			channel: t(`appeals.channels.${row.channel as AppealChannel}`),
			status: t(`appeals.states.${row.status as AppealState}`),
			cost: formatInteger(row.costYen),
			createdOn: formatDayShort(jstDayString(row.createdAt), ctx.lang),
		})),
		mayChange: mayEver(ctx, "change", "Appeal"),
		firstHref: cursor ? hrefWith(APPEALS, query) : null,
		nextHref: nextCursor ? hrefWith(APPEALS, { ...query, cursor: nextCursor }) : null,
	};
}

export default function Appeals() {
	const { title, rows, query, hubs, states, mayChange, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("appeals.lead")}>
				{mayChange ? (
					<a className="btn btn-small btn-primary" href="/console/appeals/new">
						{t("appeals.new")}
					</a>
				) : null}
			</PageHead>
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				{hubs.length > 1 ? (
					<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={t("filters.all")} options={hubs} />
				) : null}
				<SelectField
					name="status"
					label={t("appeals.status")}
					value={query.status}
					all={t("filters.all")}
					options={states}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("appeals.none")}
				columns={[
					{ label: t("appeals.fields.name") },
					{ label: t("filters.hub") },
					{ label: t("appeals.fields.channel") },
					{ label: t("appeals.status") },
					{ label: t("appeals.fields.costYen"), number: true },
					{ label: t("appeals.createdOn"), number: true },
				]}
				rows={rows.map((row) => ({
					key: row.id,
					cells: [
						<a key="name" href={`/console/appeals/${row.id}`}>
							{row.name}
						</a>,
						row.hub,
						row.channel,
						row.status,
						row.cost,
						row.createdOn,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
