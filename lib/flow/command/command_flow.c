#include "flow/command/command_flow.h"

#include <stdlib.h>

#include "base/mem.h"

int
command_flow_path(const char *name, struct buf *b, struct err *e)
{
	char *real = realpath(name, NULL);

	if (!real)
		return err_sys(e, ST_FAIL, "%s", name);
	buf_str(b, real);
	buf_byte(b, '\0');
	free(real);
	return 0;
}

void
command_flow_past_path(const char *name, struct buf *b)
{
	const char *slash = strrchr(name, '/');
	char *dir = slash
	    ? mem_dup((struct span){ name, (size_t)(slash - name + 1) })
	    : NULL;
	char *real = dir ? realpath(dir, NULL) : NULL;

	if (real)
		buf_printf(b, "%s%s", real[1] ? real : "", slash);
	else
		buf_str(b, name);
	buf_byte(b, '\0');
	free(real);
	free(dir);
}

int
command_flow_given(const char *word, struct run_given *g, struct err *e)
{
	const char *eq = strchr(word, '=');

	if (!eq || eq == word)
		return err_set(e, ST_FAIL, "\"%s\" is not NAME=VALUE",
		    excerpt(span_str(word)).s);
	g->name = (struct span){ word, (size_t)(eq - word) };
	g->value = span_str(eq + 1);
	return 0;
}
