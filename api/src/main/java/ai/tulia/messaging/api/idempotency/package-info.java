@NullMarked
package ai.tulia.messaging.api.idempotency;

import org.jspecify.annotations.NullMarked;
