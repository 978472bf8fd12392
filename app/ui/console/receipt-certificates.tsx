import { useErrorText, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy } from "../form/field-props.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

type Errors = Readonly<Record<string, readonly string[]>>;

/** The image of the seal that is printed beside the representative's name. */
export function SealForm({ href, errors }: { href: string | null; errors: Errors }) {
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<Section title={t("receiptIssuer.seal")} note={t("receiptIssuer.sealNote")}>
			{href ? (
				<p className="mb-4">
					<img
						src={href}
						alt={t("receiptIssuer.sealAlt")}
						width={96}
						height={96}
						className="border border-line bg-white p-1"
					/>
				</p>
			) : null}
			<form method="post" encType="multipart/form-data" className="grid max-w-text gap-4">
				<FileField
					name="seal"
					label={t("receiptIssuer.sealFile")}
					accept="image/png"
					errors={(errors.seal ?? []).map(errorText)}
				/>
				<div className="flex flex-wrap gap-3">
					<button type="submit" name="intent" value="seal" className="btn">
						{t("receiptIssuer.sealSave")}
					</button>
					{href ? (
						<button type="submit" name="intent" value="no-seal" className="btn btn-danger">
							{t("receiptIssuer.sealRemove")}
						</button>
					) : null}
				</div>
			</form>
		</Section>
	);
}

export interface CertificateLine {
	id: string;
	kind: string;
	number: string;
	issuedBy: string;
	validFrom: string;
	validTo: string;
	isValid: boolean;
	fileHref: string | null;
}

/** Certificates whose copies go with receipts, and a form for the next one. */
export function CertificatesForm(props: {
	certificates: readonly CertificateLine[];
	values: Readonly<Record<string, string>>;
	errors: Errors;
}) {
	const { certificates, values, errors } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: "kind" | "number" | "issuedBy" | "validFrom" | "validTo") => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`receiptIssuer.certificateFields.${name}`),
	});
	return (
		<Section title={t("receiptIssuer.certificates")} note={t("receiptIssuer.certificatesNote")}>
			<PlainTable
				label={t("receiptIssuer.certificates")}
				empty={t("receiptIssuer.noCertificate")}
				columns={[
					{ label: t("receiptIssuer.certificateFields.kind") },
					{ label: t("receiptIssuer.certificateFields.number") },
					{ label: t("receiptIssuer.certificateFields.issuedBy") },
					{ label: t("receiptIssuer.valid") },
					{ label: t("receipts.file") },
				]}
				rows={certificates.map((one) => ({
					key: one.id,
					cells: [
						one.kind,
						one.number,
						one.issuedBy,
						`${one.validFrom} – ${one.validTo}${one.isValid ? "" : ` (${t("receiptIssuer.notValid")})`}`,
						<form key="form" method="post" className="flex flex-wrap items-center gap-3">
							{one.fileHref ? <a href={one.fileHref}>{t("receipts.open")}</a> : null}
							<input type="hidden" name="certificateId" value={one.id} />
							<button type="submit" name="intent" value="remove-certificate" className="btn btn-small">
								{t("receiptIssuer.removeCertificate")}
								<span className="sr-only"> {one.number}</span>
							</button>
						</form>,
					],
				}))}
			/>
			<form method="post" encType="multipart/form-data" className="mt-5 grid max-w-text gap-4">
				<SelectField
					{...state("kind")}
					empty={t("receipts.choose")}
					options={(["special_public_interest", "tax_credit"] as const).map((value) => ({
						value,
						label: t(`receiptIssuer.certificateKinds.${value}`),
					}))}
				/>
				<div className="grid gap-4 sm:grid-cols-2">
					<TextField {...state("number")} autoComplete="off" />
					<TextField {...state("issuedBy")} autoComplete="off" />
					<TextField {...state("validFrom")} type="date" />
					<TextField {...state("validTo")} type="date" />
				</div>
				<FileField
					name="copy"
					label={t("receiptIssuer.certificateFile")}
					accept="application/pdf"
					errors={(errors.copy ?? []).map(errorText)}
				/>
				<div>
					<button type="submit" name="intent" value="certificate" className="btn">
						{t("receiptIssuer.addCertificate")}
					</button>
				</div>
			</form>
		</Section>
	);
}

function FileField(props: { name: string; label: string; accept: string; errors: readonly string[] }) {
	const { name, label, accept, errors } = props;
	return (
		<div>
			<label className="label" htmlFor={name}>
				{label}
			</label>
			<input
				type="file"
				id={name}
				name={name}
				accept={accept}
				className="input"
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(name, false, errors)}
			/>
			<FieldErrors name={name} errors={errors} />
		</div>
	);
}
