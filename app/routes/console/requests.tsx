import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listRequests } from "~/domain/portal/list-requests.server";
import { REQUEST_KINDS, REQUEST_STATES } from "~/domain/portal/request.schema";
import { formatMoment, formatYen } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const querySchema = z.object({
	status: z
		.enum(["all", ...REQUEST_STATES])
		.catch("open")
		.default("open"),
	kind: z.enum(REQUEST_KINDS).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

/** What waits comes first: the open ones, unless another state is asked for. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { status, kind, cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const { requests, nextCursor } = await listRequests(ctx, {
		status: status === "all" ? undefined : status,
		kind,
		cursor,
	});
	const here = `/console/requests?status=${status}${kind ? `&kind=${kind}` : ""}`;
	return {
		title: getT(ctx.lang, "console")("requests.title"),
		status,
		kind,
		requests: requests.map((one) => ({
			id: one.id,
			kind: one.kind,
			status: one.status,
			donorName: one.donorName,
			institution: one.institution,
			askedAt: formatMoment(one.createdAt, ctx.lang),
			amount: one.amountYen === null ? "–" : formatYen(one.amountYen, ctx.lang),
		})),
		firstHref: cursor ? here : null,
		nextHref: nextCursor ? `${here}&cursor=${nextCursor}` : null,
	};
}

export default function Requests() {
	const { title, requests, status, kind, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("requests.lead")} />
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField
					name="status"
					label={t("requests.columns.status")}
					value={status}
					options={[
						...REQUEST_STATES.map((state) => ({ value: state, label: t(`requests.status.${state}`) })),
						{ value: "all", label: t("filters.all") },
					]}
				/>
				<SelectField
					name="kind"
					label={t("requests.columns.kind")}
					value={kind}
					all={t("filters.all")}
					options={REQUEST_KINDS.map((one) => ({ value: one, label: t(`requests.kind.${one}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("requests.none")}
				columns={[
					{ label: t("requests.columns.askedAt"), number: true },
					{ label: t("requests.columns.kind") },
					{ label: t("requests.columns.donor") },
					{ label: t("requests.columns.institution") },
					{ label: t("requests.columns.amount"), number: true },
					{ label: t("requests.columns.status") },
				]}
				rows={requests.map((request) => ({
					key: request.id,
					cells: [
						request.askedAt,
						<a key="open" href={`/console/requests/${request.id}`}>
							{t(`requests.kind.${request.kind}` as "requests.kind.refund")}
						</a>,
						request.donorName || "–",
						request.institution,
						request.amount,
						<StatusBadge
							key="status"
							status={request.status === "open" ? "pending" : request.status}
							label={t(`requests.status.${request.status}` as "requests.status.open")}
						/>,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
