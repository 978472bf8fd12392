import { z } from "zod";
import { lineOf } from "../form-text.schema.ts";
import { IMAGE_TEXT_MAX } from "./image-kinds.ts";

/** What a picture shows and who made it, in both languages; messages are keys of errors.json. */
export const imageWordsSchema = z.object({
	altJa: lineOf(IMAGE_TEXT_MAX.alt),
	altEn: lineOf(IMAGE_TEXT_MAX.alt),
	creditJa: lineOf(IMAGE_TEXT_MAX.credit),
	creditEn: lineOf(IMAGE_TEXT_MAX.credit),
});
