import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { listSupport } from "~/domain/hubs/list-support.server";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const hubs = await listSupport(ctx);
	const t = getT(ctx.lang, "console");
	const year = (value: number | null) => (value === null ? "–" : formatFiscalYear(value, ctx.lang));
	return {
		title: t("support.listTitle"),
		hubs: hubs.map((hub) => {
			const { status } = hub;
			return {
				slug: hub.slug,
				abbreviation: hub.abbreviation,
				state: t(`support.state.${status.state}`),
				first: year(status.firstFiscalYear),
				last: year(status.lastFiscalYear),
				recognitions: hub.recognitions
					.map((kind) => t(`support.recognitions.${kind}` as "support.recognitions.academy"))
					.join(" / "),
			};
		}),
	};
}

/** Where each hub stands in the programme: data with dates, kept by the secretariat. */
export default function SettingsHubs() {
	const { title, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("support.lead")} />
			<PlainTable
				label={title}
				empty={t("followUp.noHubs")}
				columns={[
					{ label: t("filters.hub") },
					{ label: t("support.columns.state") },
					{ label: t("support.columns.first"), number: true },
					{ label: t("support.columns.last"), number: true },
					{ label: t("support.columns.recognitions") },
				]}
				rows={hubs.map((hub) => ({
					key: hub.slug,
					cells: [
						<a key="hub" href={`/console/settings/hubs/${hub.slug}`}>
							{hub.abbreviation}
						</a>,
						hub.state,
						hub.first,
						hub.last,
						hub.recognitions || "–",
					],
				}))}
			/>
		</>
	);
}
