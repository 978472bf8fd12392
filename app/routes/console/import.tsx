import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { getImport } from "~/domain/imports/get-import.server";
import { mapImport } from "~/domain/imports/map-import.server";
import { runImport } from "~/domain/imports/run-import.server";
import { undoImport } from "~/domain/imports/undo-import.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { ImportMappingForm } from "~/ui/console/import-mapping-form";
import { ImportCounts, ImportProgress, ImportStepForm, PreviewRows, WrongRows } from "~/ui/console/import-parts";
import { PageHead, Section } from "~/ui/console/page-head";
import { StatusBadge } from "~/ui/console/status-badge";
import { sentValues } from "./fund-view.server";
import { importView, sentMapping } from "./import-view.server";

/** Without script the page asks again by itself while a job works on the import. */
const REFRESH_S = 3;
const WORKS = ["checking", "running", "undoing"];

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
	{ title: shown?.title },
	...(shown && WORKS.includes(shown.status) ? [{ httpEquiv: "refresh", content: String(REFRESH_S) }] : []),
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	return importView(await getImport(ctx, params.importId ?? ""), ctx.lang);
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const importId = params.importId ?? "";
	const sent = await readForm(request, { maxBytes: 1_000_000 });
	const intent = String(sent.get("intent") ?? "");
	const adjustmentReason = String(sent.get("adjustmentReason") ?? "");
	try {
		// A form nobody sent with a button of ours still shows what the import is.
		await getImport(ctx, importId);
		if (intent === "save" || intent === "check") {
			await mapImport(ctx, { importId, mapping: sentMapping(sent), check: intent === "check" });
		} else if (intent === "run") await runImport(ctx, { importId, adjustmentReason });
		else if (intent === "undo") await undoImport(ctx, { importId, adjustmentReason });
		else return data({ intent, values: sentValues(sent), errors: { "": ["fields.invalid"] } }, { status: 400 });
		return redirect(`/console/imports/${importId}`, 303);
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("imports.")) throw error;
		const reason = error.code === "import_years_closed";
		const query = new URLSearchParams(Object.entries(error.params).map(([name, value]) => [name, String(value)]));
		const columns = error.code === "import_mapping" ? error.params : {};
		const errors: Record<string, string[]> = {
			[reason ? "adjustmentReason" : ""]: [`${error.personKey}?${query}`],
			...Object.fromEntries(Object.entries(columns).map(([name, message]) => [`col.${name}`, [String(message)]])),
		};
		return data({ intent, values: sentValues(sent), errors }, { status: error.status });
	}
}

export default function Import() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors: Record<string, string[] | undefined> = sent?.errors ?? {};
	const general = errors[""] ?? [];
	const mayMap =
		page.mayImport &&
		(page.status === "uploaded" ||
			page.status === "checked" ||
			(page.status === "failed" && page.failedStep === "checking"));
	const base = `/console/imports/${page.id}`;
	const step = (
		<ImportStepForm
			page={page}
			reason={sent?.values.adjustmentReason ?? ""}
			reasonErrors={(errors.adjustmentReason ?? []).map(errorText)}
		/>
	);
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/imports">{t("imports.back")}</a>
			</p>
			<PageHead title={page.title}>
				<StatusBadge status={page.status} label={t(`imports.states.${page.status}`)} />
			</PageHead>
			<Steps status={page.status} />
			{general.length > 0 ? (
				<p className="notice notice-bad mb-6" role="alert">
					{general.map(errorText).join(" ")}
				</p>
			) : null}
			{page.status === "failed" ? (
				<p className="notice notice-bad mb-6" role="alert">
					{t("imports.failedText", { errorId: page.errorId ?? "" })}
				</p>
			) : null}
			<ImportProgress status={page.status} counts={page.counts} />
			<Facts rows={page.facts} />
			{page.status === "uploaded" ? null : <ImportCounts status={page.status} counts={page.counts} />}
			{page.status === "done" ? null : step}
			<WrongRows rows={page.wrong} total={page.counts.bad} status={page.status} base={base} />
			<PreviewRows rows={page.preview} kind={page.kind} />
			{page.status === "done" ? step : null}
			{mayMap ? (
				<Section title={t("imports.mapping")} note={t("imports.mappingNote")}>
					<ImportMappingForm page={page} values={sent?.values ?? null} errors={errors} />
				</Section>
			) : null}
			<ChangeHistory changes={page.history} />
		</>
	);
}

const STEPS = ["uploaded", "checked", "done"] as const;

/** Where it stands: columns, check, written. */
function Steps({ status }: { status: string }) {
	const t = useT("console");
	const at = status === "uploaded" || status === "checking" ? 0 : status === "checked" || status === "running" ? 1 : 2;
	return (
		<ol className="mb-5 flex flex-wrap gap-x-6 gap-y-1 text-sm" aria-label={t("imports.steps")}>
			{STEPS.map((step, index) => (
				<li
					key={step}
					aria-current={index === at ? "step" : undefined}
					className={index === at ? "font-semibold" : "text-ink-soft"}
				>
					{index + 1}. {t(`imports.stepNames.${step}`)}
				</li>
			))}
		</ol>
	);
}
