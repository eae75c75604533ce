/*
 * world_env: the environment of a command: ours, but for what one attempt told
 * another, and what is added; within the room.
 */
#ifndef WORLD_ENV_H
#define WORLD_ENV_H

#include <stddef.h>

/* Cleared with {0}. */
struct world_env {
	char **list; /* owned, the texts are not; a NULL behind the last */
	size_t n, cap;
};

/* added: NAME=VALUE, each instead of one of ours; NULL behind the last. The
 * list lives until either changes. */
void world_env_make(struct world_env *, char *const *added);

void world_env_free(struct world_env *);

#endif
