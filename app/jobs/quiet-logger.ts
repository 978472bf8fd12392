import { Logger } from "graphile-worker";
import { log } from "~/platform/log.server";

/** The queue's own words, only when something is wrong with it: a job that failed is told of by the task list. */
export const quietLogger = new Logger(() => (level, message, meta) => {
	if (meta?.failure) return;
	if (level === "error") log.error({ meta }, message);
	else if (level === "warning") log.warn({ meta }, message);
});
