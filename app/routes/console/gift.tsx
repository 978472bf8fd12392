import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { DISPLAY_DECISIONS, decideDisplay } from "~/domain/gifts/decide-display.server";
import { getGiftStory } from "~/domain/gifts/get-gift-story.server";
import { resendGiftMail } from "~/domain/mails/resend-gift-mail.server";
import { settleUncertainMail } from "~/domain/mails/settle-uncertain-mail.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { GiftLinks } from "~/ui/console/gift-links";
import { GiftMoneyBack } from "~/ui/console/gift-money-back";
import {
	StoryAttempts,
	StoryChanges,
	StoryDisplay,
	StoryDonor,
	StoryEntries,
	StoryEvents,
	StoryLine,
	StoryMails,
	StoryPayments,
} from "~/ui/console/gift-story";
import { PageHead } from "~/ui/console/page-head";
import { giftMoneyBack } from "./gift-money-back.server";
import { toStoryView } from "./gift-story-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const story = await getGiftStory(ctx, { giftId: params.giftId ?? "" });
	const view = toStoryView(story, ctx.lang);
	const moneyBack = await giftMoneyBack(ctx, story.id);
	return {
		view,
		moneyBack,
		title: getT(ctx.lang, "console")("gift.title", { donor: view.donorName }),
		may: {
			contact: mayEver(ctx, "readContact", "Gift"),
			resend: mayEver(ctx, "resendMail", "Gift"),
			decide: mayEver(ctx, "decideDisplay", "Gift"),
			mails: mayEver(ctx, "read", "Mail"),
		},
		done: new URL(request.url).searchParams.get("done"),
	};
}

const actionSchema = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("resend"), mailId: z.uuid().optional() }),
	z.object({ intent: z.enum(["mailSent", "mailBounced"]), mailId: z.uuid() }),
	z.object({ intent: z.literal("display"), decision: z.enum(DISPLAY_DECISIONS) }),
]);

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const form = parseForm(await readForm(request), actionSchema);
	if (!form.ok) return form.rejected();
	const giftId = params.giftId ?? "";
	const done = await carryOut(ctx, giftId, form.value);
	return redirect(`/console/gifts/${giftId}?done=${done}`, 303);
}

type Wish = z.output<typeof actionSchema>;

/** @returns what the page then says was done */
async function carryOut(ctx: StaffCtx, giftId: string, wish: Wish): Promise<string> {
	switch (wish.intent) {
		case "resend":
			await resendGiftMail(ctx, { giftId, mailId: wish.mailId });
			return "resend";
		case "display":
			await decideDisplay(ctx, { giftId, decision: wish.decision });
			return wish.decision;
		default:
			await settleUncertainMail(ctx, {
				giftId,
				mailId: wish.mailId,
				finding: wish.intent === "mailSent" ? "sent" : "bounced",
			});
			return "settled";
	}
}

export default function Gift() {
	const { view, moneyBack, title, may, done } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/gifts">{t("gift.back")}</a>
			</p>
			<PageHead title={title} lead={<span className="font-mono text-xs">{view.id}</span>}>
				<GiftLinks view={view} />
			</PageHead>
			{done === "entered" ? <p className="notice notice-good mb-4">{t("gift.done.entered")}</p> : null}
			{done === "resend" ? <p className="notice notice-good mb-4">{t("gift.done.resend")}</p> : null}
			{done === "settled" ? <p className="notice notice-good mb-4">{t("gift.done.settled")}</p> : null}
			{done === "approved" ? <p className="notice notice-good mb-4">{t("gift.done.approved")}</p> : null}
			{done === "declined" ? <p className="notice notice-good mb-4">{t("gift.done.declined")}</p> : null}
			<StoryLine view={view} />
			<StoryDisplay view={view} mayDecide={may.decide} />
			<StoryDonor view={view} contact={may.contact} />
			<StoryAttempts view={view} />
			<StoryPayments view={view} />
			<GiftMoneyBack {...moneyBack} />
			<StoryEntries view={view} />
			{may.mails ? <StoryMails view={view} mayResend={may.resend} /> : null}
			<StoryEvents view={view} />
			<StoryChanges view={view} />
		</>
	);
}
