import { z } from "zod";
import type { ApiScope } from "~/domain/access/api-scopes";
import { APPLICATION_STATES } from "~/domain/applications/application.status";
import { CAMPAIGN_STATES } from "~/domain/campaigns/campaign.status";
import { DECISIONS } from "~/domain/external-funds/decision.status";
import { FUND_CATEGORIES } from "~/domain/external-funds/external-fund.schema";
import { GIFT_PAYMENT_STATES } from "~/domain/gifts/gift-payment.status";
import { PLEDGE_STATES } from "~/domain/pledges/pledge.status";
import { RECURRING_PLAN_STATES } from "~/domain/recurring/recurring-plan.status";
import { REFUND_STATES } from "~/domain/refunds/refund.status";
import { REPORT_KINDS } from "~/domain/reports/report.status";
import { SPENDING_CURSOR } from "~/domain/spending/list-spending.server";
import { SUFFICIENCY_PLAN_STATES } from "~/domain/sufficiency/sufficiency-plan.status";
import { campaignShape } from "./campaign-shapes";
import { coverageShape } from "./coverage-shapes";
import { applicationShape, donorShape, donorWithContactShape } from "./donor-shapes";
import { externalFundShape, spendingShape } from "./external-fund-shapes";
import { pledgeRowShape, pledgeShape } from "./pledge-shapes";
import { reportRowShape, reportShape } from "./report-shapes";
import {
	fiscalYearParam,
	fundShape,
	giftShape,
	hubShape,
	limitParam,
	pageOf,
	planShape,
	receiptShape,
	refundShape,
	slugParam,
	totalsShape,
	uuidParam,
} from "./shapes";
import { snapshotRowShape, snapshotShape } from "./snapshot-shapes";
import { storyRowShape, storyShape } from "./story-shapes";
import { sufficiencyPlanRowShape, sufficiencyPlanShape } from "./sufficiency-plan-shapes";

export interface Endpoint<
	P extends z.ZodObject = z.ZodObject,
	Q extends z.ZodObject = z.ZodObject,
	A extends z.ZodType = z.ZodType,
> {
	path: string;
	summary: string;
	scope: ApiScope;
	/** of the path; a wrong one is a row that does not exist */
	params: P;
	query: Q;
	answer: A;
	/** of an answer that is a file, not JSON */
	contentType?: "application/pdf";
}
const endpoint = <P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType>(of: Endpoint<P, Q, A>) => of;

const none = z.strictObject({});
const noParams = z.object({});
const slugPage = { cursor: slugParam.optional(), limit: limitParam };

/** Every method of the API: routes answer by it, and openapi.json is made of it. */
export const ENDPOINTS = {
	hubs: endpoint({
		path: "/api/v1/hubs",
		summary: "Hubs",
		scope: "hubs:read",
		params: noParams,
		query: z.strictObject(slugPage),
		answer: pageOf(hubShape),
	}),
	hub: endpoint({
		path: "/api/v1/hubs/{slug}",
		summary: "One hub",
		scope: "hubs:read",
		params: z.object({ slug: slugParam }),
		query: none,
		answer: hubShape,
	}),
	coverage: endpoint({
		path: "/api/v1/hubs/{slug}/coverage",
		summary: "A hub's way to standing alone by fiscal year: needed, secured and likely",
		scope: "sufficiency:read",
		params: z.object({ slug: slugParam }),
		query: z.strictObject({ fromFiscalYear: fiscalYearParam.optional(), toFiscalYear: fiscalYearParam.optional() }),
		answer: coverageShape,
	}),
	funds: endpoint({
		path: "/api/v1/funds",
		summary: "Funds, by hub or all",
		scope: "funds:read",
		params: noParams,
		query: z.strictObject({ hub: slugParam.optional(), ...slugPage }),
		answer: pageOf(fundShape),
	}),
	gifts: endpoint({
		path: "/api/v1/gifts",
		summary: "Gifts, newest first",
		scope: "gifts:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			status: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]).optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(giftShape),
	}),
	gift: endpoint({
		path: "/api/v1/gifts/{id}",
		summary: "One gift",
		scope: "gifts:read",
		params: z.object({ id: uuidParam }),
		query: none,
		answer: giftShape,
	}),
	refunds: endpoint({
		path: "/api/v1/refunds",
		summary: "Refunds, newest first",
		scope: "refunds:read",
		params: noParams,
		query: z.strictObject({
			status: z.enum(REFUND_STATES as [string, ...string[]]).optional(),
			giftId: uuidParam.optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(refundShape),
	}),
	refund: endpoint({
		path: "/api/v1/refunds/{refundId}",
		summary: "One refund",
		scope: "refunds:read",
		params: z.object({ refundId: uuidParam }),
		query: none,
		answer: refundShape,
	}),
	plans: endpoint({
		path: "/api/v1/recurring-plans",
		summary: "Monthly and yearly gifts, newest first",
		scope: "plans:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			status: z.enum(RECURRING_PLAN_STATES as [string, ...string[]]).optional(),
			donorId: uuidParam.optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(planShape),
	}),
	plan: endpoint({
		path: "/api/v1/recurring-plans/{planId}",
		summary: "One monthly or yearly gift",
		scope: "plans:read",
		params: z.object({ planId: uuidParam }),
		query: none,
		answer: planShape,
	}),
	receipts: endpoint({
		path: "/api/v1/receipts",
		summary: "Receipts, newest first",
		scope: "receipts:read",
		params: noParams,
		query: z.strictObject({
			status: z.enum(["issued", "void"]).optional(),
			taxYear: fiscalYearParam.optional().describe("calendar year the receipt is for"),
			number: z.string().min(1).max(60).optional().describe("whole, as printed"),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(receiptShape),
	}),
	receipt: endpoint({
		path: "/api/v1/receipts/{receiptId}",
		summary: "One receipt",
		scope: "receipts:read",
		params: z.object({ receiptId: uuidParam }),
		query: none,
		answer: receiptShape,
	}),
	receiptFile: endpoint({
		path: "/api/v1/receipts/{receiptId}/file",
		summary: "The PDF of a receipt, as it was issued",
		scope: "receipts:read",
		params: z.object({ receiptId: uuidParam }),
		query: none,
		answer: z.string(),
		contentType: "application/pdf",
	}),
	donors: endpoint({
		path: "/api/v1/donors",
		summary: "Donors, newest first, without any way to reach them",
		scope: "donors:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			search: z.string().min(1).max(100).optional().describe("a name in any script, a mail or a corporate number"),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(donorShape),
	}),
	donor: endpoint({
		path: "/api/v1/donors/{donorId}",
		summary: "One donor; how to reach it only for roles that may",
		scope: "donors:read",
		params: z.object({ donorId: uuidParam }),
		query: none,
		answer: donorWithContactShape,
	}),
	applications: endpoint({
		path: "/api/v1/applications",
		summary: "Gift applications, newest first",
		scope: "applications:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			status: z.enum(APPLICATION_STATES as [string, ...string[]]).optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(applicationShape),
	}),
	application: endpoint({
		path: "/api/v1/applications/{applicationId}",
		summary: "One gift application",
		scope: "applications:read",
		params: z.object({ applicationId: uuidParam }),
		query: none,
		answer: applicationShape,
	}),
	sufficiencyPlans: endpoint({
		path: "/api/v1/sufficiency-plans",
		summary: "Versions of self-sufficiency plans, newest first",
		scope: "sufficiency:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			status: z.enum(SUFFICIENCY_PLAN_STATES as [string, ...string[]]).optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(sufficiencyPlanRowShape),
	}),
	sufficiencyPlan: endpoint({
		path: "/api/v1/sufficiency-plans/{sufficiencyPlanId}",
		summary: "One version of a plan, with its cost lines and targets",
		scope: "sufficiency:read",
		params: z.object({ sufficiencyPlanId: uuidParam }),
		query: none,
		answer: sufficiencyPlanShape,
	}),
	externalFunds: endpoint({
		path: "/api/v1/external-funds",
		summary: "External funds with their years and receipts, newest first; those made void are left out",
		scope: "external-funds:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			category: z.enum(FUND_CATEGORIES).optional(),
			decision: z.enum(DECISIONS as [string, ...string[]]).optional(),
			fiscalYear: fiscalYearParam.optional().describe("with a plan or a receipt of that year"),
			search: z.string().min(1).max(100).optional().describe("words of title, funder, number or investigator"),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(externalFundShape),
	}),
	externalFund: endpoint({
		path: "/api/v1/external-funds/{externalFundId}",
		summary: "One external fund",
		scope: "external-funds:read",
		params: z.object({ externalFundId: uuidParam }),
		query: none,
		answer: externalFundShape,
	}),
	spending: endpoint({
		path: "/api/v1/spending",
		summary: "What was bought, newest first; lines made void are left out",
		scope: "spending:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			fundId: uuidParam.optional(),
			externalFundId: uuidParam.optional(),
			fiscalYear: fiscalYearParam.optional(),
			cursor: z.string().regex(SPENDING_CURSOR, "must be a cursor").optional(),
			limit: limitParam,
		}),
		answer: pageOf(spendingShape),
	}),
	reports: endpoint({
		path: "/api/v1/reports",
		summary: "Approved reports with the figures that approval froze, newest first",
		scope: "reports:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			kind: z.enum(REPORT_KINDS).optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(reportRowShape),
	}),
	report: endpoint({
		path: "/api/v1/reports/{reportId}",
		summary: "One approved report with its blocks and everything that was frozen",
		scope: "reports:read",
		params: z.object({ reportId: uuidParam }),
		query: none,
		answer: reportShape,
	}),
	campaigns: endpoint({
		path: "/api/v1/campaigns",
		summary: "Campaigns with what came by them, newest first",
		scope: "campaigns:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			status: z.enum(CAMPAIGN_STATES as [string, ...string[]]).optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(campaignShape),
	}),
	campaign: endpoint({
		path: "/api/v1/campaigns/{campaign}",
		summary: "One campaign with what came by it",
		scope: "campaigns:read",
		params: z.object({ campaign: z.string().max(80).describe("the slug of a campaign") }),
		query: none,
		answer: campaignShape,
	}),
	stories: endpoint({
		path: "/api/v1/stories",
		summary: "Published stories, the latest first",
		scope: "stories:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			lang: z.enum(["ja", "en"]).optional().describe("ja when absent"),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(storyRowShape),
	}),
	story: endpoint({
		path: "/api/v1/stories/{story}",
		summary: "One published story with its text and sources",
		scope: "stories:read",
		params: z.object({ story: z.string().max(80).describe("the slug of a story") }),
		query: z.strictObject({ lang: z.enum(["ja", "en"]).optional().describe("ja when absent") }),
		answer: storyShape,
	}),
	snapshots: endpoint({
		path: "/api/v1/snapshots",
		summary: "Frozen figures with their hashes, newest first",
		scope: "snapshots:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			fiscalYear: fiscalYearParam.optional(),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(snapshotRowShape),
	}),
	snapshot: endpoint({
		path: "/api/v1/snapshots/{snapshotId}",
		summary: "One snapshot with everything it froze",
		scope: "snapshots:read",
		params: z.object({ snapshotId: uuidParam }),
		query: none,
		answer: snapshotShape,
	}),
	pledges: endpoint({
		path: "/api/v1/pledges",
		summary: "Pledges, newest first",
		scope: "pledges:read",
		params: noParams,
		query: z.strictObject({
			hub: slugParam.optional(),
			status: z.enum(PLEDGE_STATES as [string, ...string[]]).optional(),
			donorId: uuidParam.optional(),
			overdue: z.enum(["true", "false"]).optional().describe("true: only those with an instalment whose day is past"),
			search: z.string().min(1).max(100).optional().describe("a reference number, or a donor's name in any script"),
			cursor: uuidParam.optional(),
			limit: limitParam,
		}),
		answer: pageOf(pledgeRowShape),
	}),
	pledge: endpoint({
		path: "/api/v1/pledges/{pledgeId}",
		summary: "One pledge with its present schedule",
		scope: "pledges:read",
		params: z.object({ pledgeId: uuidParam }),
		query: none,
		answer: pledgeShape,
	}),
	totals: endpoint({
		path: "/api/v1/totals",
		summary: "Money by hub, institution and category in one fiscal year, from the ledger",
		scope: "totals:read",
		params: noParams,
		query: z.strictObject({ fiscalYear: fiscalYearParam.optional().describe("the present one when absent") }),
		answer: totalsShape,
	}),
};
