/*
 * world_judge: what became of a process, by its directory; within the room.
 */
#ifndef WORLD_JUDGE_H
#define WORLD_JUDGE_H

#include "flow/world/world_outcome.h"

/* Is a command a program of the toolkit? */
bool world_judge_is_recon(const char *command);

/* Is that what was run there? And its bounds, seconds; 0: not known. */
bool world_judge_spec(const char *dir, uint32_t *timeout, uint32_t *grace);

/*
 * What its directory says, which may be that it goes on; what is left of one
 * that is lost is ended. recon: is its command a program of the toolkit? NULL:
 * it is looked up.
 */
enum world_found world_judge(const char *id, const char *dir, const bool *recon,
    struct attempt_found *, struct world_outcome *);

#endif
