#include "flow/world/world_env.h"

#include <stdlib.h>

#include "base/mem.h"

extern char **environ;

/* What begins so is of another attempt, if a runner is run by one. */
static const char *const others[] = { "RECON_OUT=", "RECON_OUT_AS=",
	"RECON_ATTEMPT=", "RECON_RUN=", "RECON_P_", "RECON_NODE" };

static bool
is_others(struct span text)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (span_begins(text, span_str(others[i])))
			return true;
	return false;
}

static bool
is_replaced(const char *text, char *const *added)
{
	size_t n = strcspn(text, "=");

	for (; added && *added; added++)
		if (!strncmp(*added, text, n) && (*added)[n] == '=')
			return true;
	return false;
}

static void
add(struct world_env *w, char *text)
{
	w->list = mem_grow(w->list, &w->cap, w->n + 2, sizeof *w->list);
	w->list[w->n++] = text;
	w->list[w->n] = NULL;
}

void
world_env_make(struct world_env *w, char *const *added)
{
	w->list = mem_grow(w->list, &w->cap, 1, sizeof *w->list);
	w->list[0] = NULL;
	for (char **p = environ; p && *p; p++)
		if (!is_others(span_str(*p)) && !is_replaced(*p, added))
			add(w, *p);
	for (; added && *added; added++)
		add(w, *added);
}

void
world_env_free(struct world_env *w)
{
	free(w->list);
	*w = (struct world_env){ 0 };
}
