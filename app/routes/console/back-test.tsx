import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { jstDay } from "~/domain/calendar/fiscal-year";
import { dayOf } from "~/domain/form-day.schema";
import { backTest } from "~/domain/sufficiency/back-test.server";
import { formatDay } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { PageHead, Section } from "~/ui/console/page-head";
import { BackTestTable } from "~/ui/sufficiency/back-test";
import { myHub } from "./sufficiency-hub-view.server";
import { hubHref } from "./sufficiency-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** The first day that can be asked for: before it nothing was kept. */
const FIRST_DAY = "2007-10-01";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "HubOutlook");
	const hub = await myHub(ctx, params.hub);
	const yesterday = jstDay(ctx.now).subtract({ days: 1 });
	const typed = new URL(request.url).searchParams.get("asOf");
	const read = dayOf({ from: FIRST_DAY, to: yesterday.toString() }).safeParse(
		typed ?? yesterday.subtract({ years: 1 }).toString(),
	);
	const test = read.success ? await backTest(ctx, { hubId: hub.id, asOf: read.data }) : null;
	return {
		title: getT(ctx.lang, "console")("backTest.title", { hub: hub.abbreviation }),
		hub,
		typed: typed ?? (read.success ? read.data : ""),
		latest: yesterday.toString(),
		error: read.success ? null : (read.error.issues[0]?.message ?? "fields.day"),
		test,
	};
}

export default function BackTest() {
	const { title, hub, typed, latest, error, test } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const errorText = useErrorText();
	return (
		<>
			<p className="no-print mb-2 text-sm">
				<a href={hubHref(hub.slug)}>{t("sufficiency.back", { hub: hub.abbreviation })}</a>
			</p>
			<PageHead title={title} lead={t("backTest.lead")} />
			<form method="get" action={`${hubHref(hub.slug)}/back-test`} className="no-print flex flex-wrap items-end gap-3">
				<label className="block text-sm">
					<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{t("backTest.asOf")}</span>
					<input
						type="date"
						name="asOf"
						defaultValue={typed}
						max={latest}
						aria-invalid={error === null ? undefined : true}
						aria-describedby={error === null ? undefined : "asOf-error"}
						className="input min-h-9 py-1 text-sm"
					/>
				</label>
				<button type="submit" className="btn btn-small min-h-9">
					{t("backTest.show")}
				</button>
			</form>
			{error === null ? null : (
				<p id="asOf-error" className="field-error" role="alert">
					{errorText(error)}
				</p>
			)}
			{test === null ? null : (
				<Section title={t("backTest.heading", { date: formatDay(test.asOf, lang) })}>
					{test.rows.length === 0 ? (
						<p className="hint">{t("backTest.none")}</p>
					) : (
						<BackTestTable
							label={t("backTest.heading", { date: formatDay(test.asOf, lang) })}
							rows={test.rows}
							unit="million"
						/>
					)}
				</Section>
			)}
		</>
	);
}
