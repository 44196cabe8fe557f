/** A person's data leave on request; what is deleted for it is deleted by {@code store.retention}. */
@NullMarked
package ai.tulia.messaging.store.erasure;

import org.jspecify.annotations.NullMarked;
