/*
 * record_form: what many records, or results, have in common, and where the
 * fields of one are.
 *
 * Between what differs from line to line - KEY and amounts - and the carried
 * fields stand CURRENCY, SIDE and DATE; they repeat, and are compared as one
 * text instead of being read. A result has no SIDE there, and its CLASS, which
 * stands before the amounts, belongs to the form too.
 */
#ifndef RECORD_FORM_H
#define RECORD_FORM_H

#include "stream/line/result.h"

enum {
	RECORD_FORM_MAX = 32, /* bytes of a form */
	RECORD_FORMS = 64,    /* kept at once */
};

/* TAB CURRENCY TAB SIDE TAB DATE, and what was added up of it in a batch. */
struct record_form {
	char text[RECORD_FORM_MAX]; /* 0 behind its end */
	size_t len;                 /* bytes; 0: no form yet */
	size_t kind;                /* form_kind: its len and class */
	uint32_t mask;              /* a bit for each */
	size_t currency_len, date_len;
	uint64_t serial; /* never that of another form of this batch */
	char side;       /* 0 for results: */
	enum result_class class;
	int32_t day;   /* of DATE; 0 where that is "-" */
	bool pending;  /* lines of this batch have it: */
	int scale;     /* of their amounts, */
	int64_t sum;   /* which add up to this, in minor units; of results
	               * the LEFT ones, */
	int64_t right; /* and the RIGHT ones */
};

/* Where the fields of a record are, in bytes from its beginning. */
struct record_slot {
	size_t at;       /* bytes of the batch before the record */
	uint32_t key;    /* the TAB behind KEY, */
	uint32_t amount; /* behind AMOUNT or DIFF, */
	uint32_t fixed;  /* and the TAB or LF behind DATE */
	uint32_t count;  /* records it stands for, its n= */
	int64_t minor;   /* the amount, or LEFT, of this many decimals: */
	uint16_t scale;
	uint16_t form; /* which of forms */
	bool same_key; /* as the record before has; for sorted ones */
};

static inline struct span
record_form_currency(const struct record_form *f)
{
	return (struct span){ f->text + 1, f->currency_len };
}

#endif
