#include "key/key_options.h"

#include "option/option_value.h"

static int
set_columns(void *at, const struct option_given *o, struct err *e)
{
	columns_free(at);
	return columns_add(at, o->value, (enum columns_form)o->row->kind, e);
}

static int
set_column(void *at, const struct option_given *o, struct err *e)
{
	struct columns *c = at;

	if (set_columns(at, o, e))
		return -1;
	return c->n == 1 ? 0 : err_set(e, ST_FAIL, "takes one column");
}

static int
set_carried(void *at, const struct option_given *o, struct err *e)
{
	static const struct {
		const char *name, *what;
	} kept[] = {
		{ "n", "counts" },
		{ "date", "the dates of both sides" },
		{ "id", "the ids of open items" },
		{ "first", "the day an open item was first seen" },
		{ "key0", "the first key of a record" },
	};
	struct columns *c = at;

	if (set_columns(at, o, e))
		return -1;
	for (size_t i = 0; i < c->n; i++) {
		const char *label = c->list[i].label;

		for (size_t j = 0; j < sizeof kept / sizeof *kept; j++)
			if (!strcmp(label, kept[j].name))
				return err_set(e, ST_FAIL,
				    "the name \"%s\" is kept for %s; carry "
				    "the column under another, NAME=%s",
				    label, kept[j].what, label);
		if (strchr(label, '='))
			return err_set(e, ST_FAIL,
			    "\"%s\" has a \"=\"; "
			    "carry it under another name, NAME=COLUMN",
			    label);
		for (size_t j = 0; j < i; j++)
			if (!strcmp(label, c->list[j].label))
				return err_set(e, ST_FAIL,
				    "\"%s\" is carried twice", label);
	}
	return 0;
}

/* Takes the place of a date, unless both are compared. */
static int
set_time(void *at, const struct option_given *o, struct err *e)
{
	struct key_options *k = at;

	k->time_last = true;
	return set_column(&k->recorder.time, o, e);
}

/* Takes the place of a time, likewise. */
static int
set_date(void *at, const struct option_given *o, struct err *e)
{
	struct key_options *k = at;

	if (option_value_day(&k->recorder.expected, o, e))
		return -1;
	date_format(k->recorder.expected, k->recorder.date);
	k->time_last = false;
	return 0;
}

static int
set_expect(void *at, const struct option_given *o, struct err *e)
{
	static const char *const words[] = {
		[RECORDER_EXPECT_REFUSE] = "refuse",
		[RECORDER_EXPECT_KEEP] = "keep",
		[RECORDER_EXPECT_TELL] = "tell",
	};

	for (int i = RECORDER_EXPECT_REFUSE; i <= RECORDER_EXPECT_TELL; i++)
		if (!strcmp(o->value, words[i])) {
			*(enum recorder_expect *)at = (enum recorder_expect)i;
			return 0;
		}
	return err_set(
	    e, ST_FAIL, "\"%s\" is none of refuse, keep, tell", o->value);
}

static int
set_side(void *at, const struct option_given *o, struct err *e)
{
	struct recorder *r = at;

	r->side = record_side(span_str(o->value));
	return r->side
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is neither L nor R", o->value);
}

static int
set_scale(void *at, const struct option_given *o, struct err *e)
{
	return scales_set(at, o->value)
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is not N or CODE=N, N from 0 to %d",
		  o->value, AMOUNT_SCALE_MAX);
}

static int
set_minor_digits(void *at, const struct option_given *o, struct err *e)
{
	struct row_amount *r = at;

	r->minor = true;
	return set_scale(&r->minor_scales, o, e);
}

static int
set_round(void *at, const struct option_given *o, struct err *e)
{
	struct row_amount *r = at;
	int mode = amount_round_named(o->value);

	if (mode < 0)
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of half-even, "
		    "half-up, up, down",
		    o->value);
	r->round = (enum amount_round)mode;
	return 0;
}

static int
set_sign(void *at, const struct option_given *o, struct err *e)
{
	return sign_column_parse(at, o->value, e);
}

static int
bad_mark(const char *mark, struct err *e)
{
	return err_set(e, ST_FAIL,
	    "\"%s\" cannot be a mark "
	    "between digits",
	    mark);
}

static int
set_decimal(void *at, const struct option_given *o, struct err *e)
{
	return numeral_decimal(at, o->value) ? 0 : bad_mark(o->value, e);
}

static int
set_thousands(void *at, const struct option_given *o, struct err *e)
{
	return numeral_thousands(at, o->value) ? 0 : bad_mark(o->value, e);
}

static int
set_near(void *at, const struct option_given *o, struct err *e)
{
	int32_t day;

	if (option_value_day(&day, o, e))
		return -1;
	accounting_day_set_near(at, day);
	return 0;
}

static int
set_zone(void *at, const struct option_given *o, struct err *e)
{
	struct key_options *k = at;

	zone_free(&k->zone);
	k->recorder.clock.zone = &k->zone;
	return zone_load(&k->zone, o->value, e);
}

static int
set_from_zone(void *at, const struct option_given *o, struct err *e)
{
	struct key_options *k = at;

	zone_free(&k->from);
	k->recorder.clock.from = &k->from;
	return zone_load(&k->from, o->value, e);
}

static int
set_ambiguous(void *at, const struct option_given *o, struct err *e)
{
	struct accounting_day *c = at;
	bool earlier = !strcmp(o->value, "earlier");

	if (!earlier && strcmp(o->value, "later"))
		return err_set(e, ST_FAIL,
		    "\"%s\" is neither earlier nor "
		    "later",
		    o->value);
	c->choice = earlier ? ACCOUNTING_DAY_EARLIER : ACCOUNTING_DAY_LATER;
	return 0;
}

static int
set_cut(void *at, const struct option_given *o, struct err *e)
{
	return accounting_day_set_cut(at, o->value)
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is not a time HH:MM", o->value);
}

static int
set_fold(void *at, const struct option_given *o, struct err *e)
{
	return key_fold_parse(at, o->value, e);
}

/* Where things are in a struct key_options. */
enum {
	RECORDER = offsetof(struct key_options, recorder),
	FOLD = offsetof(struct key_options, recorder.fold),
	SUM = offsetof(struct key_options, recorder.sum),
	FORM = offsetof(struct key_options, recorder.sum.form),
	CLOCK = offsetof(struct key_options, recorder.clock),
};

const struct option_row key_options[] = {
	{ "key", 'k', "FIELDS", set_columns, .kind = COLUMNS_PLAIN,
	    .at = offsetof(struct key_options, recorder.key),
	    .help = "the columns that make the key, joined by |" },
	{ "allow-empty-part", 0, NULL, option_value_flag,
	    .at = offsetof(struct key_options, recorder.empty_parts),
	    .help = "some of them may be empty" },
	{ "allow-rounded-key", 0, NULL, option_value_flag,
	    .at = offsetof(struct key_options, recorder.rounded_parts),
	    .help = "2.02211E+23 is a key, not a number destroyed" },
	{ "fold", 0, "WHAT", set_fold, .at = FOLD,
	    .help = "of keys, take away what cannot be seen (invisible),\n"
		    "what letters are large (case), characters wide\n"
		    "(width); a list of these" },
	{ "strip-zeros", 0, NULL, option_value_flag,
	    .at = FOLD + offsetof(struct key_fold, zeros),
	    .help = "0017 is the key 17" },
	{ "pad", 0, "N", option_value_number,
	    .at = FOLD + offsetof(struct key_fold, pad), .least = 1,
	    .most = KEY_FOLD_PAD_MAX,
	    .help = "17 is the key 0017, with N = 4" },
	{ "amount", 'a', "FIELDS", set_columns, .kind = COLUMNS_SIGNED,
	    .at = offsetof(struct key_options, recorder.sum.amounts),
	    .help = "the columns of the amount, added up; -NAME is\n"
		    "subtracted: in,-out" },
	{ "side", 's', "L|R", set_side, .at = RECORDER,
	    .help = "the side these records are on" },
	{ "currency", 'c', "CURRENCY", set_column, .kind = COLUMNS_PLAIN,
	    .at = offsetof(struct key_options, recorder.sum.currency),
	    .help = "a column, or else a code for all rows" },
	{ "time", 't', "FIELD", set_time, .kind = COLUMNS_PLAIN, .at = 0,
	    .said = offsetof(struct key_options, time_said),
	    .help = "the column of the date or time" },
	{ "date", 'd', "DATE", set_date, .at = 0,
	    .help = "one accounting date for all rows" },
	{ "expect-date", 0, "WHAT", set_expect,
	    .at = offsetof(struct key_options, recorder.expect),
	    .help = "rows whose --time is not of that date: refuse them,\n"
		    "keep their own date, or tell how many" },
	{ "carry", 'x', "FIELDS", set_carried, .kind = COLUMNS_LABELED,
	    .at = offsetof(struct key_options, recorder.carried),
	    .help = "columns to carry along; NAME=COLUMN renames" },

	{ .help = "\n" },
	{ "decimal", 0, "CHAR", set_decimal, .at = FORM,
	    .help = "the decimal mark of the amounts" },
	{ "thousands", 0, "MARK", set_thousands, .at = FORM,
	    .help = "the only mark between thousands, or none" },
	{ "minor", 0, NULL, option_value_flag,
	    .at = offsetof(struct key_options, recorder.sum.minor),
	    .help = "amounts are in minor units of the currency" },
	{ "minor-digits", 0, "[CODE=]N", set_minor_digits, .at = SUM,
	    .help = "these have N decimals (implies --minor)" },
	{ "sign", 0, "FIELD=IN/OUT", set_sign,
	    .at = offsetof(struct key_options, recorder.sum.direction),
	    .help = "the column that says whether an amount came in\n"
		    "or went out, by its values: type=paid/refund,fee" },
	{ "scale", 0, "[CODE=]N", set_scale,
	    .at = offsetof(struct key_options, recorder.sum.scales),
	    .help = "write N decimals (default: those of ISO 4217)" },
	{ "round", 0, "MODE", set_round, .at = SUM,
	    .help = "half-even, half-up, up or down; else an amount\n"
		    "with more decimals is bad data" },

	{ .help = "\n" },
	{ "date-format", 0, "FORMAT", option_value_time_format, .at = CLOCK,
	    .help = "the form of the time, as for strptime(3); given\n"
		    "more than once, the first that fits" },
	{ "year-near", 0, "DATE", set_near, .at = CLOCK,
	    .help = "times without a year are of the year that brings\n"
		    "them nearest to this date" },
	{ "zone", 0, "ZONE", set_zone,
	    .help = "where the accounting day is counted" },
	{ "from-zone", 0, "ZONE", set_from_zone,
	    .help = "where times without an offset are from" },
	{ "ambiguous", 0, "WHICH", set_ambiguous, .at = CLOCK,
	    .help = "earlier or later, when clocks were put back" },
	{ "cut", 0, "HH:MM", set_cut, .at = CLOCK,
	    .help = "times from a cut after noon on belong to the next\n"
		    "day, times before an earlier one to the last day" },
	{ 0 },
};
