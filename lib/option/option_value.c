#include "option/option_value.h"

#include <inttypes.h>

#include "sys/machine.h"
#include "text/names.h"
#include "value/time/accounting_day.h"
#include "value/time/date.h"
#include "value/time/duration.h"

int
option_value_flag(void *at, const struct option_given *o, struct err *e)
{
	(void)o, (void)e;
	*(bool *)at = true;
	return 0;
}

int
option_value_text(void *at, const struct option_given *o, struct err *e)
{
	(void)e;
	*(const char **)at = o->value;
	return 0;
}

int
option_value_names(void *at, const struct option_given *o, struct err *e)
{
	return names_parse(at, span_str(o->value), e);
}

static bool
read_number(const struct option_given *o, uint64_t *n)
{
	return span_count(span_str(o->value), n) && *n >= o->row->least &&
	    *n <= o->row->most;
}

int
option_value_number(void *at, const struct option_given *o, struct err *e)
{
	uint64_t n;

	if (!read_number(o, &n))
		return err_set(e, ST_FAIL,
		    "\"%s\" is not a number from %" PRIu64 " to %" PRIu64,
		    o->value, o->row->least, o->row->most);
	*(unsigned *)at = (unsigned)n;
	return 0;
}

int
option_value_bytes(void *at, const struct option_given *o, struct err *e)
{
	uint64_t n;

	if (!read_number(o, &n))
		return err_set(
		    e, ST_FAIL, "\"%s\" is not a number of bytes", o->value);
	*(size_t *)at = (size_t)n;
	return 0;
}

int
option_value_memory(void *at, const struct option_given *o, struct err *e)
{
	uint64_t bytes;
	const char *why = machine_size(o->value, &bytes);

	if (why)
		return err_set(e, ST_FAIL, "\"%s\" %s", o->value, why);
	*(size_t *)at = (size_t)bytes;
	return 0;
}

int
option_value_day(void *at, const struct option_given *o, struct err *e)
{
	if (!date_parse(span_str(o->value), at))
		return err_set(
		    e, ST_FAIL, "\"%s\" is not a day YYYY-MM-DD", o->value);
	return 0;
}

int
option_value_time_format(void *at, const struct option_given *o, struct err *e)
{
	struct accounting_day *c = at;

	if (c->n_formats == ACCOUNTING_DAY_FORMATS)
		return err_set(
		    e, ST_FAIL, "more than %d formats", ACCOUNTING_DAY_FORMATS);
	if (time_format_parse(&c->formats[c->n_formats], o->value, e))
		return -1;
	c->formats[c->n_formats++].near = c->near;
	return 0;
}

int
option_value_duration(void *at, const struct option_given *o, struct err *e)
{
	if (duration_parse(span_str(o->value), at))
		return 0;
	return err_set(e, ST_FAIL,
	    "\"%s\" is no duration: digits and s, m, h or d",
	    excerpt(span_str(o->value)).s);
}
