#include "option/kept_place.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/visible_text.h"
#include "text/shell_word.h"

static const char *
env(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

bool
kept_place_default(const char *name, struct buf *b)
{
	const char *state = env("XDG_STATE_HOME"), *home = env("HOME");

	if (state && *state == '/')
		buf_printf(b, "%s/%s", state, name);
	else if (home)
		buf_printf(b, "%s/.local/state/%s", home, name);
	else
		return false;
	return true;
}

int
kept_place_find(const char *option, const char *variable, const char *name,
    struct buf *b, struct err *e)
{
	const char *place = option ? option : env(variable);

	if (option && !*option)
		return err_set(e, ST_FAIL, "--store: it is empty");
	if (place)
		buf_str(b, place);
	else if (!kept_place_default(name, b))
		return err_set(e, ST_FAIL,
		    "where is the store? --store or %s says it, and HOME is "
		    "not set",
		    variable);
	buf_byte(b, '\0');
	return 0;
}

void
kept_place_name(const char *place, struct buf *b)
{
	struct buf word = { 0 };

	shell_word_add(&word, span_str(place));
	buf_str(b, " --store ");
	visible_add(b, buf_span(&word));
	buf_free(&word);
}

int
kept_place_make(const char *dir, struct err *e)
{
	char *path = mem_dup(span_str(dir));
	int r = 0;

	for (char *p = path + 1; r == 0 && *p; p++) {
		if (*p != '/' || p[-1] == '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			r = err_sys(e, ST_FAIL, "%s", path);
		*p = '/';
	}
	if (r == 0 && mkdir(path, 0700) && errno != EEXIST)
		r = err_sys(e, ST_FAIL, "%s", path);
	free(path);
	return r;
}
