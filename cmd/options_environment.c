#include "options_environment.h"

#include <stdio.h>

#include "option/option_environment.h"

void
options_environment_read(struct options *o)
{
	struct option_environment from;
	const char *value;
	struct err e;

	if (option_environment_read(&from, &e))
		messages_die(&e);
	for (size_t i = 0; i < o->n; i++) {
		const struct option_known *k = &o->list[i];
		char where[128];

		if (!k->row.name || options_find(o, k->row.name) != k ||
		    !option_environment_has(&from, k->row.name, &value))
			continue;
		snprintf(where, sizeof where, "%s: --%s",
		    option_environment_name, k->row.name);
		options_set(o, k, value, where);
	}
	option_environment_free(&from);
}
