import path from "node:path";
import { fileURLToPath } from "node:url";

export type StoragePlace =
	| { kind: "folder"; folder: string }
	| {
			kind: "s3";
			/** Of the bucket, path style, with a prefix when there is one; ends without a slash. */
			bucketUrl: string;
			accessKeyId: string;
			secretAccessKey: string;
			region: string;
	  };

/** What the operator may add after `?`. */
const OPTIONS = new Set(["region", "protocol"]);

/**
 * Reads STORAGE_URL: a folder, `file:///folder`, or `s3://key:secret@host/bucket[/prefix][?region=…&protocol=http]`.
 * Key and secret are percent-encoded where they hold `/`, `+`, `@` or `:`.
 * @returns null when it is none of these
 */
export function readStorageUrl(value: string): StoragePlace | null {
	if (!value.includes("://")) return value === "" ? null : { kind: "folder", folder: path.resolve(value) };
	if (!URL.canParse(value)) return null;
	const url = new URL(value);
	if (url.protocol === "file:") return readFileUrl(url);
	return url.protocol === "s3:" ? readS3Url(url) : null;
}

function readFileUrl(url: URL): StoragePlace | null {
	try {
		return { kind: "folder", folder: fileURLToPath(url) };
	} catch {
		return null;
	}
}

function readS3Url(url: URL): StoragePlace | null {
	const [bucket, ...prefix] = url.pathname.split("/").filter((part) => part !== "");
	const protocol = url.searchParams.get("protocol") ?? "https";
	if (!url.host || !url.username || !url.password || !bucket) return null;
	if (protocol !== "https" && protocol !== "http") return null;
	if ([...url.searchParams.keys()].some((name) => !OPTIONS.has(name))) return null;
	try {
		return {
			kind: "s3",
			bucketUrl: `${protocol}://${url.host}/${[bucket, ...prefix].join("/")}`,
			accessKeyId: decodeURIComponent(url.username),
			secretAccessKey: decodeURIComponent(url.password),
			region: url.searchParams.get("region") ?? "us-east-1",
		};
	} catch {
		return null;
	}
}
