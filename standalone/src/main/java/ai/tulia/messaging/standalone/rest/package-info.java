/** Calls over HTTP, as any user of the API makes them. */
@NullMarked
package ai.tulia.messaging.standalone.rest;

import org.jspecify.annotations.NullMarked;
