import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { listFollowUp } from "~/domain/evaluations/list-follow-up.server";
import { formatDayShort, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const hubs = await listFollowUp(ctx);
	const day = (value: Date | null) => (value ? formatDayShort(value.toISOString().slice(0, 10), ctx.lang) : "–");
	return {
		title: getT(ctx.lang, "console")("followUp.title"),
		hubs: hubs.map((hub) => ({
			slug: hub.slug,
			abbreviation: hub.abbreviation,
			open: hub.open,
			answered: hub.answered,
			late: hub.late,
			nextDueOn: day(hub.nextDueOn),
			lastHeldOn: day(hub.lastHeldOn),
		})),
	};
}

/** What the programme told each hub and has no answer to yet. */
export default function FollowUp() {
	const { title, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("followUp.lead")} />
			<PlainTable
				label={title}
				empty={t("followUp.noHubs")}
				columns={[
					{ label: t("filters.hub") },
					{ label: t("followUp.columns.open"), number: true },
					{ label: t("followUp.columns.late"), number: true },
					{ label: t("followUp.columns.answered"), number: true },
					{ label: t("followUp.columns.nextDueOn"), number: true },
					{ label: t("followUp.columns.lastHeldOn"), number: true },
				]}
				rows={hubs.map((hub) => ({
					key: hub.slug,
					cells: [
						<a key="hub" href={`/console/follow-up/${hub.slug}`}>
							{hub.abbreviation}
						</a>,
						formatInteger(hub.open),
						hub.late === 0 ? (
							formatInteger(0)
						) : (
							<strong key="late" className="text-accent">
								{formatInteger(hub.late)}
							</strong>
						),
						formatInteger(hub.answered),
						hub.nextDueOn,
						hub.lastHeldOn,
					],
				}))}
			/>
		</>
	);
}
