import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { getRun, listDifferences } from "~/domain/reconciliation/list-runs.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { DifferenceTable } from "~/ui/console/difference-table";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { differenceLines } from "./difference-lines.server";
import { doneOf, reconciliationAction } from "./reconciliation-action.server";
import { runLine } from "./run-lines.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const LIST = "/console/finance/reconciliation";
const cursorSchema = z.uuid();

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const given = cursorSchema.safeParse(new URL(request.url).searchParams.get("cursor"));
	const cursor = given.success ? given.data : undefined;
	const run = await getRun(ctx, params.runId ?? "");
	const { differences, nextCursor } = await listDifferences(ctx, { runId: run.id, cursor });
	const line = runLine(run, ctx.lang);
	const t = getT(ctx.lang, "console");
	const facts: [string, string | null][] = [
		[t("reconciliation.run.account"), line.account],
		[t("reconciliation.run.status"), line.statusText],
		[t("reconciliation.run.phase"), line.phase],
		[t("reconciliation.run.window"), line.window],
		[t("reconciliation.run.startedAt"), line.startedAt],
		[t("reconciliation.run.finishedAt"), line.finishedAt],
		[t("reconciliation.run.by"), line.isNightly ? t("reconciliation.night") : null],
		[t("reconciliation.run.stripeCount"), String(line.stripeCount)],
		[t("reconciliation.run.ourCount"), String(line.ourCount)],
		[t("reconciliation.run.stripeYen"), line.stripe],
		[t("reconciliation.run.ledgerYen"), line.ledger],
		[t("reconciliation.run.differences"), String(line.differences)],
		[t("reconciliation.run.error"), line.error],
	];
	return {
		title: t("reconciliation.runTitle", { account: line.account }),
		status: line.status,
		facts: facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
		done: doneOf(request),
		differences: differenceLines(differences, ctx.lang, mayEver(ctx, "explain", "ReconciliationDifference")),
		firstHref: cursor ? `${LIST}/${run.id}` : null,
		nextHref: nextCursor ? `${LIST}/${run.id}?cursor=${nextCursor}` : null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const run = await getRun(ctx, params.runId ?? "");
	return reconciliationAction(ctx, request, `${LIST}/${run.id}`);
}

export default function ReconciliationRun() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={LIST}>{t("reconciliation.back")}</a>
			</p>
			<PageHead title={page.title} />
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`reconciliation.done.${page.done}`)}</p> : null}
			{sent?.problem ? (
				<p className="notice notice-bad mb-6" role="alert">
					{errorText(sent.problem)}
				</p>
			) : null}
			{page.status === "failed" ? <p className="notice notice-warn mb-6">{t("reconciliation.stopped")}</p> : null}
			<Facts rows={page.facts} />
			<Section title={t("reconciliation.runDifferences")}>
				<DifferenceTable
					label={t("reconciliation.runDifferences")}
					empty={page.status === "done" ? t("reconciliation.runNone") : t("reconciliation.none")}
					differences={page.differences}
				/>
				<Pager first={page.firstHref} next={page.nextHref} />
			</Section>
		</>
	);
}
