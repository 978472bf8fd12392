import { z } from "zod";
import type { ApiScope } from "~/domain/access/api-scopes";
import { noteSchema, REFUND_REASONS } from "~/domain/payments/refund.schema";
import { refundShape } from "./shapes";

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

/** Every POST of the API: routes answer by it through `accepts`, and openapi.json is made of it. */
export const POSTS = {
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
} satisfies Record<string, PostEndpoint>;
