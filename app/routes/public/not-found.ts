import { notFound } from "~/platform/errors.ts";

/** Every URL that nothing else answers; the root boundary shows the page. */
export function loader() {
	throw notFound("page", "here");
}

export function action() {
	throw notFound("page", "here");
}

export default function NotFound() {
	return null;
}
