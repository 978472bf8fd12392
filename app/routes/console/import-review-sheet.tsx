import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { importReviewSheet } from "~/domain/imports/import-review-sheet.server";
import { formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { FileField } from "~/ui/console/file-field";
import { PageHead } from "~/ui/console/page-head";
import { TextField } from "~/ui/form/text-field";
import { sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const MAX_BYTES = 5_000_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "import", "LedgerBalance");
	return { title: getT(ctx.lang, "console")("imports.reviewSheet") };
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "import", "LedgerBalance");
	const sent = await readForm(request, { maxBytes: MAX_BYTES });
	const refuse = (errors: Record<string, string[]>, status = 400) =>
		data({ values: sentValues(sent), errors, done: null }, { status });
	const file = sent.get("file");
	const bytes = file === null || typeof file === "string" ? null : new Uint8Array(await file.arrayBuffer());
	const yearText = String(sent.get("fiscalYear") ?? "")
		.normalize("NFKC")
		.trim();
	const fiscalYear = yearText === "" ? null : Number(yearText);
	if (fiscalYear !== null && !(Number.isInteger(fiscalYear) && fiscalYear >= 1990 && fiscalYear <= 2100)) {
		return refuse({ fiscalYear: ["externalFunds.year"] });
	}
	if (!bytes || bytes.byteLength === 0) return refuse({ file: ["imports.fileNeeded"] });
	try {
		const fileName = file instanceof File ? file.name : "";
		const done = await importReviewSheet(ctx, { bytes, fileName, fiscalYear });
		return data({ values: {} as Record<string, string>, errors: {}, done });
	} catch (error) {
		if (!isAppError(error) || error.status >= 500) throw error;
		const params = new URLSearchParams(Object.entries(error.params).map(([name, value]) => [name, String(value)]));
		const field = error.params.field === "fiscalYear" ? "fiscalYear" : "file";
		return refuse({ [field]: [`${error.personKey}?${params}`] }, error.status);
	}
}

export default function ReviewSheetImport() {
	const { title } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors: Record<string, string[] | undefined> = sent?.errors ?? {};
	const done = sent?.done;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/programme">{t("imports.toProgramme")}</a>
			</p>
			<PageHead title={title} lead={t("imports.reviewLead")} />
			{done ? (
				<div className="notice notice-good mb-6" role="status">
					<p>
						{t("imports.reviewDone", {
							table: t(`imports.reviewTables.${done.table}`),
							rows: formatInteger(done.rows),
						})}
					</p>
					{done.blocks.map((block) => (
						<p key={block.block}>
							{t(`imports.reviewNotes.${block.difference}`, {
								block: block.block,
								sum: formatInteger(block.sumMillionYen),
								printed: formatInteger(block.printedMillionYen),
							})}
						</p>
					))}
				</div>
			) : null}
			<form method="post" encType="multipart/form-data" className="grid max-w-text gap-4">
				<FileField
					name="file"
					label={t("imports.file")}
					hint={t("imports.reviewFileHint")}
					accept=".csv,.xlsx"
					errors={(errors.file ?? []).map(errorText)}
				/>
				<TextField
					name="fiscalYear"
					label={t("imports.reviewYear")}
					hint={t("imports.reviewYearHint")}
					value={sent?.values.fiscalYear ?? ""}
					errors={(errors.fiscalYear ?? []).map(errorText)}
					inputMode="numeric"
					className="max-w-56"
				/>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("imports.reviewUpload")}
					</button>
				</div>
			</form>
		</>
	);
}
