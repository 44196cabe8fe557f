/** A person's data leave on request. */
@NullMarked
package ai.tulia.messaging.api.erasure;

import org.jspecify.annotations.NullMarked;
