#include "report/day/paths.h"

#include <glob.h>
#include <stdlib.h>

#include "base/mem.h"

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
paths_find(struct paths *p, const char *pattern, struct err *e)
{
	glob_t g = { 0 };
	int r;

	*p = (struct paths){ 0 };
	r = glob(pattern, GLOB_ERR | GLOB_NOMAGIC | GLOB_NOSORT, NULL, &g);
	if (r == GLOB_NOMATCH)
		r = err_set(e, ST_FAIL, "%s: no such file", pattern);
	else if (r)
		r = err_sys(e, ST_FAIL, "%s", pattern);
	for (size_t i = 0; r == 0 && i < g.gl_pathc; i++) {
		if (i == 0)
			p->of = mem_zeroed(g.gl_pathc, sizeof *p->of);
		p->of[p->n++] = mem_dup(span_str(g.gl_pathv[i]));
	}
	globfree(&g);
	if (p->n)
		qsort(p->of, p->n, sizeof *p->of, by_bytes);
	return r;
}

void
paths_free(struct paths *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->of[i]);
	free(p->of);
	*p = (struct paths){ 0 };
}
