import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { staffContext } from "~/domain/access/ctx.server";
import { listMailings } from "~/domain/mailings/list-mailings.server";
import { MAILING_STATES, type MailingState } from "~/domain/mailings/mailing.status";
import { formatInteger, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { readQuery } from "./list-query";
import { MAILINGS, nameOfMailing } from "./mailing-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const querySchema = z.object({
	status: z
		.enum(MAILING_STATES as [MailingState, ...MailingState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { status, cursor } = readQuery(request, querySchema);
	const { mailings, nextCursor } = await listMailings(ctx, { status, cursor });
	const here = status ? `${MAILINGS}?status=${status}` : MAILINGS;
	return {
		title: getT(ctx.lang, "console")("mailings.title"),
		status,
		mailings: mailings.map((row) => ({
			id: row.id,
			name: nameOfMailing(row, ctx.lang),
			place: row.hub?.abbreviation ?? (ctx.lang === "ja" ? row.institution.nameJa : row.institution.nameEn),
			purpose: row.purpose,
			segment: row.segment?.name ?? "–",
			status: row.status,
			scheduledAt: formatMoment(row.scheduledAt, ctx.lang),
			recipients: row.startedAt === null ? "–" : formatInteger(row.recipientCount),
		})),
		firstHref: cursor ? here : null,
		nextHref: nextCursor ? `${here}${status ? "&" : "?"}cursor=${nextCursor}` : null,
	};
}

export default function Mailings() {
	const { title, mailings, status, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("mailings.lead")} />
			<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField
					name="status"
					label={t("mailings.columns.status")}
					value={status}
					all={t("filters.all")}
					options={MAILING_STATES.map((state) => ({ value: state, label: t(`mailings.status.${state}`) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("mailings.none")}
				columns={[
					{ label: t("mailings.columns.name") },
					{ label: t("mailings.columns.place") },
					{ label: t("mailings.columns.purpose") },
					{ label: t("mailings.columns.segment") },
					{ label: t("mailings.columns.status") },
					{ label: t("mailings.columns.scheduledAt"), number: true },
					{ label: t("mailings.columns.recipients"), number: true },
				]}
				rows={mailings.map((row) => ({
					key: row.id,
					cells: [
						<a key="name" className="link" href={`${MAILINGS}/${row.id}`}>
							{row.name}
						</a>,
						row.place,
						t(`mailings.purpose.${row.purpose}` as "mailings.purpose.reports"),
						row.segment,
						<StatusBadge
							key="status"
							status={row.status}
							label={t(`mailings.status.${row.status}` as "mailings.status.sent")}
						/>,
						row.scheduledAt,
						row.recipients,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
