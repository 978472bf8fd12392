import type { TaskList } from "graphile-worker";
import { log } from "~/platform/log.server";
import { jobs } from "./catalog";

/** The catalog as the worker takes it: each payload parsed by the schema that stands beside its handler. */
export const taskList: TaskList = Object.fromEntries(
	Object.entries(jobs).map(([name, { payload, run }]) => [
		name,
		async (input: unknown) => {
			try {
				await (run as (payload: unknown) => Promise<unknown>)(payload.parse(input));
			} catch (error) {
				log.error({ err: error, job: name }, "a job failed and will be tried again");
				throw error;
			}
		},
	]),
);
