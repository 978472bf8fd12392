import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { overseenInstitution } from "~/domain/institutions/overseen-institution.server";
import { addCertificate, CERTIFICATE_MAX_BYTES, removeCertificate } from "~/domain/receipts/change-certificates.server";
import { changeReceiptIssuer } from "~/domain/receipts/change-receipt-issuer.server";
import { changeSeal } from "~/domain/receipts/change-seal.server";
import { certificateFormSchema, receiptIssuerFormSchema } from "~/domain/receipts/receipt-issuer.schema";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { PageHead, Section } from "~/ui/console/page-head";
import { CertificatesForm, SealForm } from "~/ui/console/receipt-certificates";
import { ReceiptIssuerForm } from "~/ui/console/receipt-issuer-form";
import { sentValues } from "./fund-view.server";
import { receiptIssuerPage } from "./receipt-issuer-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["saved", "seal", "certificate", "removed"] as const;
type Done = (typeof DONE)[number];
type Errors = Record<string, string[] | null>;
/** Both files are checked again by themselves; this bounds what is read. */
const BODY_MAX_BYTES = CERTIFICATE_MAX_BYTES + 200_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const page = await receiptIssuerPage(ctx, params.institution ?? "");
	const done = new URL(request.url).searchParams.get("done");
	return { ...page, done: DONE.find((one) => one === done) ?? null };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const institution = params.institution ?? "";
	await overseenInstitution(ctx, institution, "changeReceipts");
	const sent = await readForm(request, { maxBytes: BODY_MAX_BYTES });
	const intent = String(sent.get("intent") ?? "");
	const refuse = (errors: Errors, status = 400) =>
		data({ intent, values: sentValues(sent), errors, conflict: status === 409 && !errors[""] }, { status });
	try {
		const outcome = await change(ctx, institution, intent, sent);
		if (typeof outcome !== "string") return refuse(outcome);
		return redirect(`/console/settings/institutions/${institution}/receipts?done=${outcome}`, 303);
	} catch (error) {
		if (!isAppError(error)) throw error;
		if (error.code === "receipt_issuer_changed") return refuse({}, 409);
		if (error.code === "receipt_format_kept") return refuse({ numberFormat: [error.personKey] });
		if (error.code === "receipt_issuer_missing") return refuse({ "": [error.personKey] }, error.status);
		const field = { seal: "seal", certificate: "copy" }[intent];
		if (field && error.personKey.startsWith("fields.receipt.")) return refuse({ [field]: [error.personKey] });
		throw error;
	}
}

/** @returns what was done, or the errors by field */
async function change(ctx: StaffCtx, institution: string, intent: string, sent: FormData): Promise<Done | Errors> {
	if (intent === "issuer") {
		const form = parseForm(sent, receiptIssuerFormSchema);
		if (!form.ok) return form.submission.reply().error ?? {};
		await changeReceiptIssuer(ctx, { institution, ...form.value });
		return "saved";
	}
	if (intent === "no-seal") {
		await changeSeal(ctx, { institution, png: null });
		return "seal";
	}
	if (intent === "seal") {
		const png = await fileOf(sent, "seal");
		if (!png) return { seal: ["fields.receipt.fileNeeded"] };
		await changeSeal(ctx, { institution, png });
		return "seal";
	}
	if (intent === "remove-certificate") {
		await removeCertificate(ctx, { institution, certificateId: String(sent.get("certificateId") ?? "") });
		return "removed";
	}
	if (intent !== "certificate") return { "": ["fields.invalid"] };
	const form = parseForm(sent, certificateFormSchema);
	if (!form.ok) return form.submission.reply().error ?? {};
	await addCertificate(ctx, { institution, certificate: form.value, pdf: await fileOf(sent, "copy") });
	return "certificate";
}

/** A browser sends an empty file where none was chosen. */
async function fileOf(sent: FormData, name: string): Promise<Uint8Array | null> {
	const file = sent.get(name);
	return file === null || typeof file === "string" || file.size === 0 ? null : new Uint8Array(await file.arrayBuffer());
}

export default function ReceiptSettings() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	const of = (intent: string) => (sent?.intent === intent ? errors : {});
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/settings/institutions/${page.slug}`}>{t("receiptIssuer.back")}</a>
			</p>
			<PageHead title={page.title} lead={t("receiptIssuer.lead")} />
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`receiptIssuer.done.${page.done}`)}</p> : null}
			{sent && sent.intent !== "issuer" && errors[""]?.length ? (
				<p className="notice notice-bad mb-6" role="alert">
					{errors[""].map(errorText).join(" ")}
				</p>
			) : null}
			{page.warnings.map((warning) => (
				<p key={warning} className="notice notice-warn mb-6">
					{warning}
				</p>
			))}
			<Section title={t("receiptIssuer.settings")} note={t("receiptIssuer.settingsNote")}>
				<ReceiptIssuerForm
					values={page.values}
					revision={page.revision}
					nextNumber={page.nextNumber}
					sent={sent?.intent === "issuer" ? sent.values : null}
					errors={of("issuer")}
					conflict={sent?.intent === "issuer" && sent.conflict}
				/>
			</Section>
			{page.exists ? (
				<>
					<SealForm href={page.sealHref} errors={of("seal")} />
					<CertificatesForm
						certificates={page.certificates}
						values={sent?.intent === "certificate" ? sent.values : {}}
						errors={of("certificate")}
					/>
				</>
			) : null}
			{page.otherIssuer.length > 0 ? (
				<Section title={t("receiptIssuer.otherIssuer")} note={t("receiptIssuer.otherIssuerNote")}>
					<ul className="list-disc ps-5 text-sm">
						{page.otherIssuer.map((name) => (
							<li key={name}>{name}</li>
						))}
					</ul>
				</Section>
			) : null}
			<ChangeHistory changes={page.history} />
		</>
	);
}
