import type { Request, RequestHandler, Response } from "express";
import { refuse } from "./plain-answer.server.ts";

const KB = 1000;
const MB = 1000 * KB;

/** Largest body by path; the first that fits. Everything else is a form people fill in. */
const LIMITS: readonly { path: RegExp; maxBytes: number }[] = [
	{ path: /^\/webhooks\//, maxBytes: MB },
	{ path: /^\/api\//, maxBytes: 2 * MB },
	// A file of rows, and what a form puts around it.
	{ path: /^\/console\/imports\/new$/, maxBytes: 51 * MB },
	// Bank files, donor lists, pictures of stories.
	{ path: /^\/console\//, maxBytes: 20 * MB },
];
const FORM_MAX_BYTES = 100 * KB;

/** A refused body is read to its end, so that the answer arrives instead of a reset; but no further than this. */
const DRAIN_MAX_BYTES = 64 * MB;
const DRAIN_MAX_MS = 10_000;

export function bodyLimitOf(path: string): number {
	return LIMITS.find((limit) => limit.path.test(path))?.maxBytes ?? FORM_MAX_BYTES;
}

/** Answers 413 to a body over the limit of its path, whether its length is announced or found on the way. */
export function limitBodies(): RequestHandler {
	return (req, res, next) => {
		if (req.method === "GET" || req.method === "HEAD") return next();
		const maxBytes = bodyLimitOf(req.path);
		if (Number(req.headers["content-length"] ?? 0) > maxBytes) return drainThenRefuse(req, res);
		if (req.headers["transfer-encoding"] !== undefined) countChunks(req, res, maxBytes);
		next();
	};
}

function drainThenRefuse(req: Request, res: Response): void {
	let bytes = 0;
	const answer = () => {
		clearTimeout(timer);
		if (res.headersSent) return;
		res.setHeader("Connection", "close");
		refuse(req, res, 413, "tooLarge");
	};
	const timer = setTimeout(answer, DRAIN_MAX_MS);
	req.on("data", (chunk: Buffer) => {
		bytes += chunk.byteLength;
		if (bytes > DRAIN_MAX_BYTES) answer();
	});
	req.once("end", answer);
	req.once("close", () => clearTimeout(timer));
}

/** Counts beside the reader of the body; the stream stays paused until that reader starts. */
function countChunks(req: Request, res: Response, maxBytes: number): void {
	let bytes = 0;
	req.pause();
	req.on("data", (chunk: Buffer) => {
		bytes += chunk.byteLength;
		if (bytes <= maxBytes || res.headersSent) return;
		res.setHeader("Connection", "close");
		refuse(req, res, 413, "tooLarge");
		res.once("finish", () => req.destroy());
	});
}
