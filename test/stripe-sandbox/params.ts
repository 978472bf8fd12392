import { type ApiError, invalid } from "./api-error.ts";
import type { Raw } from "./form.ts";

/** Reads one parameter or refuses it with the error Stripe would give. */
export interface Rule<T> {
	read(raw: Raw, path: string): T;
	needed?: boolean;
}
type Needed<T> = Rule<T> & { needed: true };

type Shape = { [name: string]: Rule<unknown> };
type ValueOf<R> = R extends Rule<infer T> ? T : never;
export type Read<S extends Shape> = { [K in keyof S as S[K] extends { needed: true } ? K : never]: ValueOf<S[K]> } & {
	[K in keyof S as S[K] extends { needed: true } ? never : K]?: ValueOf<S[K]>;
};

export const need = <T>(rule: Rule<T>): Needed<T> => ({ read: rule.read, needed: true });

export const text = (max = 5000): Rule<string> => ({
	read(raw, path) {
		if (typeof raw !== "string") throw invalid(`Invalid string: ${JSON.stringify(raw)}`, { param: path });
		if (raw === "") {
			throw invalid(
				`You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset. You should remove '${path}' from your request or supply a non-empty value.`,
				{ code: "parameter_invalid_empty", param: path },
			);
		}
		if (raw.length > max) throw invalid(`Invalid string: must be at most ${max} characters`, { param: path });
		return raw;
	},
});

/** An empty value unsets. */
export const emptyable = <T>(rule: Rule<T>): Rule<T | null> => ({
	read: (raw, path) => (raw === "" ? null : rule.read(raw, path)),
});

export const integer = (min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Rule<number> => ({
	read(raw, path) {
		if (typeof raw !== "string" || !/^-?\d{1,15}$/.test(raw)) {
			throw invalid(`Invalid integer: ${typeof raw === "string" ? raw : JSON.stringify(raw)}`, {
				code: "parameter_invalid_integer",
				param: path,
			});
		}
		const value = Number(raw);
		if (value < min)
			throw invalid(`This value must be greater than or equal to ${min}.`, {
				code: "parameter_invalid_integer",
				param: path,
			});
		if (value > max)
			throw invalid(`This value must be less than or equal to ${max}.`, {
				code: "parameter_invalid_integer",
				param: path,
			});
		return value;
	},
});

/** A number with at most two decimal places, as percentages are given. */
export const decimal = (min: number, max: number): Rule<number> => ({
	read(raw, path) {
		const value = typeof raw === "string" && /^\d{1,9}(\.\d{1,2})?$/.test(raw) ? Number(raw) : Number.NaN;
		if (!(value >= min && value <= max))
			throw invalid(`Invalid decimal: must be from ${min} to ${max}`, { param: path });
		return value;
	},
});

export const flag: Rule<boolean> = {
	read(raw, path) {
		if (raw === "true") return true;
		if (raw === "false") return false;
		throw invalid(`Invalid boolean: ${JSON.stringify(raw)}`, { param: path });
	},
};

export const oneOf = <const T extends string>(...values: T[]): Rule<T> => ({
	read(raw, path) {
		const found = values.find((value) => value === raw);
		if (found === undefined) throw invalid(`Invalid ${path}: must be one of ${values.join(", ")}`, { param: path });
		return found;
	},
});

export const listOf = <T>(rule: Rule<T>): Rule<T[]> => ({
	read(raw, path) {
		if (!Array.isArray(raw)) throw invalid(`Invalid array`, { param: path });
		return raw.map((item, at) => rule.read(item, `${path}[${at}]`));
	},
});

/** Taken as it is: known to Stripe, without effect in the sandbox. */
export const anything: Rule<Raw> = { read: (raw) => raw };

export const metadata: Rule<Record<string, string>> = {
	read(raw, path) {
		if (raw === "") return {};
		const entries = Array.isArray(raw)
			? Object.entries({ ...raw })
			: typeof raw === "object"
				? Object.entries(raw)
				: null;
		if (!entries) throw invalid("Invalid metadata: must be a hash", { param: path });
		if (entries.length > 50) throw invalid("You can only have up to 50 metadata keys.", { param: path });
		const value: Record<string, string> = {};
		for (const [name, part] of entries) {
			const at = `${path}[${name}]`;
			if (typeof part !== "string") throw invalid("Metadata values must be strings", { param: at });
			if (name.length > 40) throw invalid("Metadata keys can be up to 40 characters long.", { param: at });
			if (part.length > 500) throw invalid("Metadata values can be up to 500 characters long.", { param: at });
			value[name] = part;
		}
		return value;
	},
};

/** `created` of a list: one moment, or bounds. */
export interface Range {
	gt?: number;
	gte?: number;
	lt?: number;
	lte?: number;
}

export const object = <S extends Shape>(shape: S): Rule<Read<S>> => ({
	read(raw, path) {
		if (typeof raw === "string") throw invalid(`Invalid object`, { param: path });
		const source = Array.isArray(raw) ? { ...raw } : raw;
		const at = (name: string) => (path === "" ? name : `${path}[${name}]`);
		const value: Record<string, unknown> = {};
		for (const [name, part] of Object.entries(source)) {
			const rule = Object.hasOwn(shape, name) ? shape[name] : undefined;
			if (!rule) throw unknownParameter(at(name));
			value[name] = rule.read(part as Raw, at(name));
		}
		for (const [name, rule] of Object.entries(shape)) {
			if (rule.needed && !(name in value)) throw missingParameter(at(name));
		}
		return value as Read<S>;
	},
});

const range = object({ gt: integer(0), gte: integer(0), lt: integer(0), lte: integer(0) });

export const created: Rule<Range> = {
	read(raw, path) {
		if (typeof raw !== "string") return range.read(raw, path);
		const moment = integer(0).read(raw, path);
		return { gte: moment, lte: moment };
	},
};

/**
 * The parameters of one request. Naming the SDK's own type makes the compiler check that every parameter Stripe
 * documents is known here and that none is invented.
 */
export const paramsOf =
	<P>() =>
	<S extends { [K in keyof Required<P>]: Rule<unknown> }>(
		shape: S & { [K in Exclude<keyof S, keyof P>]: never },
	): Rule<Read<S>> =>
		object(shape as S);

export const paging = { limit: integer(1, 100), starting_after: text(), ending_before: text(), expand: listOf(text()) };

function unknownParameter(param: string): ApiError {
	if (/(^|\[)payment_method_types\]?$/.test(param)) {
		return invalid(
			"The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` or `excluded_payment_method_types` to control which payment methods are offered.",
			{ code: "payment_method_types_no_longer_supported", param },
		);
	}
	return invalid(`Received unknown parameter: ${param}`, { code: "parameter_unknown", param });
}

export const missingParameter = (param: string): ApiError =>
	invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
