import { useT } from "~/i18n/use-t.ts";

export interface PledgeAccountView {
	bankName: string;
	branchName: string;
	accountType: "futsu" | "toza";
	accountNumber: string;
	holderName: string;
}

/** Where to transfer to, and the number that says whose money it is. */
export function PledgeAccount({ account, reference }: { account: PledgeAccountView; reference: string }) {
	const t = useT("public");
	const facts = [
		[t("application.account.bank"), account.bankName],
		[t("application.account.branch"), account.branchName],
		[t("application.account.type"), t(`application.accountTypes.${account.accountType}`)],
		[t("application.account.number"), account.accountNumber],
		[t("application.account.holder"), account.holderName],
		[t("pledge.remitter"), t("pledge.remitterText", { number: reference })],
	] as const;
	return (
		<section aria-labelledby="account" className="notice">
			<h2 id="account" className="mb-1 text-lg">
				{t("pledge.accountTitle")}
			</h2>
			<p className="mb-3 text-sm">{t("pledge.accountText")}</p>
			<dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
				{facts.map(([label, value]) => (
					<div key={label} className="contents">
						<dt className="text-ink-soft">{label}</dt>
						<dd className="min-w-0 break-words font-semibold">{value}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
