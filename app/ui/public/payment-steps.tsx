import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export interface KonbiniInstructions {
	kind: "konbini";
	voucherUrl: string;
}

export interface BankInstructions {
	kind: "bank_transfer";
	bankName: string;
	bankCode: string;
	branchName: string;
	branchCode: string;
	accountType: string;
	accountNumber: string;
	accountHolderName: string;
	remainingYen: number;
}

/** Where the numbers for the konbini are, and until when. */
export function KonbiniSteps(props: { instructions: KonbiniInstructions; payBy: string | null; lang: Lang }) {
	const { instructions, payBy, lang } = props;
	const t = useT("public");
	return (
		<section className="notice grid gap-3" aria-labelledby="konbini">
			<h2 id="konbini" className="text-lg">
				{t("thanks.konbini.heading")}
			</h2>
			{payBy === null ? null : (
				<p className="font-semibold">{t("thanks.konbini.until", { date: formatDay(payBy, lang) })}</p>
			)}
			<p>
				<a className="btn btn-primary" href={instructions.voucherUrl} rel="noreferrer">
					{t("thanks.konbini.voucher")}
				</a>
			</p>
			<p>{t("thanks.konbini.stores")}</p>
			<p>{t("thanks.konbini.after")}</p>
		</section>
	);
}

/** The account made for this gift, to copy from. */
export function TransferSteps({ instructions, lang }: { instructions: BankInstructions; lang: Lang }) {
	const t = useT("public");
	const withCode = (name: string, code: string) => `${name} (${t("thanks.transfer.code", { code })})`;
	const { accountType } = instructions;
	const rows = [
		[t("thanks.transfer.bank"), withCode(instructions.bankName, instructions.bankCode)],
		[t("thanks.transfer.branch"), withCode(instructions.branchName, instructions.branchCode)],
		[
			t("thanks.transfer.type"),
			accountType === "futsu" || accountType === "toza" ? t(`thanks.transfer.types.${accountType}`) : accountType,
		],
		[t("thanks.transfer.number"), instructions.accountNumber],
		[t("thanks.transfer.holder"), instructions.accountHolderName],
		[t("thanks.transfer.amount"), formatYen(BigInt(instructions.remainingYen), lang)],
	];
	return (
		<section className="notice grid gap-3" aria-labelledby="transfer">
			<h2 id="transfer" className="text-lg">
				{t("thanks.transfer.heading")}
			</h2>
			<dl>
				{rows.map(([term, value]) => (
					<div key={term} className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[11rem_1fr]">
						<dt className="text-sm text-ink-soft">{term}</dt>
						<dd className="font-semibold">{value}</dd>
					</div>
				))}
			</dl>
			<p>{t("thanks.transfer.only")}</p>
			<p>{t("thanks.transfer.after")}</p>
		</section>
	);
}
