#include "option/option_row.h"

const struct option_row *
option_row_find(const struct option_row *o, const char *name)
{
	for (; option_row_is(o); o++)
		if (o->name && !strcmp(o->name, name))
			return o;
	return NULL;
}

int
option_row_set(const struct option_row *o, void *settings, const char *value,
    struct err *e)
{
	char *begin = settings;

	if (o->said)
		memcpy(begin + o->said, &o->name, sizeof o->name);
	return o->set(begin + o->at, &(struct option_given){ o, value }, e);
}
