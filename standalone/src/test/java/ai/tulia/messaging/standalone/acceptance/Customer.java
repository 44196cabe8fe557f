package ai.tulia.messaging.standalone.acceptance;

import java.util.UUID;

/** A customer of a shop, with a name and a number that nobody else has. */
record Customer(UUID id, String number, String name) {}
