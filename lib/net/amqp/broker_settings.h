/*
 * broker_settings: which broker, and who we are to it.
 */
#ifndef BROKER_SETTINGS_H
#define BROKER_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

/* Borrowed as long as a broker is open. */
struct broker_settings {
	const char *host;
	uint32_t port;
	bool tls;
	const char *cacert; /* file of certificates that are trusted, if tls */
	const char *vhost, *user, *password;
	uint32_t heartbeat; /* seconds */
	uint32_t timeout;   /* seconds that anything may take */
};

#endif
