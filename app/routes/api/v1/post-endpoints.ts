import { z } from "zod";
import type { ApiScope } from "~/domain/access/api-scopes";
import { linesOf } from "~/domain/form-text.schema";
import { REASON_MAX } from "~/domain/recurring/plan-change";
import { noteSchema, REFUND_REASONS } from "~/domain/refunds/refund.schema";
import { acceptBody, decidedShape, enteredShape, enterGiftBody, refuseBody, reviewBody } from "./donor-shapes";
import {
	externalFundBody,
	externalFundShape,
	fundReceiptBody,
	spendingBody,
	spendingShape,
} from "./external-fund-shapes";
import {
	amendPledgeBody,
	askedWriteOffShape,
	createPledgeBody,
	decideWriteOffBody,
	paidPledgeShape,
	pledgePaymentBody,
	pledgeShape,
	requestWriteOffBody,
} from "./pledge-shapes";
import { planChangeShape, refundShape, uuidParam } from "./shapes";
import { snapshotRowShape, takeSnapshotBody } from "./snapshot-shapes";
import { decidePlanBody, draftedPlanShape, draftPlanBody, movedPlanShape } from "./sufficiency-plan-shapes";

export interface PostEndpoint<
	P extends z.ZodObject = z.ZodObject,
	B extends z.ZodType = z.ZodType,
	A extends z.ZodType = z.ZodType,
> {
	path: string;
	summary: string;
	scope: ApiScope;
	/** of the path; a wrong one is a row that does not exist */
	params: P;
	/** what is sent as JSON: a strict object, piped into the schema of the domain where there is one */
	body: B;
	/** 201 when something was made */
	status: 200 | 201;
	answer: A;
}
export const post = <P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(of: PostEndpoint<P, B, A>) => of;

const planReason = linesOf(REASON_MAX)
	.refine((text) => text !== "", "plan.reason")
	.describe("why, kept in the log");

const planChangeBody = z.discriminatedUnion("action", [
	z.strictObject({ action: z.literal("amount"), amountYen: z.int().min(1).max(99_999_999), reason: planReason }),
	z.strictObject({
		action: z.literal("pause"),
		until: z.iso.date().nullable().describe("first day in Japan it is charged again; null: until it is resumed"),
		reason: planReason,
	}),
	z.strictObject({ action: z.literal("resume"), reason: planReason }),
	z.strictObject({ action: z.literal("stop"), reason: planReason }),
]);

/** Every POST of the API: routes answer by it through `accepts`, and openapi.json is made of it. */
export const POSTS = {
	enterGift: post({
		path: "/api/v1/gifts",
		summary: "Enters a gift that did not come through this site: cash, a bank transfer, crowdfunding, a bequest",
		scope: "gifts:write",
		params: z.object({}),
		body: enterGiftBody,
		status: 201,
		answer: enteredShape,
	}),
	reviewApplication: post({
		path: "/api/v1/applications/{applicationId}/review",
		summary: "Begins the review of a gift application",
		scope: "applications:write",
		params: z.object({ applicationId: uuidParam }),
		body: reviewBody,
		status: 200,
		answer: decidedShape,
	}),
	acceptApplication: post({
		path: "/api/v1/applications/{applicationId}/accept",
		summary: "Accepts a gift; its applicant gets the transfer request",
		scope: "applications:write",
		params: z.object({ applicationId: uuidParam }),
		body: acceptBody,
		status: 200,
		answer: decidedShape,
	}),
	refuseApplication: post({
		path: "/api/v1/applications/{applicationId}/refuse",
		summary: "Refuses a gift on a ground; its applicant is told courteously",
		scope: "applications:write",
		params: z.object({ applicationId: uuidParam }),
		body: refuseBody,
		status: 200,
		answer: decidedShape,
	}),
	requestRefund: post({
		path: "/api/v1/refunds",
		summary:
			"Asks for a gift's money to go back, wholly or in part; above the institution's limit a second person decides",
		scope: "refunds:write",
		params: z.object({}),
		body: z.strictObject({
			giftId: z.uuid(),
			amountYen: z.int().min(1).max(999_999_999_999),
			note: noteSchema.describe("why, for whoever approves it and for audits"),
			reason: z.enum(REFUND_REASONS).default("requested_by_customer"),
		}),
		status: 201,
		answer: refundShape,
	}),
	changePlan: post({
		path: "/api/v1/recurring-plans/{planId}/changes",
		summary: "Asks for a change of a monthly or yearly gift: its amount, a pause, to resume it, or to stop it",
		scope: "plans:write",
		params: z.object({ planId: uuidParam }),
		body: planChangeBody,
		status: 201,
		answer: planChangeShape,
	}),
	draftSufficiencyPlan: post({
		path: "/api/v1/sufficiency-plans",
		summary: "Begins the next version of a hub's self-sufficiency plan, with its cost lines and targets",
		scope: "sufficiency:write",
		params: z.object({}),
		body: draftPlanBody,
		status: 201,
		answer: draftedPlanShape,
	}),
	submitSufficiencyPlan: post({
		path: "/api/v1/sufficiency-plans/{sufficiencyPlanId}/submit",
		summary: "Hands a draft in; a second person decides on it",
		scope: "sufficiency:write",
		params: z.object({ sufficiencyPlanId: uuidParam }),
		body: z.strictObject({}),
		status: 200,
		answer: movedPlanShape,
	}),
	decideSufficiencyPlan: post({
		path: "/api/v1/sufficiency-plans/{sufficiencyPlanId}/decide",
		summary: "Approves a submitted plan or sends it back; never by whoever submitted it, nor by that person's token",
		scope: "sufficiency:write",
		params: z.object({ sufficiencyPlanId: uuidParam }),
		body: decidePlanBody,
		status: 200,
		answer: movedPlanShape,
	}),
	recordExternalFund: post({
		path: "/api/v1/external-funds",
		summary:
			"Records a grant, contract, subsidy, host contribution or income that is not a gift, with its years and receipts",
		scope: "external-funds:write",
		params: z.object({}),
		body: externalFundBody,
		status: 201,
		answer: externalFundShape,
	}),
	receiveExternalFund: post({
		path: "/api/v1/external-funds/{externalFundId}/receipts",
		summary: "Books money received of an external fund, or given back to its funder; answers the fund",
		scope: "external-funds:write",
		params: z.object({ externalFundId: uuidParam }),
		body: fundReceiptBody,
		status: 201,
		answer: externalFundShape,
	}),
	recordSpending: post({
		path: "/api/v1/spending",
		summary: "Books what was bought from a fund's gifts or from an external fund",
		scope: "spending:write",
		params: z.object({}),
		body: spendingBody,
		status: 201,
		answer: spendingShape,
	}),
	takeSnapshot: post({
		path: "/api/v1/snapshots",
		summary: "Freezes the figures of one fiscal year, of a hub or of the whole programme, with a hash",
		scope: "snapshots:write",
		params: z.object({}),
		body: takeSnapshotBody,
		status: 201,
		answer: snapshotRowShape,
	}),
	createPledge: post({
		path: "/api/v1/pledges",
		summary: "Writes down a pledge with its schedule; nothing of it is money until money comes",
		scope: "pledges:write",
		params: z.object({}),
		body: createPledgeBody,
		status: 201,
		answer: pledgeShape,
	}),
	payPledge: post({
		path: "/api/v1/pledges/{pledgeId}/payments",
		summary: "Books money that came for a pledge by bank or in cash: a gift, and the instalments it pays, oldest first",
		scope: "pledges:write",
		params: z.object({ pledgeId: uuidParam }),
		body: pledgePaymentBody,
		status: 201,
		answer: paidPledgeShape,
	}),
	writeOffPledge: post({
		path: "/api/v1/pledges/{pledgeId}/write-offs",
		summary: "Asks to give up part or all of what a pledge owes; a second person decides",
		scope: "pledges:write",
		params: z.object({ pledgeId: uuidParam }),
		body: requestWriteOffBody,
		status: 201,
		answer: askedWriteOffShape,
	}),
	decidePledgeWriteOff: post({
		path: "/api/v1/pledges/{pledgeId}/write-offs/{writeOffId}/decide",
		summary: "Approves or refuses a write-off, as another than who asked for it",
		scope: "pledges:write",
		params: z.object({ pledgeId: uuidParam, writeOffId: uuidParam }),
		body: decideWriteOffBody,
		status: 200,
		answer: pledgeShape,
	}),
	amendPledge: post({
		path: "/api/v1/pledges/{pledgeId}/amendments",
		summary: "Changes what is promised; the schedule before is kept, and what was paid stays",
		scope: "pledges:write",
		params: z.object({ pledgeId: uuidParam }),
		body: amendPledgeBody,
		status: 201,
		answer: pledgeShape,
	}),
} satisfies Record<string, PostEndpoint>;
