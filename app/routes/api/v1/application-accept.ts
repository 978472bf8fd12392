import { acceptApplication } from "~/domain/applications/accept-application.server";
import { accepts, onlyPost } from "./accept.server";
import { decidedAnswer } from "./application-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.acceptApplication, async (ctx, { params, body }) => {
	await acceptApplication(ctx, { ...params, payBy: body.payBy, note: body.note });
	return decidedAnswer(ctx, params.applicationId);
});
