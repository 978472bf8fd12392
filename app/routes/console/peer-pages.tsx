import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listPeerPages } from "~/domain/peer-pages/get-peer-page.server";
import { PEER_PAGE_STATES, type PeerPageState } from "~/domain/peer-pages/peer-page.status";
import { formatDayShort, formatInteger, formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { chosenHub } from "./chosen-hub.server";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const PEER_PAGES = "/console/peer-pages";
const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(PEER_PAGE_STATES as [PeerPageState, ...PeerPageState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const { peerPages, nextCursor } = await listPeerPages(ctx, { hubId, status: query.status, cursor });
	return {
		title: getT(ctx.lang, "console")("peerPages.title"),
		query,
		hubs,
		peerPages: peerPages.map((one) => ({
			id: one.id,
			hub: one.hub.abbreviation,
			title: one.title,
			name: one.name,
			status: one.status,
			begun: formatDayShort(jstDayString(one.createdAt), ctx.lang),
			received: `${formatYen(one.receivedYen, ctx.lang)} / ${formatYen(one.goalYen, ctx.lang)}`,
			gifts: formatInteger(one.giftCount),
		})),
		firstHref: cursor ? hrefWith(PEER_PAGES, query) : null,
		nextHref: nextCursor ? hrefWith(PEER_PAGES, { ...query, cursor: nextCursor }) : null,
	};
}

export default function PeerPages() {
	const { title, query, hubs, peerPages, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("peerPages.lead")} />
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				{hubs.length > 1 ? (
					<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={t("filters.all")} options={hubs} />
				) : null}
				<SelectField
					name="status"
					label={t("peerPages.status")}
					value={query.status}
					all={t("filters.all")}
					options={(["pending", "published", "closed", "declined", "unconfirmed"] as const).map((value) => ({
						value,
						label: t(`peerPages.states.${value}`),
					}))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("peerPages.none")}
				columns={[
					{ label: t("peerPages.columns.title") },
					{ label: t("peerPages.columns.name") },
					{ label: t("peerPages.columns.hub") },
					{ label: t("peerPages.status") },
					{ label: t("peerPages.columns.received"), number: true },
					{ label: t("peerPages.columns.gifts"), number: true },
					{ label: t("peerPages.columns.begun"), number: true },
				]}
				rows={peerPages.map((one) => ({
					key: one.id,
					cells: [
						<a key="title" href={`${PEER_PAGES}/${one.id}`}>
							{one.title || "–"}
						</a>,
						one.name,
						one.hub,
						<StatusBadge key="state" status={`peer_${one.status}`} label={t(`peerPages.states.${one.status}`)} />,
						one.received,
						one.gifts,
						one.begun,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
