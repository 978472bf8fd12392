import { newErrorId } from "~/platform/errors";
import { problem } from "~/platform/http/respond.server";

/** An address of the API that does not exist, by any method. */
function answer(): Response {
	return problem({
		status: 404,
		code: "not_found",
		detail: "There is nothing at this address.",
		errorId: newErrorId(),
	});
}

export const loader = answer;
export const action = answer;
