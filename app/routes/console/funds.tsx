import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authorize, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listFunds } from "~/domain/funds/list-funds.server";
import { formatOverheadPercent } from "~/domain/funds/overhead-percent";
import { formatFiscalYear, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "oversee", "Fund");
	const { fiscalYear, funds } = await listFunds(ctx);
	const ja = ctx.lang === "ja";
	return {
		title: getT(ctx.lang, "console")("funds.title"),
		mayOpen: mayEver(ctx, "create", "Fund"),
		fiscalYear,
		funds: funds.map((fund) => ({
			slug: fund.slug,
			hub: fund.hub?.abbreviation ?? null,
			institution: ja ? fund.institution.nameJa : fund.institution.nameEn,
			name: ja ? fund.nameJa : fund.nameEn,
			nameAbroad: ja ? fund.nameEn : fund.nameJa,
			use: fund.use,
			taxTreatment: fund.taxTreatment,
			minYen: fund.minYen,
			maxYen: fund.maxYen,
			overhead: `${formatOverheadPercent(fund.overheadBasisPoints)}%`,
			status: fund.status,
			keptYen: fund.keptYen,
		})),
	};
}

export default function Funds() {
	const { title, mayOpen, funds, fiscalYear } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<PageHead title={title} lead={t("funds.lead")}>
				{mayOpen ? (
					<a className="btn btn-small btn-primary" href="/console/funds/new">
						{t("funds.new")}
					</a>
				) : null}
			</PageHead>
			<PlainTable
				label={title}
				empty={t("funds.none")}
				columns={[
					{ label: t("filters.hub") },
					{ label: t("funds.columns.fund") },
					{ label: t("funds.columns.status") },
					{ label: t("funds.kept", { year: formatFiscalYear(fiscalYear, lang) }), number: true },
					{ label: t("funds.fields.use") },
					{ label: t("funds.columns.institution") },
					{ label: t("funds.fields.taxTreatment") },
					{ label: t("funds.columns.limits"), number: true },
					{ label: t("measures.overhead"), number: true },
				]}
				rows={funds.map((fund) => ({
					key: fund.slug,
					cells: [
						fund.hub ?? t("funds.programme"),
						<div key="name" className="min-w-28">
							<a href={`/console/funds/${fund.slug}`}>{fund.name}</a>
							<span className="block text-xs text-ink-soft" lang={lang === "ja" ? "en" : "ja"}>
								{fund.nameAbroad}
							</span>
						</div>,
						<StatusBadge key="state" status={fund.status} label={t(`fundStatus.${fund.status as "open"}`)} />,
						formatYenSign(fund.keptYen),
						t(`uses.${fund.use as "running"}`),
						fund.institution,
						t(`taxTreatmentShort.${fund.taxTreatment as "designated"}`),
						`${formatYenSign(fund.minYen)} – ${formatYenSign(fund.maxYen)}`,
						fund.overhead,
					],
				}))}
			/>
			<p className="hint mt-2 max-w-text">{t("funds.keptNote")}</p>
		</>
	);
}
