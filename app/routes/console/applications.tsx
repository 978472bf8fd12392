import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { APPLICATION_STATES, type ApplicationState } from "~/domain/applications/application.status";
import { listApplications } from "~/domain/applications/list-applications.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { donorName } from "~/domain/names/person-name";
import { formatDayShort, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const PATH = "/console/applications";
/** A filter a person mistyped in the address bar is left out, never an error. */
const querySchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(APPLICATION_STATES as [string, ...string[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readQuery(request, querySchema);
	const { hubs } = await listMyHubs(ctx);
	const { applications, nextCursor } = await listApplications(ctx, {
		search: query.q,
		hubId: hubs.find((hub) => hub.slug === query.hub)?.id,
		status: query.status as ApplicationState | undefined,
		cursor: query.cursor,
	});
	const { cursor, ...filter } = query;
	return {
		title: getT(ctx.lang, "console")("applications.title"),
		query,
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		applications: applications.map((one) => ({
			...one,
			donor: donorName(one, ctx.lang),
			fund: ctx.lang === "ja" ? one.fundJa : one.fundEn,
			createdOn: jstDayString(one.createdAt),
		})),
		firstHref: cursor ? hrefWith(PATH, filter) : null,
		nextHref: nextCursor ? hrefWith(PATH, { ...filter, cursor: nextCursor }) : null,
	};
}

export default function Applications() {
	const { title, applications, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const day = (value: string | null) => (value === null ? "–" : formatDayShort(value, lang));
	return (
		<>
			<PageHead title={title} lead={t("applications.lead")} />
			<Filters />
			<PlainTable
				label={title}
				empty={t("applications.none")}
				columns={[
					{ label: t("applications.columns.reference") },
					{ label: t("applications.columns.donor") },
					{ label: t("filters.hub") },
					{ label: t("applications.columns.status") },
					{ label: t("applications.columns.payment") },
					{ label: t("applications.columns.amount"), number: true },
					{ label: t("applications.columns.fund") },
					{ label: t("applications.columns.createdOn"), number: true },
					{ label: t("applications.columns.payBy"), number: true },
				]}
				rows={applications.map((one) => ({
					key: one.id,
					cells: [
						<a key="reference" className="tabular-nums" href={`${PATH}/${one.id}`}>
							{one.reference}
						</a>,
						one.donor,
						one.hubName ?? t("programme.programmeFunds"),
						<StatusBadge
							key="status"
							status={one.status}
							label={t(`applicationStatus.${one.status}` as "applicationStatus.applied")}
						/>,
						<StatusBadge
							key="payment"
							status={one.paymentStatus}
							label={t(`giftStatus.${one.paymentStatus}` as "giftStatus.received")}
						/>,
						formatYenSign(one.amountYen),
						one.fund,
						day(one.createdOn),
						day(one.payBy),
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

function Filters() {
	const { query, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<ListFilters
			action={PATH}
			search={{ label: t("applications.search"), example: t("applications.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			<SelectField
				name="status"
				label={t("applications.columns.status")}
				value={query.status}
				all={t("filters.all")}
				options={APPLICATION_STATES.map((value) => ({ value, label: t(`applicationStatus.${value}`) }))}
			/>
		</ListFilters>
	);
}
