/*
 * outbox_add: the events that a run adds for one target, all or none.
 *
 * Between begin and commit or drop the target's write.lock is held, so that no
 * other run adds what this one may find unknown. Memory: that of three
 * id_stores, one to two bytes for each id of this run, those that are held, and
 * those of runs not yet finished; not the events, which go to a file under a temporary name.
 */
#ifndef OUTBOX_ADD_H
#define OUTBOX_ADD_H

#include "base/err.h"
#include "event/event_id.h"
#include "outbox/outbox.h"

struct outbox_add;

/*
 * Makes the target's folder where it is missing and takes its write.lock,
 * waiting o->wait_s seconds: then ST_AGAIN. book is what the events are of,
 * now the time in seconds since 1970; both are kept with them. ST_DATA where
 * what is kept there was cut or changed. NULL on failure. The outbox must live
 * until commit or drop.
 */
struct outbox_add *outbox_add_begin(const struct outbox *o, const char *target,
    struct span book, int64_t now_s, struct err *);

/* Was it told before, is it to be sent already (also where a run before added
 * it and nothing was sent yet), or was it given to this run earlier? */
bool outbox_add_knows(struct outbox_add *, const struct event_id *);

/* Did a run before this one tell or add it? */
bool outbox_add_knew(struct outbox_add *, const struct event_id *);

/*
 * Adds an event. key is the order key, any bytes but at most OUTBOX_KEY_MAX;
 * json is one JSON object in UTF-8 on one line, without TAB, at most
 * OUTBOX_JSON_MAX bytes. ST_DATA where it is more; ST_BROKEN where the id is
 * known, or json has a control byte; ST_FAIL where it cannot be written.
 */
int outbox_add_event(struct outbox_add *, enum outbox_kind,
    const struct event_id *, struct span key, struct span json, struct err *);

/* An id that is remembered with the event added last. One that is known from
 * before may be given again (it is then remembered from now on); one that this
 * run was given already adds nothing. ST_BROKEN before the first event. */
int outbox_add_member(
    struct outbox_add *, const struct event_id *, struct err *);

/* Notes an id that is to be remembered with an event that comes later; was it? It is
 * not known by that. Where it cannot be noted, commit fails. */
void outbox_add_hold(struct outbox_add *, const struct event_id *);
bool outbox_add_holds(struct outbox_add *, const struct event_id *);

/* All that are held are members of the event added last, whose own id is none; and
 * none is held any more. */
int outbox_add_held(
    struct outbox_add *, const struct event_id *own, struct err *);
void outbox_add_let_go(struct outbox_add *);

/* Events so far. */
uint64_t outbox_add_count(const struct outbox_add *);

/*
 * The events are there, on the disk, when this returns 0; where there are none,
 * no file is made. On -1 nothing was added, but where the rename was done and
 * the directory could not be synced: then the events may be there. Either way
 * the lock is given back and the outbox_add is gone.
 */
int outbox_add_commit(struct outbox_add *, struct err *);

/* Nothing was added. NULL is no error. */
void outbox_add_drop(struct outbox_add *);

#endif
