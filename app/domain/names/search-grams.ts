import { searchTerms } from "./fold-name";

/**
 * The one- and two-character pieces of a search key's words, kept in an array with a GIN index: found in any script,
 * whatever locale the database has (trigram indexes see no Japanese under the C locale).
 */
export function searchGrams(searchKey: string): string[] {
	return [...new Set(searchKey.split(" ").flatMap((word) => [...characters(word), ...pairs(word)]))];
}

/** The pieces a donor must have to match the query; empty when the query has nothing to search by. */
export function queryGrams(query: string): string[] {
	return [...new Set(searchTerms(query).flatMap((word) => ([...word].length === 1 ? [word] : pairs(word))))];
}

function characters(word: string): string[] {
	return [...word];
}

function pairs(word: string): string[] {
	const points = [...word];
	return points.slice(1).map((point, index) => `${points[index]}${point}`);
}
