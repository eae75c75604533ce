#include "key/key_options.h"

void
key_options_init(struct key_options *k)
{
	*k = (struct key_options){ 0 };
	k->recorder.date[0] = '-';
	k->recorder.clock = ACCOUNTING_DAY_NONE;
	k->recorder.sum.scales = SCALES_NONE;
	k->recorder.sum.minor_scales = SCALES_NONE;
}

/* Rules for a time of day: it has to be read before they can hold. */
static int
check_clock(const struct key_options *k, struct err *e)
{
	const struct accounting_day *c = &k->recorder.clock;
	bool by_time = c->cut != ACCOUNTING_DAY_NO_CUT || c->from;

	if (!k->time_said && (by_time || c->zone || c->n_formats))
		return err_set(e, ST_FAIL,
		    "--date-format, --zone, "
		    "--from-zone and --cut are about the time of --time");
	if (k->recorder.time.n && accounting_day_wants_year(c) && !c->has_near)
		return err_set(e, ST_FAIL,
		    "a --date-format has no year: say with --year-near a "
		    "date that its times are near to");
	if (c->has_near && !accounting_day_wants_year(c))
		return err_set(e, ST_FAIL,
		    "--year-near is for a --date-format without a year");
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

/* Of a time and a date the one given last counts, unless one is compared with
 * the other. */
static int
settle_date(struct key_options *k, struct err *e)
{
	struct recorder *r = &k->recorder;

	if (!r->expect) {
		if (!k->time_last)
			columns_free(&r->time);
		return 0;
	}
	if (r->time.n && *r->date != '-')
		return 0;
	return err_set(e, ST_FAIL,
	    "--expect-date compares the date of --time with --date: give "
	    "both");
}

int
key_options_check(struct key_options *k, struct err *e)
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
	return settle_date(k, e) ? -1 : check_clock(k, e);
}

void
key_options_free(struct key_options *k)
{
	recorder_free(&k->recorder);
	zone_free(&k->zone);
	zone_free(&k->from);
}
