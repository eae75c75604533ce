/*
 * reply: what the other side said to an event, made a value of the answer.
 */
#ifndef REPLY_H
#define REPLY_H

#include "transport/answer.h"

enum { REPLY_MAX = 1 << 20 }; /* bytes */

/*
 * Puts the reply into the answer, which is ok, as reply=. One that was cut at
 * REPLY_MAX, or is no UTF-8, cannot be obeyed as it was meant: the answer
 * becomes fail.
 */
void reply_take(struct answer *, struct span reply, bool cut);

#endif
