#include "key/key_options.h"

#include <stdlib.h>

void
key_options_init(struct key_options *k)
{
	*k = (struct key_options){ 0 };
	k->recorder.date[0] = '-';
	k->recorder.clock = ACCOUNTING_DAY_NONE;
	k->recorder.sum.scales = SCALES_NONE;
	k->recorder.sum.minor_scales = SCALES_NONE;
}

static int
set_columns(
    struct columns *c, const char *arg, enum columns_form form, struct err *e)
{
	columns_free(c);
	return columns_add(c, arg, form, e);
}

static int
set_column(struct columns *c, const char *arg, struct err *e)
{
	if (set_columns(c, arg, COLUMNS_PLAIN, e))
		return -1;
	return c->n == 1 ? 0 : err_set(e, ST_FAIL, "takes one column");
}

static int
set_carried(struct columns *c, const char *arg, struct err *e)
{
	if (set_columns(c, arg, COLUMNS_LABELED, e))
		return -1;
	for (size_t i = 0; i < c->n; i++) {
		const char *label = c->list[i].label;

		if (!strcmp(label, "n"))
			return err_set(e, ST_FAIL,
			    "the name \"n\" is kept "
			    "for counts; carry the column under another, "
			    "NAME=n");
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

/* The time and the date take each other's place. */
static int
set_time(struct key_options *k, const char *arg, struct err *e)
{
	k->has_time = true;
	return set_column(&k->recorder.time, arg, e);
}

static int
set_date(struct key_options *k, const char *arg, struct err *e)
{
	int32_t day;

	if (!date_parse(span_str(arg), &day))
		return err_set(
		    e, ST_FAIL, "\"%s\" is not a day YYYY-MM-DD", arg);
	date_format(day, k->recorder.date);
	columns_free(&k->recorder.time);
	return 0;
}

static int
set_side(struct recorder *r, const char *arg, struct err *e)
{
	r->side = record_side(span_str(arg));
	return r->side ? 0
		       : err_set(e, ST_FAIL, "\"%s\" is neither L nor R", arg);
}

static int
set_scale(struct scales *s, const char *arg, struct err *e)
{
	return scales_set(s, arg)
	    ? 0
	    : err_set(e, ST_FAIL, "\"%s\" is not N or CODE=N, N from 0 to %d",
		  arg, AMOUNT_SCALE_MAX);
}

static int
set_round(struct row_amount *r, const char *arg, struct err *e)
{
	int mode = amount_round_named(arg);

	if (mode < 0)
		return err_set(e, ST_FAIL,
		    "\"%s\" is none of half-even, "
		    "half-up, up, down",
		    arg);
	r->round = (enum amount_round)mode;
	return 0;
}

static int
set_ambiguous(struct accounting_day *c, const char *arg, struct err *e)
{
	if (strcmp(arg, "earlier") && strcmp(arg, "later"))
		return err_set(e, ST_FAIL,
		    "\"%s\" is neither earlier nor "
		    "later",
		    arg);
	c->choice = *arg == 'e' ? ACCOUNTING_DAY_EARLIER : ACCOUNTING_DAY_LATER;
	return 0;
}

static int
add_format(struct accounting_day *c, const char *arg, struct err *e)
{
	if (c->n_formats == ACCOUNTING_DAY_FORMATS)
		return err_set(
		    e, ST_FAIL, "more than %d formats", ACCOUNTING_DAY_FORMATS);
	return time_format_parse(&c->formats[c->n_formats++], arg, e);
}

static int
set_zone(struct zone *z, struct zone **in_clock, const char *arg, struct err *e)
{
	zone_free(z);
	*in_clock = z;
	return zone_load(z, arg, e);
}

static int
set_mark(bool good, const char *arg, struct err *e)
{
	return good ? 0
		    : err_set(e, ST_FAIL,
			  "\"%s\" cannot be a mark "
			  "between digits",
			  arg);
}

static int
set_amount_rule(
    struct row_amount *s, int option, const char *arg, struct err *e)
{
	switch (option) {
	case KEY_OPTIONS_DECIMAL:
		return set_mark(numeral_decimal(&s->form, arg), arg, e);
	case KEY_OPTIONS_THOUSANDS:
		return set_mark(numeral_thousands(&s->form, arg), arg, e);
	case KEY_OPTIONS_MINOR:
		s->minor = true;
		return 0;
	case KEY_OPTIONS_MINOR_DIGITS:
		s->minor = true;
		return set_scale(&s->minor_scales, arg, e);
	case KEY_OPTIONS_SIGN:
		return sign_column_parse(&s->direction, arg, e);
	case KEY_OPTIONS_SCALE:
		return set_scale(&s->scales, arg, e);
	case KEY_OPTIONS_ROUND:
		return set_round(s, arg, e);
	}
	return err_set(e, ST_BROKEN, "no rule %d", option);
}

static int
set_clock_rule(
    struct key_options *k, int option, const char *arg, struct err *e)
{
	struct accounting_day *c = &k->recorder.clock;

	switch (option) {
	case KEY_OPTIONS_DATE_FORMAT:
		return add_format(c, arg, e);
	case KEY_OPTIONS_ZONE:
		return set_zone(&k->zone, &c->zone, arg, e);
	case KEY_OPTIONS_FROM_ZONE:
		return set_zone(&k->from, &c->from, arg, e);
	case KEY_OPTIONS_AMBIGUOUS:
		return set_ambiguous(c, arg, e);
	case KEY_OPTIONS_CUT:
		return accounting_day_set_cut(c, arg)
		    ? 0
		    : err_set(e, ST_FAIL, "\"%s\" is not a time HH:MM", arg);
	}
	return set_amount_rule(&k->recorder.sum, option, arg, e);
}

int
key_options_set(
    struct key_options *k, int option, const char *arg, struct err *e)
{
	struct recorder *r = &k->recorder;

	switch (option) {
	case KEY_OPTIONS_KEY:
		return set_columns(&r->key, arg, COLUMNS_PLAIN, e);
	case KEY_OPTIONS_EMPTY_PART:
		r->empty_parts = true;
		return 0;
	case KEY_OPTIONS_ROUNDED_KEY:
		r->rounded_parts = true;
		return 0;
	case KEY_OPTIONS_AMOUNT:
		return set_columns(&r->sum.amounts, arg, COLUMNS_SIGNED, e);
	case KEY_OPTIONS_SIDE:
		return set_side(r, arg, e);
	case KEY_OPTIONS_CURRENCY:
		return set_column(&r->sum.currency, arg, e);
	case KEY_OPTIONS_TIME:
		return set_time(k, arg, e);
	case KEY_OPTIONS_DATE:
		return set_date(k, arg, e);
	case KEY_OPTIONS_CARRY:
		return set_carried(&r->carried, arg, e);
	}
	return set_clock_rule(k, option, arg, e);
}

/* Rules for a time of day: it has to be read before they can hold. */
static int
check_clock(const struct key_options *k, struct err *e)
{
	const struct accounting_day *c = &k->recorder.clock;
	bool by_time = c->cut != ACCOUNTING_DAY_NO_CUT || c->from;

	if (!k->has_time && (by_time || c->zone || c->n_formats))
		return err_set(e, ST_FAIL,
		    "--date-format, --zone, "
		    "--from-zone and --cut are about the time of --time");
	if (c->from && !c->zone)
		return err_set(e, ST_FAIL,
		    "--from-zone needs --zone, to "
		    "which its times are brought");
	if (c->choice != ACCOUNTING_DAY_REFUSE && !c->from)
		return err_set(e, ST_FAIL,
		    "--ambiguous is about the times "
		    "of --from-zone");
	for (size_t i = 0; i < c->n_formats; i++)
		if (by_time && !time_format_has_time(&c->formats[i]))
			return err_set(e, ST_FAIL,
			    "--date-format \"%s\" has "
			    "no time of day, which --cut and --from-zone need",
			    c->formats[i].format);
	return 0;
}

int
key_options_check(const struct key_options *k, struct err *e)
{
	const struct recorder *r = &k->recorder;
	const struct numeral_form *f = &r->sum.form;

	if (!r->key.n)
		return err_set(e, ST_FAIL,
		    "what identifies a payment? give "
		    "--key");
	if (!r->sum.amounts.n)
		return err_set(e, ST_FAIL,
		    "which column is the amount? give "
		    "--amount");
	if (!r->side)
		return err_set(e, ST_FAIL,
		    "which side is it? give --side L "
		    "or R");
	if (f->decimal && f->thousands_declared &&
	    span_eq(f->thousands, (struct span){ &f->decimal, 1 }))
		return err_set(e, ST_FAIL,
		    "--decimal and --thousands are "
		    "the same mark");
	if (r->sum.minor && f->decimal)
		return err_set(e, ST_FAIL,
		    "--decimal and --minor exclude "
		    "each other: minor units have no decimals");
	return check_clock(k, e);
}

void
key_options_free(struct key_options *k)
{
	recorder_free(&k->recorder);
	zone_free(&k->zone);
	zone_free(&k->from);
}
