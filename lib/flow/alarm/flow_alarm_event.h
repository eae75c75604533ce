/*
 * flow_alarm_event: an alarm, or a ping, as an event that every transport takes,
 * recon-transport(7), with what people read in it.
 */
#ifndef FLOW_ALARM_EVENT_H
#define FLOW_ALARM_EVENT_H

#include "event/event_id.h"
#include "flow/alarm/flow_alarm_note.h"
#include "template/template.h"
#include "transport/target.h"

/* Who says it: what its id is made of, the same at every try. */
struct flow_alarm_telling {
	struct span store; /* what the store is known by */
	uint64_t row;      /* of the store: the alarm */
	uint64_t telling;  /* of the row: 1 is the first */
};

/* The name of the template for a target: "alarm", or the one of a robot that
 * shows markup. */
const char *flow_alarm_template(
    const struct target *, const struct target_common *);

/* Opens that template, in the language of a target of the file targets.
 * installed: the directory of templates that are. -1, told, where there is none:
 * then NULL is given below. */
int flow_alarm_template_open(struct template *, const char *targets,
    const char *target, const char *installed, struct err *);

/*
 * Adds the event, a line of JSON without LF: type recon.alarm, and the data of
 * the alarm. template: what flow_alarm_template names, in the language of the
 * target; where it is NULL, or nothing comes out of it, plain words in English
 * are taken: no alarm is lost because a template is.
 */
void flow_alarm_event(struct buf *, const struct flow_alarm_note *,
    const struct flow_alarm_telling *, const struct template *);

/* Adds the event of a ping, type recon.ping, at a moment; returns its id. */
struct event_id flow_ping_event(struct buf *, struct span store, int64_t now);

#endif
