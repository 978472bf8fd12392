import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { adoptPractice } from "~/domain/practices/adopt-practice.server";
import { getPractice } from "~/domain/practices/list-practices.server";
import { withdrawPractice } from "~/domain/practices/offer-practice.server";
import type { PracticeKind } from "~/domain/practices/practice.schema";
import { formatDayShort } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { PracticeContentView, PracticeResultsView } from "~/ui/console/practices";
import { SelectField } from "~/ui/form/select-field";
import { nameOf } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const practice = await getPractice(ctx, params.practiceId ?? "");
	const { lang } = ctx;
	const t = getT(lang, "console");
	const ja = lang === "ja";
	const done = new URL(request.url).searchParams.get("done");
	return {
		title: ja ? practice.titleJa : practice.titleEn || practice.titleJa,
		summary: ja ? practice.summaryJa : practice.summaryEn || practice.summaryJa,
		withdrawn: practice.status === "withdrawn",
		done: done === "offered" || done === "withdrawn" ? (done as "offered" | "withdrawn") : null,
		facts: [
			{ label: t("filters.hub"), value: nameOf(practice.hub, lang) },
			{ label: t("practices.kind"), value: t(`practices.kinds.${practice.content.kind}`) },
			{ label: t("practices.offeredOn"), value: formatDayShort(practice.offeredAt.toISOString().slice(0, 10), lang) },
		],
		content: practice.content,
		results: practice.results,
		mayWithdraw: practice.mayWithdraw && practice.status === "offered",
		hubs:
			practice.status === "offered"
				? practice.adoptingHubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation }))
				: [],
		adoptions: practice.adoptions.map((one) => ({
			id: one.id,
			hub: one.hub.abbreviation,
			at: formatDayShort(one.adoptedAt.toISOString().slice(0, 10), lang),
		})),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const practiceId = params.practiceId ?? "";
	const sent = await readForm(request);
	if (sent.get("intent") === "withdraw") {
		await withdrawPractice(ctx, { practiceId });
		return redirect(`/console/practices/${practiceId}?done=withdrawn`, 303);
	}
	const hub = String(sent.get("hub") ?? "");
	if (hub === "") return data({ error: "fields.choose" }, { status: 400 });
	try {
		const { draftType, draftId } = await adoptPractice(ctx, { practiceId, hub });
		return redirect(`${draftPage(draftType, hub)}/${draftId}`, 303);
	} catch (error) {
		if (!isAppError(error) || !error.code.startsWith("practice_") || error.status === 404) throw error;
		return data({ error: error.personKey }, { status: error.status });
	}
}

function draftPage(draftType: PracticeKind, hub: string): string {
	if (draftType === "sufficiency_plan") return `/console/sufficiency/${hub}/plans`;
	if (draftType === "pledge_letter") return "/console/pledge-letters";
	return draftType === "story" ? "/console/stories" : `/console/${draftType}s`;
}

export default function Practice() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/practices">{t("practices.back")}</a>
			</p>
			<PageHead title={page.title} />
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`practices.done.${page.done}`)}</p> : null}
			{page.withdrawn ? <p className="notice notice-warn mb-6">{t("practices.isWithdrawn")}</p> : null}
			<Facts rows={page.facts} />
			<p className="mt-5 max-w-text whitespace-pre-line">{page.summary}</p>
			<PracticeResultsView results={page.results} />
			{page.hubs.length === 0 ? null : (
				<Section title={t("practices.adopt")} note={t("practices.adoptNote")}>
					<form method="post" className="grid max-w-text gap-4">
						<SelectField
							name="hub"
							value={page.hubs.length === 1 ? (page.hubs[0]?.value ?? "") : ""}
							errors={sent?.error ? [errorText(sent.error)] : []}
							label={t("filters.hub")}
							empty={t("followUp.choose")}
							options={page.hubs}
						/>
						<div>
							<button type="submit" name="intent" value="adopt" className="btn btn-primary">
								{t("practices.adopt")}
							</button>
						</div>
					</form>
				</Section>
			)}
			<PracticeContentView content={page.content} />
			<Section title={t("practices.spread")}>
				<PlainTable
					label={t("practices.spread")}
					empty={t("practices.notYet")}
					columns={[{ label: t("filters.hub") }, { label: t("practices.adoptedOn"), number: true }]}
					rows={page.adoptions.map((one) => ({ key: one.id, cells: [one.hub, one.at] }))}
				/>
			</Section>
			{page.mayWithdraw ? (
				<Section title={t("practices.withdraw")} note={t("practices.withdrawNote")}>
					<form method="post">
						<button type="submit" name="intent" value="withdraw" className="btn btn-danger">
							{t("practices.withdraw")}
						</button>
					</form>
				</Section>
			) : null}
		</>
	);
}
