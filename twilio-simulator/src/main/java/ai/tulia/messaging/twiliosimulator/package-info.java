/** A Twilio on loopback: the Messages API, its callbacks and its ways to fail, with a record of all it received. */
@NullMarked
package ai.tulia.messaging.twiliosimulator;

import org.jspecify.annotations.NullMarked;
