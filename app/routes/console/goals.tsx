import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { goalYears, listGiftGoals } from "~/domain/hubs/list-gift-goals.server";
import { formatFiscalYear, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "oversee", "Hub");
	const years = goalYears(ctx.now);
	const asked = Number(new URL(request.url).searchParams.get("fiscalYear"));
	const fiscalYear = years.includes(asked) ? asked : fiscalYearOf(ctx.now);
	const hubs = await listGiftGoals(ctx, { fiscalYear });
	return {
		title: getT(ctx.lang, "console")("goals.title"),
		years,
		fiscalYear,
		hubs: hubs.map((hub) => ({
			slug: hub.slug,
			abbreviation: hub.abbreviation,
			name: ctx.lang === "ja" ? hub.nameJa : hub.nameEn,
			goal: hub.goal,
			keptYen: hub.keptYen,
		})),
	};
}

export default function Goals() {
	const { title, hubs, years, fiscalYear } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<PageHead title={title} lead={t("goals.lead")} />
			<form method="get" action="/console/goals" className="no-print mb-4 flex flex-wrap items-end gap-3">
				<SelectField
					name="fiscalYear"
					label={t("goals.year")}
					value={String(fiscalYear)}
					options={years.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) }))}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("goals.none")}
				columns={[
					{ label: t("filters.hub") },
					{ label: t("goals.state") },
					{ label: t("goals.goal"), number: true },
					{ label: t("goals.kept"), number: true },
				]}
				rows={hubs.map((hub) => ({
					key: hub.slug,
					cells: [
						<div key="hub">
							<a href={`/console/goals/${hub.slug}/${fiscalYear}`}>{hub.abbreviation}</a>
							<span className="block text-xs text-ink-soft">{hub.name}</span>
						</div>,
						hub.goal === null ? (
							t("goals.unset")
						) : (
							<StatusBadge
								key="state"
								status={hub.goal.published ? "approved" : "withdrawn"}
								label={hub.goal.published ? t("goals.published") : t("goals.withdrawn")}
							/>
						),
						hub.goal === null ? "–" : formatYenSign(hub.goal.goalYen),
						formatYenSign(hub.keptYen),
					],
				}))}
			/>
			<p className="hint mt-2 max-w-text">{t("funds.keptNote")}</p>
		</>
	);
}
