/*
 * cut_value: which values the keys of recon-cut(5) take.
 */
#ifndef CUT_VALUE_H
#define CUT_VALUE_H

#include "sections/sections.h"

enum { CUT_NAME_MAX = 40 /* bytes of the name of a book, system or job */ };

#define CUT_NAME_SAYS \
	"at most 40 letters of ASCII, digits, \"_\" and \"-\", no \"-\" first"

enum cut_kind {
	CUT_KIND_TEXT,   /* any, but not empty */
	CUT_KIND_NAME,   /* of a system or job */
	CUT_KIND_CHOICE, /* one of the words */
	CUT_KIND_SECONDS, /* a duration: words are the least and the most seconds */
	CUT_KIND_NUMBER,  /* likewise */
	CUT_KIND_CLOCK,   /* HH:MM */
	CUT_KIND_DATE,    /* YYYY-MM-DD */
	CUT_KIND_COMMAND, /* words in which the names of words stand in braces */
	CUT_KIND_OPTIONS, /* as join_options.h has them */
	CUT_KIND_PASSED,  /* any, which the flow says what is wrong with */
};

/* ST_FAIL where the value is none that the key takes. */
int cut_value_check(
    const struct sections_key *, const struct sections_entry *, struct err *);

/* Is it a name of a book, system or job: letters of ASCII, digits, "_" and
 * "-", no "-" first? They stand in ids of events. */
bool cut_name_is(struct span);

/* Values of keys that were checked; otherwise is one as a book would say it. */
uint32_t cut_value_seconds(
    const struct sections_section *, const char *key, const char *otherwise);
unsigned cut_value_number(
    const struct sections_section *, const char *key, const char *otherwise);

/* The place among the words of a choice. */
int cut_value_choice(const struct sections_form *,
    const struct sections_section *, const char *key, const char *otherwise);

#endif
