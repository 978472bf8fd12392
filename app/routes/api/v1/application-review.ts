import { reviewApplication } from "~/domain/applications/review-application.server";
import { accepts, onlyPost } from "./accept.server";
import { decidedAnswer } from "./application-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.reviewApplication, async (ctx, { params, body }) => {
	await reviewApplication(ctx, { ...params, note: body.note });
	return decidedAnswer(ctx, params.applicationId);
});
