import { refuseApplication } from "~/domain/applications/refuse-application.server";
import { accepts, onlyPost } from "./accept.server";
import { decidedAnswer } from "./application-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.refuseApplication, async (ctx, { params, body }) => {
	await refuseApplication(ctx, { ...params, ground: body.ground, note: body.note });
	return decidedAnswer(ctx, params.applicationId);
});
