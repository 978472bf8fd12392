import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { IMPORT_KINDS } from "~/domain/imports/import.status";
import { listImportPlaces } from "~/domain/imports/list-imports.server";
import { IMPORT_MAX_BYTES, uploadImport } from "~/domain/imports/upload-import.server";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { FileField } from "~/ui/console/file-field";
import { PageHead } from "~/ui/console/page-head";
import { SelectField } from "~/ui/form/select-field";
import { nameOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** What a form puts around its file. */
const BODY_MAX_BYTES = IMPORT_MAX_BYTES + 500_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const kind = new URL(request.url).searchParams.get("kind");
	return {
		title: getT(ctx.lang, "console")("imports.new"),
		kind: IMPORT_KINDS.find((one) => one === kind) ?? IMPORT_KINDS[0],
		places: await placesOf(ctx),
	};
}

async function placesOf(ctx: StaffCtx): Promise<{ value: string; label: string }[]> {
	const t = getT(ctx.lang, "console");
	const { places, institutions } = await listImportPlaces(ctx);
	return [
		...institutions.map((one) => ({
			value: `/${one.id}`,
			label: t("imports.wholeInstitution", { name: nameOf(one, ctx.lang) }),
		})),
		...places.map(({ hub, institution }) => ({
			value: `${hub.id}/${institution.id}`,
			label: `${hub.abbreviation} (${nameOf(institution, ctx.lang)})`,
		})),
	];
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = await placesOf(ctx);
	const sent = await readForm(request, { maxBytes: BODY_MAX_BYTES });
	const refuse = (errors: Record<string, string[]>, status = 400) =>
		data({ values: sentValues(sent), errors }, { status });
	const kind = IMPORT_KINDS.find((one) => one === sent.get("kind"));
	const place = places.find(({ value }) => value === sent.get("place"));
	const file = sent.get("file");
	const bytes = file === null || typeof file === "string" ? null : new Uint8Array(await file.arrayBuffer());
	const errors = {
		...(kind ? {} : { kind: ["fields.choose"] }),
		...(place ? {} : { place: ["fields.choose"] }),
		...(bytes && bytes.byteLength > 0 ? {} : { file: ["imports.fileNeeded"] }),
	};
	if (!kind || !place || !bytes || Object.keys(errors).length > 0) return refuse(errors);
	const [hubId = "", institutionId = ""] = place.value.split("/");
	try {
		const fileName = file instanceof File ? file.name : "";
		const made = await uploadImport(ctx, { kind, institutionId, hubId: hubId || null, fileName, bytes });
		return redirect(`/console/imports/${made.importId}`, 303);
	} catch (error) {
		if (!isAppError(error) || !error.personKey.startsWith("imports.")) throw error;
		const params = new URLSearchParams(Object.entries(error.params).map(([name, value]) => [name, String(value)]));
		return refuse({ file: [`${error.personKey}?${params}`] }, error.status);
	}
}

export default function NewImport() {
	const { title, kind, places } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors: Record<string, string[] | undefined> = sent?.errors ?? {};
	const field = (name: string, fallback: string) => ({
		name,
		value: sent?.values[name] ?? fallback,
		errors: (errors[name] ?? []).map(errorText),
		empty: t("receipts.choose"),
	});
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/imports">{t("imports.back")}</a>
			</p>
			<PageHead title={title} lead={t("imports.newLead")} />
			<form method="post" encType="multipart/form-data" className="grid max-w-text gap-4">
				<SelectField
					{...field("kind", kind)}
					label={t("imports.kind")}
					options={IMPORT_KIND_LIST.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))}
				/>
				<SelectField
					{...field("place", places.length === 1 ? (places[0]?.value ?? "") : "")}
					label={t("imports.place")}
					options={places}
				/>
				<FileField
					name="file"
					label={t("imports.file")}
					hint={t("imports.fileHint")}
					accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
					errors={(errors.file ?? []).map(errorText)}
				/>
				<p className="text-sm">
					{t("imports.templates")}: <a href="/console/imports/template.xlsx?kind=external_funds">XLSX</a> (
					{t("imports.kinds.external_funds")}), <a href="/console/imports/template.xlsx?kind=spending">XLSX</a> (
					{t("imports.kinds.spending")})
				</p>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("imports.upload")}
					</button>
				</div>
			</form>
		</>
	);
}

const IMPORT_KIND_LIST = ["external_funds", "spending"] as const;
