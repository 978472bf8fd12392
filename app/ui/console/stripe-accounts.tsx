import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { type FailedForm, keyFieldId, StripeKeysForm } from "./stripe-keys-form.tsx";

export interface StripeAccountView {
	id: string;
	kind: string;
	status: string;
	takesGifts: boolean;
	/** at Stripe too */
	isMade: boolean;
	disabledReason: string | null;
	problem: string | null;
	facts: readonly { label: string; value: string }[];
}

export interface StripeAccountsProps {
	accounts: readonly StripeAccountView[];
	chargedOn: string;
	mayChange: boolean;
	nextWebhookUrl: string;
	eventTypes: readonly string[];
	failed: FailedForm | null;
}

/** The accounts an institution's gifts are charged on, and how it gets its own. */
export function StripeAccounts(props: StripeAccountsProps) {
	const { accounts, chargedOn, mayChange, failed } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const items = Object.entries(failed?.errors ?? {}).flatMap(([field, list]) =>
		list.map((error) => ({
			field: field === "" ? null : keyFieldId(failed?.form ?? "", field),
			label: field === "" ? "" : t(`institutions.fields.${field as "secretKey"}`),
			error: errorText(error),
		})),
	);
	return (
		<Section title={t("institutions.stripe")} note={t("institutions.stripeNote")}>
			<ErrorSummary heading={t("institutions.errors")} text={t("institutions.stripeErrorsText")} items={items} />
			<div className="grid gap-5">
				{accounts.map((account) => (
					<Account key={account.id} account={account} {...props} isCharged={account.id === chargedOn} />
				))}
				{mayChange ? <Choose {...props} /> : null}
				{mayChange ? <AddAccount {...props} /> : null}
			</div>
		</Section>
	);
}

type AccountProps = StripeAccountsProps & { account: StripeAccountView; isCharged: boolean };

function Account({ account, isCharged, mayChange, eventTypes, failed }: AccountProps) {
	const t = useT("console");
	const heading = `account-${account.id}`;
	return (
		<section className="card grid gap-3" aria-labelledby={heading}>
			<div className="flex flex-wrap items-center gap-3">
				<h3 id={heading} className="text-base">
					{t(`institutions.kinds.${account.kind as "connected"}`)}{" "}
					<span className="font-mono text-xs">{account.id}</span>
				</h3>
				<StatusBadge
					status={account.takesGifts ? "open" : account.status === "onboarding" ? "pending" : "failed"}
					label={t(`institutions.states.${stateOf(account)}`)}
				/>
				{isCharged ? <span className="badge">{t("institutions.isCharged")}</span> : null}
			</div>
			{isCharged && !account.takesGifts ? <p className="notice notice-bad">{t("institutions.giftsPaused")}</p> : null}
			{account.disabledReason ? (
				<p className="text-sm">{t(`institutions.reasons.${account.disabledReason as "staff"}`)}</p>
			) : null}
			{account.problem ? (
				<p className="notice notice-warn">{t("institutions.problem", { problem: account.problem })}</p>
			) : null}
			<div className="[overflow-wrap:anywhere]">
				<Facts rows={account.facts} />
			</div>
			{account.kind === "own_keys" ? <EventTypes types={eventTypes} /> : null}
			{mayChange ? <AccountForms account={account} failed={failed} /> : null}
		</section>
	);
}

function stateOf(account: StripeAccountView): "active" | "onboarding" | "disabled" | "stopped" {
	if (account.status === "onboarding" || account.status === "disabled") return account.status;
	return account.takesGifts ? "active" : "stopped";
}

function AccountForms({ account, failed }: { account: StripeAccountView; failed: FailedForm | null }) {
	const t = useT("console");
	const off = account.disabledReason === "staff";
	const act = (intent: "onboard" | "check" | "disable" | "enable", className = "btn btn-small") => (
		<button type="submit" name="intent" value={intent} className={className}>
			{t(`institutions.actions.${intent}`)}
		</button>
	);
	return (
		<>
			<form method="post" className="flex flex-wrap gap-2">
				<input type="hidden" name="account" value={account.id} />
				{account.kind === "connected" ? act("onboard") : null}
				{account.isMade ? act("check") : null}
				{off ? act("enable") : act("disable", "btn btn-small btn-danger")}
			</form>
			{account.kind === "own_keys" ? (
				<details open={failed?.form === account.id}>
					<summary className="cursor-pointer text-sm">{t("institutions.rotate")}</summary>
					<StripeKeysForm intent="rotate" form={account.id} failed={failed} note={t("institutions.rotateNote")} />
				</details>
			) : null}
		</>
	);
}

function EventTypes({ types }: { types: readonly string[] }) {
	const t = useT("console");
	return (
		<details>
			<summary className="cursor-pointer text-sm">{t("institutions.eventTypes", { count: types.length })}</summary>
			<ul className="mt-2 grid gap-x-6 font-mono text-xs sm:grid-cols-2">
				{types.map((type) => (
					<li key={type}>{type}</li>
				))}
			</ul>
		</details>
	);
}

/** Where new gifts go from now on; what began elsewhere stays there. */
function Choose({ accounts, chargedOn }: StripeAccountsProps) {
	const t = useT("console");
	const choices = [
		{ value: "", label: t("institutions.kinds.platform"), hint: t("institutions.platformHint"), can: true },
		...accounts.map((account) => ({
			value: account.id,
			label: `${t(`institutions.kinds.${account.kind as "connected"}`)} ${account.id}`,
			hint: account.takesGifts ? "" : t("institutions.notReadyHint"),
			can: account.takesGifts || account.id === chargedOn,
		})),
	];
	const chosen = chargedOn === "platform" ? "" : chargedOn;
	return (
		<form method="post" className="card grid gap-3">
			<fieldset>
				<legend className="text-base font-semibold">{t("institutions.choose")}</legend>
				<p className="hint mb-2">{t("institutions.chooseNote")}</p>
				<div className="grid gap-2">
					{choices.map((choice) => (
						<label key={choice.value} className="choice">
							<input
								type="radio"
								name="account"
								value={choice.value}
								defaultChecked={choice.value === chosen}
								disabled={!choice.can}
								className="size-5 shrink-0"
							/>
							<span className="min-w-0">
								{choice.label}
								{choice.hint ? <span className="hint block">{choice.hint}</span> : null}
							</span>
						</label>
					))}
				</div>
			</fieldset>
			<div>
				<button type="submit" name="intent" value="choose" className="btn">
					{t("institutions.actions.choose")}
				</button>
			</div>
		</form>
	);
}

/** Two ways to an account of one's own. */
function AddAccount({ nextWebhookUrl, eventTypes, failed }: StripeAccountsProps) {
	const t = useT("console");
	return (
		<div className="grid items-start gap-5 lg:grid-cols-2">
			<form method="post" className="card grid gap-3">
				<h3 className="text-base">{t("institutions.connectTitle")}</h3>
				<p className="text-sm">{t("institutions.connectText")}</p>
				<div>
					<button type="submit" name="intent" value="connect" className="btn">
						{t("institutions.actions.connect")}
					</button>
				</div>
			</form>
			<section className="card grid gap-3" aria-labelledby="own-keys">
				<h3 id="own-keys" className="text-base">
					{t("institutions.keysTitle")}
				</h3>
				<p className="text-sm">{t("institutions.keysText")}</p>
				<p className="text-sm [overflow-wrap:anywhere]">
					{t("institutions.webhookUrl")}: <code className="text-xs">{nextWebhookUrl}</code>
				</p>
				<EventTypes types={eventTypes} />
				<StripeKeysForm intent="keys" form="keys" failed={failed} note={t("institutions.keysNote")} />
			</section>
		</div>
	);
}
