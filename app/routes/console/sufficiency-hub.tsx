import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { publishCoverage } from "~/domain/hubs/publish-coverage.server";
import { USES } from "~/domain/ledger/kinds";
import { getCoverage } from "~/domain/sufficiency/get-coverage.server";
import { payGroups } from "~/domain/sufficiency/pays";
import { formatDay, formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { invalid } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { SelectField } from "~/ui/console/select-field";
import { GapSentence } from "~/ui/sufficiency/gap-sentence";
import { GlidePath } from "~/ui/sufficiency/glide-path";
import { GlideTable } from "~/ui/sufficiency/glide-table";
import { LikelyTable } from "~/ui/sufficiency/likely-table";
import { PayTable } from "~/ui/sufficiency/pay-table";
import { PUBLISH_LEVELS, PublishCoverage } from "~/ui/sufficiency/publish-coverage";
import { SourceTable } from "~/ui/sufficiency/source-table";
import { UseBars } from "~/ui/sufficiency/use-bars";
import { readHubPage } from "./sufficiency-hub-page.server";
import { myHub } from "./sufficiency-hub-view.server";
import { hubHref, SUFFICIENCY } from "./sufficiency-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "HubOutlook");
	const hub = await myHub(ctx, params.hub);
	const coverage = await getCoverage(ctx, { hubId: hub.id });
	return {
		title: getT(ctx.lang, "console")("sufficiency.hubTitle", { hub: hub.abbreviation }),
		pays: payGroups().map(({ paysOwnUse, uses, ...group }) => ({ ...group, pays: paysOwnUse ? null : uses })),
		mayExport: mayEver(ctx, "export", "LedgerBalance"),
		...(await readHubPage(ctx, hub, coverage, new URL(request.url), fiscalYearOf(ctx.now))),
	};
}

const publishSchema = z.object({ level: z.enum(PUBLISH_LEVELS) });

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "HubOutlook");
	const hub = await myHub(ctx, params.hub);
	const sent = publishSchema.safeParse(Object.fromEntries(await readForm(request)));
	if (!sent.success) throw invalid("coverage_level_unknown", "the form names no such level");
	await publishCoverage(ctx, { hubId: hub.id, level: sent.data.level });
	return redirect(`${hubHref(hub.slug)}?done=published#publish`, 303);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function SufficiencyHub() {
	const page = useLoaderData<typeof loader>();
	const { title, hub, path, gap, planVersion, unit, publish } = page;
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			{page.seesMore ? (
				<p className="no-print mb-2 text-sm">
					<a href={SUFFICIENCY}>{t("sufficiency.toAll")}</a>
				</p>
			) : null}
			<PageHead title={title} lead={`${hub.name} (${t("sufficiency.asOf", { date: formatDay(path.today, lang) })})`}>
				<HubLinks page={page} />
			</PageHead>
			{planVersion === null ? (
				<p className="notice notice-warn">
					{t("sufficiency.noPlan")} <a href={`${hubHref(hub.slug)}/plans`}>{t("sufficiency.noPlanLink")}</a>
				</p>
			) : (
				<GapSentence gap={gap} />
			)}
			<Section title={t("sufficiency.glide")}>
				<GlidePath {...path} />
				<h3 className="mt-6 mb-2 text-base">{t("sufficiency.glideTable")}</h3>
				<GlideTable
					label={t("sufficiency.glideTable")}
					years={path.years}
					unit={unit}
					standAloneFrom={path.supportLastYear === null ? null : path.supportLastYear + 1}
					linkOf={(year, column) => page.links[`${year.fiscalYear} ${column}`] ?? null}
				/>
				<p className="hint mt-2 max-w-text">
					{planVersion === null ? null : `${t("sufficiency.planVersion", { version: planVersion })} `}
					{unit === "million" ? t("programme.millionNote") : null}
				</p>
			</Section>
			<YearParts page={page} />
			<Section title={t("sufficiency.sources")} note={t("sufficiency.sourcesNote")}>
				<SourceTable label={t("sufficiency.sources")} rows={page.sources} unit={unit} />
			</Section>
			<Section title={t("sufficiency.countsHeading")}>
				<ul className="max-w-text list-disc space-y-1 pl-5 text-sm">
					{(["received", "promised", "placed", "likely", "not"] as const).map((what) => (
						<li key={what}>{t(`sufficiency.counts.${what}`)}</li>
					))}
				</ul>
			</Section>
			<Section title={t("outlook.pays.heading")}>
				<PayTable rows={page.pays} useCount={USES.length} />
			</Section>
			<PublishCoverage {...publish} hubHref={hubHref(hub.slug)} />
		</>
	);
}

function HubLinks({ page }: { page: Page }) {
	const { hub, mayExport, unit, unitHref, mayPlan } = page;
	const t = useT("console");
	const links = [
		...(mayPlan ? [{ href: `${hubHref(hub.slug)}/plans`, label: t("sufficiency.plans") }] : []),
		{ href: `${hubHref(hub.slug)}/scenarios`, label: t("sufficiency.scenarios") },
		{ href: `${hubHref(hub.slug)}/back-test`, label: t("sufficiency.backTest") },
		{ href: unitHref, label: unit === "yen" ? t("programme.toMillion") : t("programme.toYen") },
		...(mayExport
			? [
					{ href: `${hubHref(hub.slug)}/coverage.xlsx`, label: t("sufficiency.xlsx") },
					{ href: `${hubHref(hub.slug)}/coverage.csv`, label: t("sufficiency.csv") },
				]
			: []),
	];
	return links.map((link) => (
		<a key={link.href} className="btn btn-small" href={link.href}>
			{link.label}
		</a>
	));
}

/** One fiscal year: what each use needs and what may still come. */
function YearParts({ page }: { page: Page }) {
	const { year, uses, likely, unit, path, hub } = page;
	const t = useT("console");
	const lang = useLang();
	if (year === null) return null;
	const words = { year: formatFiscalYear(year, lang) };
	return (
		<>
			<Section title={t("sufficiency.useHeading", words)}>
				<form
					method="get"
					action={`${hubHref(hub.slug)}#uses`}
					id="uses"
					className="no-print mb-3 flex items-end gap-3"
				>
					<input type="hidden" name="unit" value={unit} />
					<SelectField
						name="year"
						label={t("sufficiency.chooseYear")}
						value={String(year)}
						options={path.years.map(({ fiscalYear }) => ({
							value: String(fiscalYear),
							label: formatFiscalYear(fiscalYear, lang),
						}))}
					/>
					<button type="submit" className="btn btn-small min-h-9">
						{t("sufficiency.showYear")}
					</button>
				</form>
				<UseBars
					title={t("sufficiency.useHeading", words)}
					unit={unit}
					rows={uses.map((use) => ({ ...use, label: t(`uses.${use.use}` as "uses.running") }))}
				/>
			</Section>
			<Section title={t("sufficiency.likelyHeading", words)} note={t("sufficiency.likelyNote")}>
				<LikelyTable label={t("sufficiency.likelyHeading", words)} rows={likely} unit={unit} />
			</Section>
		</>
	);
}
