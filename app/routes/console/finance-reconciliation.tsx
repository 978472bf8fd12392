import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { DIFFERENCE_STATES } from "~/domain/reconciliation/difference-kinds";
import { listDifferences, listRuns } from "~/domain/reconciliation/list-runs.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { DifferenceTable } from "~/ui/console/difference-table";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { TextField } from "~/ui/form/text-field";
import { differenceLines } from "./difference-lines.server";
import { accountName } from "./finance-view.server";
import { doneOf, reconciliationAction } from "./reconciliation-action.server";
import { runLine } from "./run-lines.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const HERE = "/console/finance/reconciliation";
const querySchema = z.object({
	status: z.enum(DIFFERENCE_STATES).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { status, cursor } = querySchema.parse(Object.fromEntries(new URL(request.url).searchParams));
	const [{ differences, nextCursor }, { runs, accounts }] = await Promise.all([
		listDifferences(ctx, { status, cursor }),
		listRuns(ctx),
	]);
	const href = (at: string | null) =>
		`${HERE}?${new URLSearchParams({ ...(status && { status }), ...(at && { cursor: at }) })}`;
	return {
		title: getT(ctx.lang, "console")("reconciliation.title"),
		status: status ?? "open",
		done: doneOf(request),
		differences: differenceLines(differences, ctx.lang, mayEver(ctx, "explain", "ReconciliationDifference")),
		runs: runs.map((run) => runLine(run, ctx.lang)),
		accounts: accounts.map((account) => ({ value: account.id, label: accountName(account, ctx.lang) })),
		firstHref: cursor ? href(null) : null,
		nextHref: nextCursor ? href(nextCursor) : null,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	return reconciliationAction(await staffContext(request, context.requestId), request, HERE);
}

export default function Reconciliation() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<>
			<PageHead title={page.title} lead={t("reconciliation.lead")} />
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`reconciliation.done.${page.done}`)}</p> : null}
			{sent?.problem ? (
				<p className="notice notice-bad mb-6" role="alert">
					{errorText(sent.problem)}
				</p>
			) : null}
			<Section title={t("reconciliation.open")}>
				<form method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
					<SelectField
						name="status"
						label={t("reconciliation.status")}
						value={page.status}
						options={DIFFERENCE_STATES.map((state) => ({ value: state, label: t(`reconciliation.states.${state}`) }))}
					/>
					<button type="submit" className="btn btn-small min-h-9">
						{t("filters.apply")}
					</button>
				</form>
				<DifferenceTable
					label={t("reconciliation.open")}
					empty={t("reconciliation.none")}
					differences={page.differences}
				/>
				<Pager first={page.firstHref} next={page.nextHref} />
			</Section>
			<Section title={t("reconciliation.runs")}>
				<RunTable />
			</Section>
			{page.accounts.length > 0 ? <RunForm /> : null}
		</>
	);
}

function RunTable() {
	const { runs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<PlainTable
			label={t("reconciliation.runs")}
			empty={t("reconciliation.noRuns")}
			columns={[
				{ label: t("reconciliation.run.startedAt") },
				{ label: t("reconciliation.run.account") },
				{ label: t("reconciliation.run.window") },
				{ label: t("reconciliation.run.status") },
				{ label: t("reconciliation.run.stripeCount"), number: true },
				{ label: t("reconciliation.run.stripeYen"), number: true },
				{ label: t("reconciliation.run.ledgerYen"), number: true },
				{ label: t("reconciliation.run.differences"), number: true },
			]}
			rows={runs.map((run) => ({
				key: run.id,
				cells: [
					<a key="run" href={run.href}>
						{run.startedAt}
					</a>,
					run.account,
					run.window,
					<StatusBadge key="status" status={`run_${run.status}`} label={run.statusText} />,
					run.stripeCount,
					run.stripe,
					run.ledger,
					run.differences,
				],
			}))}
		/>
	);
}

function RunForm() {
	const { accounts } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<Section title={t("reconciliation.runNow")}>
			<form method="post" className="grid max-w-text gap-4">
				<SelectField
					name="stripeAccountId"
					label={t("reconciliation.run.account")}
					value={accounts[0]?.value}
					options={accounts}
				/>
				<TextField
					name="fromDay"
					type="date"
					value=""
					errors={[]}
					label={t("reconciliation.runFrom")}
					hint={t("reconciliation.runFromHint")}
				/>
				<div>
					<button type="submit" name="intent" value="run" className="btn btn-primary">
						{t("reconciliation.start")}
					</button>
				</div>
			</form>
		</Section>
	);
}
