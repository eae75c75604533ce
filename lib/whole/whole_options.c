#include "whole/whole_options.h"

#include "whole/whole.h"

int
whole_option_parts(void *at, const struct option_given *o, struct err *e)
{
	struct whole *w = at;

	if (run_part_parse_all(&w->all, span_str(o->value)))
		return 0;
	return err_set(e, ST_FAIL,
	    "\"%s\" is no number of parts, as 200 or 200@RUN",
	    excerpt(span_str(o->value)).s);
}

int
whole_option_expect_total(void *at, const struct option_given *o, struct err *e)
{
	struct whole *w = at;

	(void)e;
	expected_add(&w->expected, o->value);
	return 0;
}

int
whole_option_own_part(void *at, const struct option_given *o, struct err *e)
{
	struct run_part p;

	(void)at;
	if (!run_part_parse(&p, span_str(o->value)))
		return err_set(e, ST_FAIL,
		    "\"%s\" is no part, as 3/200 or 3/200@RUN",
		    excerpt(span_str(o->value)).s);
	stream_write_part(&p);
	return 0;
}

int
whole_option_part(void *at, const struct option_given *o, struct err *e)
{
	struct whole *w = at;

	w->names = true;
	w->inherits = !strcmp(o->value, "input");
	if (!w->inherits)
		return whole_option_own_part(at, o, e);
	stream_write_part(&(struct run_part){ 0 });
	return 0;
}
