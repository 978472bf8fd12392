import { answers, onlyGet } from "./answer.server";
import { oneApplication } from "./application-answer";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.application, (ctx, { applicationId }) => oneApplication(ctx, applicationId));

export const action = onlyGet;
