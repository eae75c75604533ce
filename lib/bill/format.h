/* format: one interface to bills that are not separated values: records of
 * fixed width, MT940, CAMT and BAI2 statements, JSON. */
#ifndef FORMAT_H
#define FORMAT_H

#include "bill/bank/bai2_types.h"
#include "bill/fixed/fixed_layout.h"
#include "bill/json/json_layout.h"
#include "io/input.h"
#include "option/option_row.h"
#include "stream/line/row.h"
#include "bill/rows/stated_figures.h"

enum format_kind {
	FORMAT_CSV,  /* separated values: not here, see csv/csv.h */
	FORMAT_XLSX, /* made separated values: see sheet/sheet.h */
	FORMAT_FIXED,
	FORMAT_MT940,
	FORMAT_CAMT,
	FORMAT_BAI2,
	FORMAT_JSON,
};

/* True for bills that are lines of separated values: header, trailer and all
 * that is read by csv/csv.h. */
static inline bool
format_has_lines(enum format_kind kind)
{
	return kind == FORMAT_CSV || kind == FORMAT_XLSX;
}

/* True for bank statements, which have columns of ours and check themselves. */
static inline bool
format_is_statement(enum format_kind kind)
{
	return kind == FORMAT_MT940 || kind == FORMAT_CAMT ||
	    kind == FORMAT_BAI2;
}

struct format_rules {
	enum format_kind kind;
	const char *sheet;       /* XLSX: name or number, or NULL; borrowed */
	bool no_check;           /* balances and totals of a statement are not
			      * checked */
	bool details;            /* CAMT: a row a transaction, not an entry */
	bool turn_reversals;     /* CAMT: RvslInd turns the sign round */
	struct bai2_types types; /* BAI2: of no direction by themselves */
	struct fixed fixed;      /* FORMAT_FIXED: what the records are */
	struct json_layout json; /* FORMAT_JSON: where rows and columns are */
	const char *records[FIXED_TYPES_MAX]; /* borrowed: their
					       * descriptions, read by
					       * format_rules_finish */
	size_t n_records;                     /* of records */
};

/* What --format, --record and --credit-types or --debit-types (the kind is 'C'
 * or 'D') say; at: the rules. Values are borrowed. */
option_setter format_rules_kind, format_rules_record, format_rules_types;
/* What --rows and --column say; at: the layout of JSON. */
option_setter format_rules_rows, format_rules_column;

/* After the last option: reads the records. ST_FAIL where an option does not
 * go with the format. */
int format_rules_finish(struct format_rules *, struct err *);

struct decode;
struct format;

/*
 * in: open and unpacked; moved, the format owns it. encoding: of the text,
 * unless the format says that itself (CAMT). The rules are borrowed, and the
 * totals, which records of fixed width may fill. NULL
 * with the error told, in is then closed.
 */
struct format *format_open(const struct format_rules *, const char *encoding,
    struct input *in, struct stated_figures *, struct err *);

/* The columns every row has, known from the start. */
size_t format_columns(const struct format *);
struct span format_column(const struct format *, size_t i);

/* For bill_tell_lines and bill_tell_odd: of JSON nothing, of odd lines those of
 * fixed width. */
void format_tell_lines(const struct format *, struct buf *);
void format_tell_odd(const struct format *, struct names *notes);

/*
 * The next row. Its raw text is the line (fixed width), else the cells with
 * TABs between. All that the bill says about itself was checked when it
 * returns ROW_END.
 */
enum row_outcome format_next(struct format *, struct row *, struct err *);

/* The decoder of its text; NULL for a format that says itself how it is
 * encoded. It goes with the format. */
const struct decode *format_decode(const struct format *);

void format_close(struct format *);

#endif
