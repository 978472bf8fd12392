import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { changeGivingPolicy } from "~/domain/institutions/change-giving-policy.server";
import { givingPolicyFormSchema } from "~/domain/institutions/giving-policy.schema";
import { overseenInstitution } from "~/domain/institutions/overseen-institution.server";
import { chooseStripeAccount } from "~/domain/stripe-accounts/choose-stripe-account.server";
import { connectStripeAccount, openOnboarding } from "~/domain/stripe-accounts/connect-stripe-account.server";
import {
	checkStripeAccount,
	disableStripeAccount,
	enableStripeAccount,
} from "~/domain/stripe-accounts/disable-stripe-account.server";
import { enterOwnKeys, rotateOwnKeys } from "~/domain/stripe-accounts/enter-own-keys.server";
import { ownKeysSchema } from "~/domain/stripe-accounts/own-keys.schema";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ChangeHistory } from "~/ui/console/change-history";
import { Facts } from "~/ui/console/facts";
import { GivingPolicyForm } from "~/ui/console/giving-policy-form";
import { PageHead } from "~/ui/console/page-head";
import { StripeAccounts } from "~/ui/console/stripe-accounts";
import { sentValues } from "./fund-view.server";
import { institutionPage } from "./institution-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["saved", "keys", "rotated", "chosen", "disabled", "enabled", "checked"] as const;
/** How the institution came back from Stripe's set-up page; what became of it Stripe tells by webhook. */
const BACK = ["returned", "again"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const page = await institutionPage(ctx, params.institution ?? "");
	const { searchParams } = new URL(request.url);
	return {
		...page,
		done: DONE.find((one) => one === searchParams.get("done")) ?? null,
		back: BACK.find((one) => one === searchParams.get("stripe")) ?? null,
	};
}

type Errors = Record<string, string[] | null>;

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const institution = params.institution ?? "";
	await overseenInstitution(ctx, institution);
	const sent = await readForm(request);
	const intent = String(sent.get("intent") ?? "");
	const account = String(sent.get("account") ?? "");
	// Which form it was; keys are never sent back to the page.
	const form = intent === "rotate" ? account : intent;
	const values = intent === "policy" ? sentValues(sent) : {};
	const refuse = (errors: Errors, status = 400) => data({ form, values, errors, conflict: status === 409 }, { status });
	try {
		const outcome =
			intent === "policy"
				? await savePolicy(ctx, institution, sent)
				: await changeStripe(ctx, { institution, account, intent, sent });
		if ("errors" in outcome) return refuse(outcome.errors);
		return redirect(
			"url" in outcome ? outcome.url : `/console/settings/institutions/${institution}?done=${outcome.done}`,
			303,
		);
	} catch (error) {
		if (!isAppError(error) || error.status === 403 || error.status === 404) throw error;
		if (error.code === "giving_policy_changed") return refuse({}, 409);
		const message = `${error.personKey}?${new URLSearchParams(Object.entries(error.params).map(([k, v]) => [k, String(v)]))}`;
		return refuse({ [error.personKey.startsWith("fields.") ? "secretKey" : ""]: [message] }, error.status);
	}
}

type Outcome = { errors: Errors } | { done: (typeof DONE)[number] } | { url: string };

async function savePolicy(ctx: StaffCtx, institution: string, sent: FormData): Promise<Outcome> {
	const form = parseForm(sent, givingPolicyFormSchema);
	if (!form.ok) return { errors: form.submission.reply().error ?? {} };
	await changeGivingPolicy(ctx, { institution, ...form.value });
	return { done: "saved" };
}

type StripeChange = { institution: string; account: string; intent: string; sent: FormData };

async function changeStripe(ctx: StaffCtx, { institution, account, intent, sent }: StripeChange): Promise<Outcome> {
	// Whoever connects nothing here is told so before anything about the form.
	await overseenInstitution(ctx, institution, "connectStripe");
	switch (intent) {
		case "connect":
			return connectStripeAccount(ctx, { institution });
		case "onboard":
			return openOnboarding(ctx, { institution, account });
		case "choose":
			await chooseStripeAccount(ctx, { institution, account: account === "" ? null : account });
			return { done: "chosen" };
		case "disable":
			await disableStripeAccount(ctx, { institution, account });
			return { done: "disabled" };
		case "enable":
			await enableStripeAccount(ctx, { institution, account });
			return { done: "enabled" };
		case "check":
			await checkStripeAccount(ctx, { institution, account });
			return { done: "checked" };
		case "keys":
		case "rotate": {
			const keys = parseForm(sent, ownKeysSchema);
			if (!keys.ok) return { errors: keys.submission.reply().error ?? {} };
			if (intent === "rotate") await rotateOwnKeys(ctx, { institution, account, ...keys.value });
			else await enterOwnKeys(ctx, { institution, ...keys.value });
			return { done: intent === "rotate" ? "rotated" : "keys" };
		}
		default:
			return { errors: { "": ["fields.invalid"] } };
	}
}

export default function InstitutionSettings() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/settings/institutions">{t("institutions.back")}</a>
			</p>
			<PageHead title={page.title} lead={<span className="font-mono text-xs">{page.slug}</span>}>
				{page.may.changeReceipts ? (
					<a className="btn btn-small" href={`/console/settings/institutions/${page.slug}/receipts`}>
						{t("institutions.receipts")}
					</a>
				) : null}
				{page.may.changeSender ? (
					<a className="btn btn-small" href={`/console/settings/institutions/${page.slug}/sender`}>
						{t("institutions.sender")}
					</a>
				) : null}
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-6">{t(`institutions.done.${page.done}`)}</p> : null}
			{page.back && !sent ? <p className="notice mb-6">{t(`institutions.stripeBack.${page.back}`)}</p> : null}
			<Facts rows={page.facts} />
			{page.may.changeGiving ? (
				<GivingPolicyForm
					{...page.policy}
					sent={sent?.form === "policy" ? sent.values : null}
					errors={sent?.form === "policy" ? errors : {}}
					conflict={sent?.form === "policy" && sent.conflict}
				/>
			) : null}
			<StripeAccounts
				accounts={page.accounts}
				chargedOn={page.chargedOn}
				mayChange={page.may.connectStripe}
				nextWebhookUrl={page.nextWebhookUrl}
				eventTypes={page.eventTypes}
				failed={sent && sent.form !== "policy" ? { form: sent.form, errors } : null}
			/>
			<ChangeHistory changes={page.history} />
		</>
	);
}
