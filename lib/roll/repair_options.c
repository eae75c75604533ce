#include "roll/repair_options.h"

#include <stdlib.h>
#include <string.h>

static int
add_file(void *at, const struct option_given *o, struct err *e)
{
	(void)e;
	repair_files_add(at, &(struct repair_file){ .path = o->value });
	return 0;
}

const struct option_row repair_options[] = {
	{ .help = "\nBy hand, each as often as there are files:\n" },
	{ "amend", 0, "FILE", add_file,
	    .at = offsetof(struct repair_options, amend),
	    .file = OPTION_FILE_IN,
	    .help = "records that come beside the results; one with\n"
		    "replaces=ID is put for the open item ID" },
	{ "adjust", 0, "FILE", add_file,
	    .at = offsetof(struct repair_options, adjust),
	    .file = OPTION_FILE_IN,
	    .help = "close open items: a table of id, reason and by" },
	{ 0 },
};

static size_t
count(const struct repair_files *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += !strcmp(f->of[i].path, "-");
	return n;
}

size_t
repair_options_stdin(const struct repair_options *o)
{
	return count(&o->amend) + count(&o->adjust);
}

void
repair_options_free(struct repair_options *o)
{
	free(o->amend.of);
	free(o->adjust.of);
	*o = (struct repair_options){ 0 };
}
