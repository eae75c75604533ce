/*
 * transport-http: POSTs each event to a URL, whole and signed, or in the dialect
 * of a robot in a chat room.
 */
#include "net/curl/http_serve.h"
#include "transport.h"

int
main(int argc, char **argv)
{
	struct http_target h = { 0 };
	struct target t;
	struct err e;
	int r;

	transport_begin(
	    &t, "transport-http", argc, argv, http_target_keys, &h.common);
	r = http_target_ready(&h, &t, &e) ? -1 : http_serve(&h, &e);
	http_target_free(&h);
	return transport_end(&t, r, &e);
}
