/*
 * runner_places: classes, their lanes, and how many places are taken in them.
 *
 * A class is one of classes.ini, or one of the runner's own, whose name has a
 * blank, as no other's has: events to a target without a class, and nodes that
 * run other flows. "" is the class of commands without one.
 *
 * Lanes: those of recon-flow(5), and "runs", where runs of a node with a class
 * have their places.
 */
#ifndef RUNNER_PLACES_H
#define RUNNER_PLACES_H

#include "flow/file/flow_classes.h"
#include "flow/store/flow_store.h"

enum { RUNNER_EVENTS_MAX = 1000 }; /* at once to a target, without a class */

#define RUNNER_LANE_RUNS "runs"
#define RUNNER_CLASS_FLOWS "other flows"

struct runner_class;

struct runner_lane {
	char *name; /* owned */
	struct runner_class *of;
	size_t under_way;
	bool backlog;           /* nodes, or runs, may wait for a place in it */
	uint64_t full;          /* of.freed, when it had no room; 0: it had */
	bool events, processes; /* some of these had a place of it */
	unsigned wanted;        /* tickets of it at once, as the broker knows */
	struct runner_lane *next; /* of the class */
};

struct runner_class {
	char *name;              /* owned */
	struct flow_class *said; /* of classes.ini; NULL: not there */
	int64_t limit;           /* that a person said; -1: none */
	char *who, *why;         /* owned: of that; NULL */
	int64_t at;
	int64_t open_until;      /* of its breaker, wall ms; 0: closed */
	bool own;                /* the runner's own */
	size_t under_way;        /* in all lanes but "runs" */
	uint64_t freed;          /* counts places that may have become free */
	uint64_t taken, counted; /* the last turn in which its row was ours,
	                          * and under_way was counted */
	struct runner_lane *lanes;
	struct runner_class *next;
};

/* Cleared with {0}, released with runner_places_free. */
struct runner_places {
	struct runner_class *classes; /* owned */
	struct flow_classes **files;  /* owned: what was read */
	char **dirs;                  /* owned: and where */
	size_t n_dirs, cap_dirs, cap_files;
};

/* Makes what is not there yet. They live as long as the places. */
struct runner_class *runner_class_of(struct runner_places *, const char *name);
struct runner_lane *runner_lane_of(
    struct runner_places *, const char *class, const char *lane);

/* Reads DIR/classes.ini, unless it was; what is wrong with it is told, and then
 * its classes are as they were. */
void runner_places_learn(
    struct runner_places *, struct span dir, struct told *);

/* Reads all of them again. */
void runner_places_again(struct runner_places *, struct told *);

/* An event, or a process, has a place of it. */
void runner_lane_saw(struct runner_lane *, bool is_event);

/* Has it had events and nothing else, so that it takes no process, as far as we
 * know? */
bool runner_lane_is_of_events(const struct runner_lane *);

/* How many more may be under way in the lane; SIZE_MAX: any number. */
size_t runner_lane_room(const struct runner_lane *, int64_t now);

/* What the store has of it, and what it is to have. */
void runner_class_keep(struct runner_class *, const struct flow_store_class *);
struct flow_store_class runner_class_kept(const struct runner_class *);

/* The clock was set by so many ms. */
void runner_places_moved(struct runner_places *, int64_t by);

/* Is the breaker open, or was it and nothing has gone well since? */
bool runner_class_is_broken(const struct runner_class *);

/* Nobody has a place any more: the store is asked anew. */
void runner_places_clear(struct runner_places *);

/* Nodes may wait in each lane: a run goes on, or limits are others. */
void runner_places_look(struct runner_places *);

/* Places may have become free that others had. */
void runner_places_freed(struct runner_places *);

void runner_places_free(struct runner_places *);

#endif
