#include "stream/engine/engine_options.h"

#include "stream/engine/engine_lines.h"
#include "text/tsv.h"

int
engine_option_name(void *at, const struct option_given *o, struct err *e)
{
	return engine_rules_set(at, o->value, e);
}

int
engine_option_null(void *at, const struct option_given *o, struct err *e)
{
	struct engine_rules *rules = at;
	struct span text = span_str(o->value);

	if (tsv_has_control(text))
		return err_set(e, ST_FAIL,
		    "\"%s\" has a byte that no field has", excerpt(text).s);
	rules->null = text;
	return 0;
}
