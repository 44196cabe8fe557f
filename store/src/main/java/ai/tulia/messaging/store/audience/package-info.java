@NullMarked
package ai.tulia.messaging.store.audience;

import org.jspecify.annotations.NullMarked;
