/*
 * show_alarms: alarms that nobody was told of yet.
 */
#ifndef SHOW_ALARMS_H
#define SHOW_ALARMS_H

#include "flow/view/show_from.h"

enum { SHOW_ALARMS = 5 }; /* that are told one by one */

/* Adds them as lines, an empty one behind them; nothing where there are none. With
 * json: a line each. */
int show_alarms(const struct show *, struct buf *, struct err *);

/* Adds what an alarm is about and says, in one line without an end. */
void show_alarm_line(
    struct buf *, const struct show *, const struct flow_store_alarm *);

#endif
