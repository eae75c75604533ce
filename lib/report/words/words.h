/*
 * words: what a report says, in English and Chinese.
 */
#ifndef WORDS_REPORT_H
#define WORDS_REPORT_H

#include "base/buf.h"
#include "stream/line/result.h"

enum language { LANGUAGE_EN, LANGUAGE_ZH, LANGUAGES };

enum word {
	WORD_LANG, /* as the page's lang */
	WORD_TITLE,
	WORD_PROOF_TITLE,
	WORD_CHECKED,
	WORD_NOT_CHECKED,
	WORD_RESULTS_1,
	WORD_RESULTS_N,
	WORD_NOTHING,
	WORD_ALL_CLOSED_1,
	WORD_ALL_CLOSED_N,
	WORD_CLOSED_DIFFERENCE,
	WORD_OPEN_1,
	WORD_OPEN_N,
	WORD_OLDEST,
	WORD_OLDEST_1,
	WORD_OPEN_DIFFERENCE,
	WORD_CURRENCIES,
	WORD_COMMA,
	WORD_SEMICOLON,
	WORD_STOP,
	WORD_DAYS_1,
	WORD_DAYS_N,
	WORD_SIDES,
	WORD_CLASS,
	WORD_STATE,
	WORD_LINES,
	WORD_LEFT,
	WORD_RIGHT,
	WORD_DIFFERENCE,
	WORD_CURRENCY,
	WORD_ALL,
	WORD_OPEN,
	WORD_CLOSED,
	WORD_DATE,
	WORD_AGE,
	WORD_KEY,
	WORD_CARRIED,
	WORD_TOTALS,
	WORD_TOTALS_CAPTION,
	WORD_BY,
	WORD_BY_CAPTION,
	WORD_BY_ABSENT,
	WORD_AGES,
	WORD_AGES_CAPTION,
	WORD_AGES_PICTURE,
	WORD_LARGEST,
	WORD_LARGEST_CAPTION,
	WORD_LARGEST_1,
	WORD_TREND,
	WORD_TREND_CAPTION,
	WORD_TREND_OPEN,
	WORD_TREND_DIFFERENCE,
	WORD_TREND_DIFFERENCES,
	WORD_HIGHEST,
	WORD_LOWEST,
	WORD_TREND_GAPS_1,
	WORD_TREND_GAPS_N,
	WORD_TREND_FIGURES,
	WORD_RESULTS,
	WORD_SOURCES,
	WORD_SOURCES_READ,
	WORD_SOURCES_FROM,
	WORD_SOURCES_NOT_FROM,
	WORD_BILLS_CAPTION,
	WORD_STAGES_CAPTION,
	WORD_FILE,
	WORD_BYTES,
	WORD_RECORDS,
	WORD_DIGEST,
	WORD_PROGRAM,
	WORD_VERSION,
	WORD_PROFILE,
	WORD_TOLD,
	WORD_READ,
	WORD_WRITTEN,
	WORD_ENDED,
	WORD_ENDED_WELL,
	WORD_ENDED_BADLY,
	WORD_MADE_BY,
	WORD_SUMS,
	WORD_SHEET_OPEN,
	WORD_SHEET_CLOSED,
	WORD_COUNT,
};

const char *word(enum language, enum word);

/*
 * Adds a sentence in which {1} to {9} stand for pieces of HTML, which are
 * added as they are.
 */
void word_put(
    struct buf *, enum language, enum word, const struct span *pieces);

/* The classes in the order of a report: what went well comes first. */
extern const enum result_class word_classes[CLASS_COUNT];

/* A class, and what it means. */
const char *word_class(enum language, enum result_class);
const char *word_class_means(enum language, enum result_class);

/* The ages of the summary, from 0 on, summary.h. */
const char *word_age(enum language, int age);

#endif
