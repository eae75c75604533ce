/*
 * http_status: what the status of an HTTP response says of the event that was
 * sent, RFC 9110.
 */
#ifndef HTTP_STATUS_H
#define HTTP_STATUS_H

#include "transport/answer.h"

/* seconds: of Retry-After, or ANSWER_SOON. 2xx is ok; 3xx fails, for nothing is
 * followed; 408, 425, 429 and 5xx may be tried again; any other fails, 410 with
 * target=gone. */
void http_status_judge(struct answer *, long status, int64_t seconds);

#endif
