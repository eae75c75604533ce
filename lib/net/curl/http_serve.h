/*
 * http_serve: the protocol of recon-transport(7) for a target of the transport
 * http: a window of requests at once, at the pace of the target.
 */
#ifndef HTTP_SERVE_H
#define HTTP_SERVE_H

#include "net/curl/http_target.h"

/* Serves standard input to its end. */
int http_serve(const struct http_target *, struct err *);

#endif
