/*
 * http_event: an event as a request, and what the response says of it.
 */
#ifndef HTTP_EVENT_H
#define HTTP_EVENT_H

#include "event/event.h"
#include "net/curl/http_target.h"
#include "transport/answer.h"

/* Makes the request of a target for an event, at this moment. ST_FAIL where it
 * cannot be signed. */
int http_event_request(struct http_call *, const struct http_target *,
    const struct event *, struct err *);

/* Judges the call, which has ended. */
void http_event_judge(
    struct answer *, const struct http_target *, const struct http_call *);

#endif
