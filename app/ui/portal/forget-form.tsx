import { useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { TextArea } from "../form/text-area.tsx";
import { PortalSection } from "./parts.tsx";

const GOES = ["donor", "display", "contact", "mails", "consents", "changes"] as const;
const STAYS = ["gifts", "receipts", "ledger"] as const;

/** What goes and what the law keeps, before anybody asks. */
export function ForgetTexts() {
	const t = useT("public");
	return (
		<>
			<PortalSection id="goes" title={t("portal.forget.goesTitle")}>
				<ul className="max-w-text list-disc ps-6">
					{GOES.map((item) => (
						<li key={item}>{t(`portal.forget.goes.${item}`)}</li>
					))}
				</ul>
			</PortalSection>
			<PortalSection id="stays" title={t("portal.forget.staysTitle")}>
				<ul className="max-w-text list-disc ps-6">
					{STAYS.map((item) => (
						<li key={item}>{t(`portal.forget.stays.${item}`)}</li>
					))}
				</ul>
				<p className="mt-3 max-w-text">{t("portal.forget.staysText")}</p>
				<p className="notice notice-warn mt-4 max-w-text">{t("portal.forget.plansFirst")}</p>
			</PortalSection>
		</>
	);
}

type Choice = { id: string; institution: string; name: string };

export function ForgetForm(props: {
	donors: readonly Choice[];
	chosen: readonly string[];
	reason: string;
	reasonMax: number;
	error: string | null;
	field: string | null;
}) {
	const { donors, chosen, reason, reasonMax, error, field } = props;
	const t = useT("public");
	const errorsOf = (name: string) => (error !== null && field === name ? [error] : []);
	return (
		<form method="post" noValidate className="mt-10 grid max-w-text gap-6">
			<fieldset aria-describedby={errorsOf("donorId").length > 0 ? "donorId-error" : undefined}>
				<legend className="label">{t("portal.forget.which")}</legend>
				<div className="grid gap-2">
					{donors.map((donor) => (
						<label key={donor.id} className="choice">
							<input
								type="checkbox"
								name="donorId"
								value={donor.id}
								defaultChecked={chosen.includes(donor.id)}
								className="size-5 shrink-0"
							/>
							<span>
								{donor.institution} <span className="hint">{donor.name}</span>
							</span>
						</label>
					))}
				</div>
				<FieldErrors name="donorId" errors={errorsOf("donorId")} />
			</fieldset>
			<TextArea
				name="reason"
				label={t("portal.forget.reason")}
				maxLength={reasonMax}
				value={reason}
				errors={errorsOf("reason")}
			/>
			<p>
				<button type="submit" className="btn">
					{t("portal.forget.next")}
				</button>
			</p>
		</form>
	);
}

/** The second word. */
export function ConfirmForget(props: { donors: readonly Choice[]; reason: string; error: string | null }) {
	const { donors, reason, error } = props;
	const t = useT("public");
	const institutions = donors.map(({ institution }) => institution).join(", ");
	return (
		<form method="post" noValidate className="grid max-w-text gap-6">
			<p>{t("portal.forget.confirmText", { institutions })}</p>
			<input type="hidden" name="intent" value="confirm" />
			<input type="hidden" name="reason" value={reason} />
			{donors.map(({ id }) => (
				<input key={id} type="hidden" name="donorId" value={id} />
			))}
			<CheckField
				name="understood"
				value=""
				label={t("portal.forget.understand")}
				errors={error === null ? [] : [error]}
			/>
			<div className="flex flex-wrap gap-3">
				<button type="submit" className="btn btn-danger">
					{t("portal.forget.submit")}
				</button>
				<a className="btn" href="/portal/data">
					{t("portal.forget.back")}
				</a>
			</div>
		</form>
	);
}
